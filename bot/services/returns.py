"""The monthly investment return: made of what was told, locked on its day, reopened with a reason."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.domain.errors import ReopeningUnexplainedError, ReturnNotLockedError
from bot.domain.outcomes import (
    MissingReport,
    ReturnChanged,
    ReturnStatus,
    StatisticsList,
    StatisticsMarked,
)
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.records import Person, Project, Source
from bot.domain.returns import (
    STATISTICS_FROM_WAN,
    ReturnLine,
    in_statistics_rate,
    lock_day_of,
    month_open_on,
    previous_month,
    returned_rate,
)
from bot.papers.return_lines import ReturnPaper
from bot.services.access import may, may_read, require, require_anywhere
from bot.services.projects import Projects
from bot.services.return_lines import ReturnLines, is_locked
from bot.texts.catalogue import catalogue
from bot.texts.messages import Document
from storage.tables import MonthlyReturn
from storage.trail import Change
from storage.unit_of_work import Work

OFFERED_MARKS = 20
"""Projects below one list of those that are not in statistics."""


class Returns:
    """Keeps a return a month."""

    def __init__(self, work: Work, clock: Clock, policy: Policy, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.projects = projects
        self.made = ReturnLines(work, clock)

    # the paper

    def paper(self, person: Person, month: date | None = None) -> Document:
        """Return the return of a month as a workbook: of the one that is open, if none is named."""
        from bot.papers.returns import render_return  # noqa: PLC0415 -- loads the writer

        wanted = month or self.open_month()
        words, kept = catalogue(person.language), self.work.returns.of(wanted)
        lines = self.lines(person, wanted)
        title = words.plain("returns.title", month=wanted)
        note = words.plain(
            "returns.note",
            as_of=self._as_of(kept),
            returned=returned_rate(lines),
            statistics=in_statistics_rate(lines),
            lock_on=self.lock_day_of(wanted),
            locked=is_locked(kept),
            reopened=kept.reason if kept and not is_locked(kept) else None,
        )
        data = render_return(ReturnPaper(title, note, lines))
        return Document(data, f"{title}.xlsx", words.say("returns.caption", note=note))

    def _as_of(self, kept: MonthlyReturn | None) -> datetime:
        """Return as of when a return stands: of its lock, or of now while it is open."""
        if kept is None or not is_locked(kept):
            return self.clock.local()
        return kept.locked_at.astimezone(self.clock.zone)

    def lines(self, person: Person, month: date) -> list[ReturnLine]:
        """Return the lines of a month that *person* may see: as locked, or as things stand."""
        lines = self.made.of(month)
        visible = {each.id: each for each in self.projects.visible_to(person, Action.SEE_MONEY)}
        return [
            _without_obstruction(line, person, visible[line.project_id])
            for line in lines
            if line.project_id in visible
        ]

    def open_month(self) -> date:
        """Return the month that is being returned: one that was reopened, or the day's own."""
        last = self.work.returns.last()
        if last is not None and not is_locked(last):
            return last.month
        return month_open_on(self.clock.today(), self.policy.returns.lock_day)

    def lock_day_of(self, month: date) -> date:
        """Return the last day of which a month's return takes in what is told."""
        return lock_day_of(month, self.policy.returns.lock_day)

    # who has returned, and when it is locked

    def status(self, person: Person) -> ReturnStatus:
        """Return who has returned this month, as far as *person* may see."""
        require_anywhere(person, Action.SEE_MONEY)
        month, last = self.open_month(), self.work.returns.last()
        lines = self.lines(person, month)
        return ReturnStatus(
            month=month,
            lock_on=self.lock_day_of(month),
            returned=returned_rate(lines),
            missing=tuple(each for each in lines if not each.has_returned),
            last_locked=last.month if last and is_locked(last) else None,
            reopened_because=last.reason if last and not is_locked(last) else None,
            may_lock=may(person, Action.CORRECT),
        )

    def unreturned(self) -> tuple[MissingReport, ...]:
        """Return, on the day of the warning, who owes a return on which project; else nobody."""
        month = month_open_on(self.clock.today(), self.policy.returns.lock_day)
        if self.clock.today() != self._warned_on(self.lock_day_of(month)):
            return ()
        missing = self.work.reports.money_missing_since(self.made.since(month))
        return tuple(MissingReport(*row) for row in missing)

    def _warned_on(self, lock_on: date) -> date:
        """Return the working day that lies so many working days before the lock, or before that."""
        days = self.work.working_days
        day = lock_on if days(lock_on) else days.before(lock_on)
        for _ in range(self.policy.returns.warn_days):
            day = days.before(day)
        return day

    def lock_due(self) -> None:
        """Lock the return whose day has passed; asked again, it does nothing.

        One before it that is still open again is locked first: the next leans on it. A county that
        was not yet there on that day has nothing to lock.
        """
        month = month_open_on(self.clock.today(), self.policy.returns.lock_day)
        ending = previous_month(month)
        ended_at = self.clock.midnight(self.lock_day_of(ending) + timedelta(days=1))
        if self.work.returns.of(ending) is None and self.work.projects.any_before(ended_at):
            last = self.work.returns.last()
            if last is not None and not is_locked(last):
                self._lock_again(last, None, Source())
            self._lock(ending)

    def _lock(self, month: date) -> None:
        lines = self.made.to_keep(month)
        self.work.returns.lock(month, lines, self.clock.now())

    def reopen(self, person: Person, reason: str, source: Source) -> ReturnChanged:
        """Open the return that was locked last; later ones would lean on an older one.

        What was locked is kept: only what is corrected from now on changes it.

        Raises:
            ReopeningUnexplainedError: No reason was written.
            ReturnNotLockedError: There is none, or it is open.
        """
        require(person, Action.CORRECT)
        if not reason:
            raise ReopeningUnexplainedError
        last, now = self.work.returns.last(), self.clock.now()
        if last is None or not self.work.returns.reopen(last.month, person.id, reason, now):
            raise ReturnNotLockedError
        self._note(last, "reopened", person.id, source, reason)
        return ReturnChanged(last.month, locked=False, reason=reason)

    def lock_again(self, person: Person, source: Source) -> ReturnChanged:
        """Lock the return that was reopened.

        Raises:
            ReturnNotLockedError: None was.
        """
        require(person, Action.CORRECT)
        last = self.work.returns.last()
        if last is None or is_locked(last):
            raise ReturnNotLockedError
        self._lock_again(last, person.id, source)
        return ReturnChanged(last.month, locked=True, reason=last.reason or "")

    def _lock_again(self, kept: MonthlyReturn, person_id: int | None, source: Source) -> None:
        self._lock(kept.month)
        self._note(kept, "locked", person_id, source, kept.reason)

    def _note(
        self,
        kept: MonthlyReturn,
        field: str,
        person_id: int | None,
        source: Source,
        reason: str | None,
    ) -> None:
        change = Change("return", kept.id or 0, field, None, str(kept.month), reason=reason)
        self.work.trail.add([change], self.clock.now(), person_id, source)

    # 入库

    def not_in_statistics(self, person: Person) -> StatisticsList:
        """Return the projects that are to be 入库 and are not."""
        require(person, Action.MARK_IN_STATISTICS)
        large = [
            each for each in self.work.projects.all() if each.total_wan >= STATISTICS_FROM_WAN
        ]
        open_ones = [each for each in large if each.in_statistics_on is None]
        return StatisticsList(tuple(open_ones[:OFFERED_MARKS]), len(open_ones), len(large))

    def mark_in_statistics(
        self, person: Person, project: Project, source: Source
    ) -> StatisticsMarked:
        """Mark a project as 入库, or take the mark back."""
        require(person, Action.MARK_IN_STATISTICS, project)
        old, now = project.in_statistics_on, self.clock.now()
        new = None if old else self.clock.today()
        self.work.projects.change(project.id, in_statistics_on=new)
        change = Change("project", project.id, "in_statistics_on", old, new, project.id)
        self.work.trail.add([change], now, person.id, source)
        return StatisticsMarked(project, marked=new is not None)


def _without_obstruction(line: ReturnLine, person: Person, project: Project) -> ReturnLine:
    return line if may_read(person, line.text, project) else replace(line, text="……")
