"""A project's own plan by month: 月计划 P07 100 200 300 …, 月计划 P07 4月200 5月300."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.numerals import parse_decimal
from bot.domain.orders.clauses import read_clauses

MONTHS = 12
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WAN = {"": Decimal(1), "万": Decimal(1), "亿": Decimal(10_000)}
_PART = re.compile(
    rf"(?:(?:(?P<month>\d{{1,2}})月份?|(?P<english>{'|'.join(_ENGLISH)})[a-z]*)\s*[:=]?\s*)?"
    r"(?P<number>\d{1,12}(?:\.\d{1,6})?)\s*(?P<unit>[亿万]?)元?(?=[\s,、;。]|$)",
    re.IGNORECASE,
)
_BETWEEN = " \t\n,、;。"
_GONE = frozenset({"取消", "删除", "drop"})


@dataclass(frozen=True, slots=True)
class MonthlyPlanOrder:
    """What a line says of a project's plan by month, in 万元.

    Attributes:
        code: The project, where one is named.
        year: The amounts told one after the other, January first.
        months: Amounts told for single months, by the month's number.
        unread: The first words that are neither, or a month told twice.
        reason: Why, where it says so.
        is_gone: The project is to have no plan by month any more.
    """

    code: str | None
    year: tuple[Decimal, ...] = ()
    months: tuple[tuple[int, Decimal], ...] = ()
    unread: str = ""
    reason: str = ""
    is_gone: bool = False

    def applied_to(self, before: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
        """Return the plan after the order: months that it does not tell stay as they are."""
        if self.year or self.is_gone:
            return self.year
        plan = dict(enumerate(before, start=1)) | dict(self.months)
        return tuple(plan.get(month, Decimal(0)) for month in range(1, MONTHS + 1))


def read_monthly_plan(text: str) -> MonthlyPlanOrder:
    """Return what a line tells; a number without a unit counts in 万元."""
    clauses = read_clauses(text)
    code = clauses.codes[0] if clauses.codes else None
    body = clauses.body.strip(_BETWEEN)
    if body.lower() in _GONE:
        return MonthlyPlanOrder(code, reason=clauses.reason, is_gone=True)
    year: list[Decimal] = []
    months: dict[int, Decimal] = {}
    at = 0
    while at < len(body):
        part = _PART.match(body, at)
        month = _month(part) if part else 0
        mixed = bool(months) if month is None else bool(year) or month in months
        if part is None or mixed or not (month is None or 1 <= month <= MONTHS):
            return MonthlyPlanOrder(code, unread=body[at:])
        amount = (parse_decimal(part["number"]) or Decimal(0)) * _WAN[part["unit"]]
        if month is None:
            year.append(amount)
        else:
            months[month] = amount
        at = part.end()
        while at < len(body) and body[at] in _BETWEEN:
            at += 1
    return MonthlyPlanOrder(code, tuple(year), tuple(months.items()), reason=clauses.reason)


def _month(part: re.Match[str]) -> int | None:
    if part["english"]:
        return _ENGLISH.index(part["english"].lower()) + 1
    return int(part["month"]) if part["month"] else None
