"""The weekly letter: the burden, what was not answered, and what lies ahead."""

from datetime import date, timedelta

from bot.clock import Clock
from bot.domain.outcomes import OpenDifficulty, UnitBurden, WeeklyLetter
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.records import Person
from bot.domain.terms import Role
from bot.domain.weekly_reports import letter_day
from bot.services.access import require
from bot.services.notices import Notices
from storage.unit_of_work import Work

A_DAY = timedelta(days=1)
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
        local, today = self.clock.local(), self.clock.today()
        week = today.isocalendar()[:2]
        is_first = letter_day(today, self.work.working_days) == today
        if not is_first or local.time() < self.policy.messages.digest_at:
            return
        for person in self.work.people.holding(Role.OFFICE):
            order = {"kind": "paper", "name": "letter", "person": person.id}
            self.notices.notify(person, f"letter:{week[0]}-{week[1]}", order)

    def letter(self, person: Person) -> WeeklyLetter:
        """Return the last letter: on the days from the letter before it to its own eve.

        So no day is left out around a holiday, and none is in two letters.
        """
        require(person, Action.SEE_GAPS)
        today, is_worked = self.clock.today(), self.work.working_days
        written_on = letter_day(today, is_worked)
        since, until = letter_day(written_on - A_DAY, is_worked), written_on - A_DAY
        span = self.clock.midnight(since), self.clock.midnight(written_on)
        audited, differences = self.work.letters.audits(since, until)
        ahead = [today + timedelta(days=each) for each in range(AHEAD)]
        return WeeklyLetter(
            since=since,
            until=until,
            burden=tuple(UnitBurden(*each) for each in self.work.letters.burden(*span)),
            silent=tuple(self.work.reports.silent_between(*span)),
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
