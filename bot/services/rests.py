"""Days of rest that the office enters, and the hours a person sets for themselves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.clock import Clock
from bot.domain.calendars import Overrides
from bot.domain.hours import OwnHours, read_own_hours
from bot.domain.outcomes import HolidaysEntered, HoursSet, PolicyInWords, StopEntered, StopLifted
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.policy_values import Weekday
from bot.domain.records import Person, Project, Source
from bot.domain.rest_lines import read_lifted_stop, read_notice, read_stop
from bot.domain.working_days import WorkingDays
from bot.services.access import require
from bot.services.projects import Projects
from storage.trail import Change
from storage.unit_of_work import Work


class Rests:
    """Keeps holiday notices, projects' seasons and people's own hours."""

    def __init__(self, work: Work, clock: Clock, policy: Policy, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.projects = projects

    def enter_holidays(self, person: Person, words: str, source: Source) -> HolidaysEntered:
        """Keep the holiday notice of a year; every open node is looked at again by it."""
        require(person, Action.SET_POLICY)
        notice = read_notice(words)
        self.work.holidays.enter(
            notice.year, notice.days_off, notice.workdays, person.id, self.clock.now()
        )
        self.work.milestones.look_again(self.clock.today())
        summary = f"{len(notice.days_off)} off, {len(notice.workdays)} worked"
        change = Change("holidays", notice.year, "notice", None, summary)
        self.work.trail.add([change], self.clock.now(), person.id, source)
        days = WorkingDays(Overrides(notice.days_off, notice.workdays, frozenset({notice.year})))
        return HolidaysEntered(
            notice.year, len(notice.days_off), len(notice.workdays), days.count_in(notice.year)
        )

    def hear_stop(self, person: Person, words: str, source: Source) -> StopEntered | StopLifted:
        """Keep a season in which a project rests, or cancel what is left of it."""
        require(person, Action.REGISTER_DEADLINE_CHANGE)
        lifted = read_lifted_stop(words)
        if lifted is not None:
            return self._lift_stop(person, self.projects.find(lifted), source)
        stop = read_stop(words, self.clock.today())
        project = self.projects.find(stop.code)
        self.work.stops.enter(project.id, stop.first_day, stop.last_day, stop.reason, person.id)
        days = _days(stop.first_day, stop.last_day)
        change = Change("project", project.id, "works_stop", None, days, project.id, stop.reason)
        self._changed(project, [change], person, source)
        return StopEntered(project, stop.first_day, stop.last_day, stop.reason)

    def _lift_stop(self, person: Person, project: Project, source: Source) -> StopLifted:
        seasons = self.work.stops.lift(project.id, self.clock.today())
        changes = [
            Change("project", project.id, "works_stop", _days(*season), None, project.id)
            for season in seasons
        ]
        self._changed(project, changes, person, source)
        return StopLifted(project, tuple(seasons))

    def _changed(
        self, project: Project, changes: Sequence[Change], person: Person, source: Source
    ) -> None:
        """Keep the trail, and have the open nodes looked at again today."""
        for node in project.milestones:
            if node.done_on is None:
                self.work.milestones.change(node.id, next_check_on=self.clock.today())
        self.work.trail.add(changes, self.clock.now(), person.id, source)

    def policy_in_words(self, person: Person) -> PolicyInWords:
        """Return the policy as the office reads it."""
        require(person, Action.SET_POLICY)
        missing = self.work.working_days.missing_year(self.clock.today())
        return PolicyInWords(self.policy, missing)

    def set_hours(self, person: Person, words: str) -> HoursSet:
        """Set when a person reads their daily message; without words, tell when that is."""
        if words.strip():
            rests = tuple(map(Weekday, person.rest_weekdays))
            before = OwnHours(person.digest_at, person.zone, rests)
            own = read_own_hours(words, before, self.policy.messages)
            person = replace(
                person,
                digest_at=own.digest_at,
                zone=own.zone,
                rest_weekdays=tuple(own.rest_weekdays),
            )
            self.work.people.change(
                person.id,
                digest_at=f"{own.digest_at:%H:%M}" if own.digest_at else None,
                zone=own.zone,
                rest_weekdays=list(own.rest_weekdays),
            )
        return HoursSet(
            person.digest_at or self.policy.messages.digest_at,
            person.zone or self.clock.zone.key,
            person.rest_weekdays,
            changed=bool(words.strip()),
        )


def _days(first: date, last: date) -> str:
    return f"{first}—{last}"
