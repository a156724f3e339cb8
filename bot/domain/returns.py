"""The monthly investment return 投资完成报表: its month, its figures, its totals (RULES.md section 9)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from bot.domain.rates import Rate
from bot.domain.terms import Kind

STATISTICS_FROM_WAN = Decimal(500)
"""Projects of so many 万元 and more are to be 入库 (RULES.md section 6)."""
_CODES = re.compile(r"(?<![A-Za-z])[Pp][\s-]?\d{1,6}(?!\d)")
_OF_WORKS = re.compile(
    r"^(?!.*(?:目标|计划|要求)).*(?:形象|(?:工程|工作|建设|项目)进展)", re.DOTALL
)
_AROUND = " \t\n　,，;；:：.。、"
_COMMON = ("形象进度", "进度", "完成", "达到", "已经", "已", "到", "了")
"""What stands around a percent and tells nothing by itself."""


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A project in a return; amounts in 万元, unknown ones are None and never nothing.

    Attributes:
        month_wan: Done this month: since the last return.
        last_month_wan: What the last return had there.
        text: What was told last of the works, or what the ledger says of them.
        is_unchanged: Works and text are those of the last return.
        has_returned: An amount was told since the last return was locked.
        in_statistics: 入库; None for a project too small for it.
        works: State of the works and percent, in words; empty in returns locked without them.
    """

    project_id: int
    code: str
    name: str
    kind: Kind
    owner: str
    person: str
    plan_wan: Decimal | None
    month_wan: Decimal | None
    last_month_wan: Decimal | None
    year_wan: Decimal | None
    cumulative_wan: Decimal | None
    text: str
    is_unchanged: bool
    has_returned: bool
    in_statistics: bool | None
    works: str = ""

    @property
    def progress(self) -> str:
        """形象进度 as it is printed: the state of the works, and what was said of them."""
        return "　".join(filter(None, (self.works, self.text)))

    @property
    def rate(self) -> Decimal | None:
        """This year's investment by this year's plan."""
        if self.year_wan is None or self.plan_wan is None:
            return None
        return Rate(self.year_wan, self.plan_wan).share

    @property
    def change_wan(self) -> Decimal | None:
        """This month's investment less last month's."""
        if self.month_wan is None or self.last_month_wan is None:
            return None
        return self.month_wan - self.last_month_wan


def month_open_on(day: date, lock_day: int) -> date:
    """Return the first day of the month whose return is open on *day*.

    A return takes in what is told up to the end of the lock day; what is told later in the month
    belongs to the next one.
    """
    month = day.replace(day=1)
    return month if day <= lock_day_of(month, lock_day) else next_month(day)


def lock_day_of(month: date, lock_day: int) -> date:
    """Return the last day of which a month's return takes in what is told.

    A year's figures are all its own: December ends with the year, whatever the other months do.
    """
    return month.replace(day=31 if month.month == 12 else lock_day)


def previous_month(month: date) -> date:
    """Return the first day of the month before *month*."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def next_month(day: date) -> date:
    """Return the first day of the month after that of *day*."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def done_this_month(
    month: date,
    year_wan: Decimal | None,
    cumulative_wan: Decimal | None,
    last: ReturnLine | None,
) -> Decimal | None:
    """Return what was done in *month*, None where there is nothing to set the figures off from.

    The year's figure tells it, and where that is not known the one since the start of works. In
    January it is the other way round: the year's figure may still be that of the year before,
    until the project is carried over (结转), and then it is no smaller than December's.
    """
    is_new_year = month.month == 1
    if last is None:
        return year_wan if is_new_year else None
    if year_wan is not None and last.year_wan is not None and not is_new_year:
        return year_wan - last.year_wan
    if cumulative_wan is not None and last.cumulative_wan is not None:
        return cumulative_wan - last.cumulative_wan
    if is_new_year and (last.year_wan is None or (year_wan or 0) < last.year_wan):
        return year_wan
    return None


class ToldAmount(NamedTuple):
    """What a report told of money, in 万元: of a period, or the sums before it and after."""

    of_period: Decimal | None
    year_before: Decimal | None
    year: Decimal | None
    cumulative_before: Decimal | None
    cumulative: Decimal | None

    @property
    def moved_wan(self) -> Decimal | None:
        """By how much investment grew; None where a sum is told for the first time."""
        if self.of_period is not None:
            return self.of_period
        if self.year is not None and self.year_before is not None:
            return self.year - self.year_before
        if self.cumulative is not None and self.cumulative_before is not None:
            return self.cumulative - self.cumulative_before
        return None


def sum_told(amounts: Iterable[ToldAmount]) -> Decimal | None:
    """Return what reports told of a month for which there is no return before; None if nothing."""
    known = [each for amount in amounts if (each := amount.moved_wan) is not None]
    return sum(known, Decimal(0)) if known else None


def says_of_works(words: str, works: str) -> str:
    """Return the words of a report behind its project's code; nothing if *works* says it all."""
    said = _CODES.sub("", words).strip(_AROUND)
    left = said
    for known in (*works.split(), *_COMMON):
        left = left.replace(known, "")
    return said if any(each.isalpha() for each in left) else ""


def says_in_ledger(columns: Iterable[tuple[str, str]]) -> str:
    """Return what the ledger's own column 形象进度 says, among the (heading, text) it was kept with.

    What is planned of it (年度形象进度目标) tells nothing of what is built.
    """
    told = (text for heading, text in columns if _OF_WORKS.search(heading))
    return next(told, "").strip()


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure of a line in 万元 that was corrected from *old* to *new*; `field` is the line's."""

    field: str
    old: Decimal | None
    new: Decimal | None


def with_corrections(line: ReturnLine, corrections: Iterable[Correction]) -> ReturnLine:
    """Return a locked line with what was corrected since: by how much, not to which sum.

    The ledger's sums may hold what was told after the lock, and that is the next month's.
    """
    plan, year, cumulative = line.plan_wan, line.year_wan, line.cumulative_wan
    for each in corrections:
        match each.field:
            case "plan_wan":
                plan = each.new
            case "year_wan":
                year = _moved(year, each)
            case "cumulative_wan":
                cumulative = _moved(cumulative, each)
    pairs = ((line.year_wan, year), (line.cumulative_wan, cumulative))
    moves = (new - old for old, new in pairs if old is not None and new is not None)
    by = next(moves, Decimal(0))
    month = (line.month_wan or Decimal(0)) + by if by else line.month_wan
    return replace(line, plan_wan=plan, month_wan=month, year_wan=year, cumulative_wan=cumulative)


def _moved(amount: Decimal | None, correction: Correction) -> Decimal | None:
    """Return an amount as corrected; what is not known is not known by adding to it."""
    if correction.old is None or correction.new is None:
        return correction.new
    return None if amount is None else amount + correction.new - correction.old


def in_statistics_rate(lines: Iterable[ReturnLine]) -> Rate:
    """Return 纳统率: projects in statistics / those large enough to be."""
    marks = [each.in_statistics for each in lines if each.in_statistics is not None]
    return Rate(Decimal(sum(marks)), Decimal(len(marks)))


def returned_rate(lines: Iterable[ReturnLine]) -> Rate:
    """Return projects that have returned / all."""
    returned = [each.has_returned for each in lines]
    return Rate(Decimal(sum(returned)), Decimal(len(returned)))
