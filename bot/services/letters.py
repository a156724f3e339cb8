"""The weekly letter: the burden, what was not answered, and what lies ahead."""

from datetime import date, timedelta

from bot.clock import Clock
from bot.domain.outcomes import OpenDifficulty, UnitBurden, WeeklyLetter
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.records import Person
from bot.domain.terms import Role
from bot.services.access import require
from bot.services.notices import Notices
from storage.unit_of_work import Work

WEEK = timedelta(days=7)
AHEAD = 14
"""Days ahead whose holidays the letter tells."""


class Letters:
    """Writes to the office on the first working day of a week."""

    def __init__(self, work: Work, clock: Clock, policy: Policy, notices: Notices) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.notices = notices

    def queue(self) -> None:
        """Queue the letter on the first working day of the week; asked again, it adds nothing."""
        local, today, days = self.clock.local(), self.clock.today(), self.work.working_days
        week = today.isocalendar()[:2]
        is_first = days(today) and days.before(today).isocalendar()[:2] != week
        if not is_first or local.time() < self.policy.messages.digest_at:
            return
        for person in self.work.people.holding(Role.OFFICE):
            order = {"kind": "paper", "name": "letter", "person": person.id}
            self.notices.notify(person, f"letter:{week[0]}-{week[1]}", order)

    def letter(self, person: Person) -> WeeklyLetter:
        """Return the letter on the week that ended with yesterday."""
        require(person, Action.SEE_GAPS)
        today = self.clock.today()
        since = today - WEEK
        began = self.clock.midnight(since)
        audited, differences = self.work.letters.audits(since)
        ahead = [today + timedelta(days=each) for each in range(AHEAD)]
        is_worked = self.work.working_days
        return WeeklyLetter(
            since=since,
            until=today - timedelta(days=1),
            burden=tuple(UnitBurden(*each) for each in self.work.letters.burden(began)),
            silent=tuple(code for _, code, _, _ in self.work.reports.missing_since(began)),
            unread=self.work.questions.count_unread(),
            undelivered=self.work.outbox.undelivered() + self.work.inbox.dead_letters(),
            audited_days=audited,
            differences=differences,
            difficulties=self._difficulties(),
            handovers=self.work.letters.handovers_waiting(),
            rest=tuple(each for each in ahead if _is_weekday(each) and not is_worked(each)),
            worked=tuple(each for each in ahead if not _is_weekday(each) and is_worked(each)),
        )

    def _difficulties(self) -> tuple[OpenDifficulty, ...]:
        open_ones = self.work.difficulties.all_open()
        numbers = {each.project_id for each in open_ones}
        codes = {each.id: each.code for each in self.work.projects.by_ids(numbers)}
        return tuple(
            OpenDifficulty(codes[each.project_id], each.raised_on, each.words)
            for each in open_ones
            if each.project_id in codes
        )


def _is_weekday(day: date) -> bool:
    return day.isoweekday() <= 5
