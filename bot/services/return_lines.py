"""The lines of the monthly return: as locked, as corrected since, or made of what was told."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from bot.clock import Clock
from bot.domain.records import Project
from bot.domain.returns import (
    STATISTICS_FROM_WAN,
    ReturnLine,
    ToldAmount,
    done_this_month,
    previous_month,
    says_in_ledger,
    says_of_works,
    sum_told,
    with_corrections,
)
from bot.services.return_corrections import Corrected, corrections_of
from bot.texts.catalogue import catalogue
from storage.tables import MonthlyReturn
from storage.unit_of_work import Work

_LINES = TypeAdapter(list[ReturnLine])


class ReturnLines:
    """Makes the lines of a return."""

    def __init__(self, work: Work, clock: Clock) -> None:
        self.work = work
        self.clock = clock

    def to_keep(self, month: date) -> list[dict[str, Any]]:
        """Return the lines of a month as they are stored with its lock."""
        lines: list[dict[str, Any]] = _LINES.dump_python(self.of(month), mode="json")
        return lines

    def of(self, month: date) -> list[ReturnLine]:
        """Return the lines of all projects: as locked, or as things stand."""
        kept = self.work.returns.of(month)
        if kept is None:
            return self._as_now(month)
        return _read(kept) if is_locked(kept) else self._reopened(kept)

    def _reopened(self, kept: MonthlyReturn) -> list[ReturnLine]:
        """Return a month that is open again: as it was locked, and what was corrected since.

        Whatever else was told after its lock is the next month's.
        """
        corrected = corrections_of(self.work, kept)
        now = {each.project_id: each for each in self._as_now(kept.month)} if corrected else {}
        told = self.work.reports.money_since(self.since(kept.month), kept.locked_at)
        return [
            _corrected(line, found, now.get(line.project_id, line), told)
            if (found := corrected.get(line.project_id))
            else line
            for line in _read(kept)
        ]

    def since(self, month: date) -> datetime:
        """Return from when on what is told is told for *month*."""
        before = self.work.returns.of(previous_month(month))
        return before.locked_at if before else self.clock.midnight(month)

    def _as_now(self, month: date) -> list[ReturnLine]:
        before = self.work.returns.of(previous_month(month))
        last = {each.project_id: each for each in self.of(before.month)} if before else {}
        amounts = self.work.reports.amounts_since(self.since(month))
        texts = self.work.reports.last_texts_of_works()
        return [
            _line(
                each,
                last.get(each.id),
                _done(month, each, last.get(each.id), amounts.get(each.id, ())),
                has_returned=each.id in amounts,
                text=texts.get(each.id),
            )
            for each in self.work.projects.all()
        ]


def is_locked(kept: MonthlyReturn | None) -> bool:
    """Say whether a month's return is kept and not open again."""
    return kept is not None and kept.reopened_at is None


def _done(
    month: date, project: Project, last: ReturnLine | None, told: Sequence[ToldAmount]
) -> Decimal | None:
    """Return what was done in a month; where nothing was told and nothing moved it is not known."""
    done = done_this_month(month, project.done_year_wan, project.cumulative_wan, last)
    if done is None:
        return sum_told(told)
    return done if told or done else None


def _line(
    project: Project,
    last: ReturnLine | None,
    month_wan: Decimal | None,
    *,
    has_returned: bool,
    text: str | None,
) -> ReturnLine:
    responsible = project.responsible
    is_large = project.total_wan >= STATISTICS_FROM_WAN
    works = catalogue("zh").plain("returns.works", project=project)  # as the paper's headings
    said = (says_of_works(text, works) if text else "") or says_in_ledger(project.extra)
    return ReturnLine(
        project_id=project.id,
        code=project.code,
        name=project.name,
        kind=project.kind,
        owner=project.owner,
        person=responsible.name if responsible else "",
        plan_wan=project.plan_wan,
        month_wan=month_wan,
        last_month_wan=last.month_wan if last else None,
        year_wan=project.done_year_wan,
        cumulative_wan=project.cumulative_wan,
        text=said,
        is_unchanged=last is not None and (last.works, last.text) == (works, said),
        has_returned=has_returned,
        in_statistics=project.in_statistics_on is not None if is_large else None,
        works=works,
    )


def _read(kept: MonthlyReturn | None) -> list[ReturnLine]:
    return _LINES.validate_python(kept.lines) if kept else []


def _corrected(
    line: ReturnLine, found: Corrected, now: ReturnLine, told: Collection[int]
) -> ReturnLine:
    """Return a locked line as corrected; what is built is told as of *now* if it was corrected."""
    was_told = line.has_returned and (not found.sums or line.project_id in told)
    line = replace(with_corrections(line, found.sums), has_returned=found.is_returned or was_told)
    if not found.works:
        return line
    return replace(line, works=now.works, text=now.text, is_unchanged=now.is_unchanged)
