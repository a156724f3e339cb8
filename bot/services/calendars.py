"""A person's deadlines for the calendar of their phone."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.domain.permissions import Action, Scope, scopes_of
from bot.domain.policies import Policy
from bot.domain.records import MilestoneLine, Person, Project
from bot.domain.rungs import Ladders, ladders_of
from bot.domain.terms import Role
from bot.papers.calendar_entries import CalendarEntry
from bot.services.access import may
from bot.services.projects import Projects
from bot.texts.catalogue import Catalogue, catalogue
from bot.texts.messages import Document
from storage.unit_of_work import Work


class Calendars:
    """Deadlines with stable names, so that the same file taken in again updates and cancels."""

    def __init__(self, work: Work, clock: Clock, policy: Policy, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.projects = projects

    def calendar(self, person: Person) -> Document:
        """Return the deadlines of *person* as a file."""
        from bot.papers.calendars import render_calendar  # noqa: PLC0415 -- loads icalendar

        words = catalogue(person.language)
        title = words.plain("calendar.title", name=person.name)
        entries = self.entries(person)
        data = render_calendar(title, entries, self.clock.now())
        open_ones = sum(not each.cancelled for each in entries)
        return Document(data, f"{title}.ics", words.say("calendar.caption", count=open_ones))

    def entries(self, person: Person) -> list[CalendarEntry]:
        """Return this year's and later deadlines, soonest first.

        Cancelled is what is done, what was withdrawn and what is no longer theirs. The sequence
        is the number of changes of the project: it grows with whatever a calendar shows.
        """
        words = catalogue(person.language)
        theirs = self._theirs(person)
        gone = self._gone(person, {each.id for each in theirs})
        changes = self.work.trail.counts([each.id for each in (*theirs, *gone)])
        entries = [*self._open(person, theirs, changes, words)]
        entries += [
            self._entry(project, node, changes, words, cancelled=True)
            for project in gone
            for node in project.milestones
        ]
        first = date(self.clock.today().year, 1, 1)
        return sorted((each for each in entries if each.day >= first), key=lambda one: one.day)

    def _theirs(self, person: Person) -> list[Project]:
        """Return the projects a person has to do with; who has none of their own, all they see."""
        visible = self.projects.visible_to(person, Action.LIST_PROJECTS)
        if Scope.EVERYTHING not in scopes_of(person.roles, Action.LIST_PROJECTS):
            return visible
        return self.work.projects.of_person(person.id) or visible

    def _gone(self, person: Person, theirs: set[int]) -> list[Project]:
        """Return the projects that were theirs, or among what they see, and are no longer."""
        ever = self.work.duties.ever_of(person.id)
        return [
            each
            for each in self.work.projects.ever()
            if each.id not in theirs
            and (each.id in ever or (each.ended and may(person, Action.LIST_PROJECTS, each)))
        ]

    def _open(
        self, person: Person, projects: list[Project], changes: Mapping[int, int], words: Catalogue
    ) -> Iterator[CalendarEntry]:
        ladders = ladders_of(self.policy)
        for project in projects:
            rungs = _rungs(person, project, ladders)
            for node in project.milestones:
                over = node.done_on is not None
                alarms = [] if over else self._alarms(node.deadline, rungs)
                yield self._entry(project, node, changes, words, cancelled=over, alarms=alarms)

    def _entry(
        self,
        project: Project,
        node: MilestoneLine,
        changes: Mapping[int, int],
        words: Catalogue,
        *,
        cancelled: bool,
        alarms: list[timedelta] | None = None,
    ) -> CalendarEntry:
        return CalendarEntry(
            # The first deadline never changes; it keeps two counties' entries apart on one phone.
            uid=f"milestone-{node.id}-{node.baseline_deadline:%Y%m%d}@duban",
            sequence=changes.get(project.id, 0),
            day=node.deadline,
            title=words.plain("calendar.entry", p=project, m=node),
            notes=words.plain("calendar.notes", p=project),
            cancelled=cancelled,
            alarms=alarms or (),
        )

    def _alarms(self, deadline: date, rungs: tuple[int, ...]) -> list[timedelta]:
        """Return when the person is reminded: at the hour of the morning's messages, on working days."""
        hour = self.policy.messages.digest_at
        found = {}
        for rung in rungs:
            day = self._working_day_by(deadline - timedelta(days=rung))
            at = datetime.combine(day, hour, self.clock.zone)
            if at > self.clock.now():
                midnight = datetime.combine(deadline, datetime.min.time())
                found[day] = datetime.combine(day, hour) - midnight
        return list(found.values())

    def _working_day_by(self, day: date) -> date:
        days = self.work.working_days
        return day if days(day) else days.before(day)


def _rungs(person: Person, project: Project, ladders: Ladders) -> tuple[int, ...]:
    """Return the rungs of the closest ladder that a person has on a project."""
    held = {duty.role for duty in project.duties if duty.person_id == person.id}
    if project.owner_head_id == person.id:
        held.add(Role.UNIT_HEAD)
    return next((ladder.rungs for role, ladder in ladders.items() if role in held), ())
