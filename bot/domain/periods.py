"""Amounts told of a day, a week, a month or a quarter: which speak of the same days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.domain.terms import Period


class Overlap(StrEnum):
    """How an amount stands to earlier ones that speak of some of its days.

    SAME: of the very same period. WITHIN_THIS: of shorter periods that lie in it. WITHIN_THAT: it
    lies in a longer one. ACROSS: of a week that began before the month.
    """

    SAME = "same"
    WITHIN_THIS = "within_this"
    WITHIN_THAT = "within_that"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that was told on a day, of the part of its period up to that day.

    `counted_wan` is what of it no earlier amount had told.
    """

    period: Period
    told_on: date
    counted_wan: Decimal


@dataclass(frozen=True, slots=True)
class Told:
    """What was told before of days that a new amount speaks of, and how the two stand."""

    wan: Decimal
    overlap: Overlap


def first_day(period: Period, day: date) -> date:
    """Return the first day of the period in which *day* lies."""
    match period:
        case Period.DAY:
            return day
        case Period.WEEK:
            return day - timedelta(days=day.weekday())
        case Period.MONTH:
            return day.replace(day=1)
        case Period.QUARTER:
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def told_before(period: Period, today: date, earlier: Iterable[Amount]) -> Told | None:
    """Return what *earlier* amounts told of the days that one told *today* speaks of."""
    first = first_day(period, today)
    same_days = [each for each in earlier if each.told_on >= first]
    if not same_days:
        return None
    wan = sum((each.counted_wan for each in same_days), Decimal(0))
    return Told(wan, _overlap(period, first, same_days))


def _overlap(period: Period, first: date, same_days: list[Amount]) -> Overlap:
    if all(each.period is period for each in same_days):
        return Overlap.SAME
    if all(first_day(each.period, each.told_on) >= first for each in same_days):
        return Overlap.WITHIN_THIS
    lengths = list(Period)
    longest = max(lengths.index(each.period) for each in same_days)
    return Overlap.WITHIN_THAT if longest > lengths.index(period) else Overlap.ACROSS
