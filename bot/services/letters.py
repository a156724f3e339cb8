"""The weekly letter: the burden, what was not answered, and what lies ahead."""

from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.domain.errors import OldButtonError
from bot.domain.outcomes import (
    BurdenOpened,
    OpenDifficulty,
    SentLine,
    UnitBurden,
    WeeklyLetter,
)
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.records import Person
from bot.domain.terms import Role
from bot.domain.weekly_reports import letter_day
from bot.services.access import require
from bot.services.notices import Notices
from bot.texts.messages import without_marks
from storage.unit_of_work import Work

A_DAY = timedelta(days=1)
A_YEAR = timedelta(days=366)
NO_TIME = timedelta(0)
AHEAD = 14
"""Days ahead whose holidays the letter tells."""

LINES_A_PAGE = 10


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
        since, until = self._days(today)
        span = self._span(since, until)
        audited, differences = self.work.letters.audits(since, until)
        ahead = [today + timedelta(days=each) for each in range(AHEAD)]
        return WeeklyLetter(
            since=since,
            until=until,
            burden=self._burden(*span),
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

    def opened(
        self, person: Person, unit_id: int | None, until: date, page: int = 1
    ) -> BurdenOpened:
        """Return the messages behind a unit's figures in the letter on the days up to *until*.

        Raises:
            NotPermittedError: The letter is not for this person.
            OldButtonError: Nothing was sent to the unit in those days, or they are no letter's.
        """
        require(person, Action.SEE_GAPS)
        if not A_YEAR > self.clock.today() - until > NO_TIME:
            raise OldButtonError
        since, until = self._days(until + A_DAY)
        span = self._span(since, until)
        burden = next((each for each in self._burden(*span) if each.unit_id == unit_id), None)
        if burden is None:
            raise OldButtonError
        pages = max(1, -(-burden.messages // LINES_A_PAGE))
        page = min(max(page, 1), pages)
        sent = self.work.letters.sent(unit_id, *span, LINES_A_PAGE, (page - 1) * LINES_A_PAGE)
        lines = tuple(
            SentLine(
                each.at.astimezone(self.clock.zone),
                each.name,
                without_marks((each.body or {}).get("text", "")),
            )
            for each in sent
        )
        return BurdenOpened(burden, since, until, lines, page, pages)

    def _days(self, day: date) -> tuple[date, date]:
        """Return the first and the last day of the letter that was the last one on *day*."""
        is_worked = self.work.working_days
        written_on = letter_day(day, is_worked)
        return letter_day(written_on - A_DAY, is_worked), written_on - A_DAY

    def _span(self, since: date, until: date) -> tuple[datetime, datetime]:
        return self.clock.midnight(since), self.clock.midnight(until + A_DAY)

    def _burden(self, since: datetime, until: datetime) -> tuple[UnitBurden, ...]:
        return tuple(UnitBurden(*each) for each in self.work.letters.burden(since, until))

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
