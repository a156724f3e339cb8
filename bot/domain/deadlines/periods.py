"""Stretches of the calendar, and how one that is named without its year finds its year."""

from calendar import isleap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.calendars import ONE_DAY, Overrides
from bot.domain.deadlines.readings import DateOption, Mode, Reason

_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2


class Unit(StrEnum):
    """What a period is, which decides what 前 behind it means; PART is a piece of one, as 6月底."""

    DAY = "day"
    FESTIVAL = "festival"
    PART = "part"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that looks like a date and cannot be read safely."""

    reason: Reason
    options: tuple[DateOption, ...] = ()


class Period(NamedTuple):
    """The first and last day of what a text names.

    Attributes:
        start: First day.
        end: Last day, which is the deadline.
        unit: What the period is.
        has_year: Whether the year is said, in figures or as 明年.
        lapsed: End of the same period earlier this year, when that was passed over for a later one.
        following: The same period one later, when the text may mean that as well as this one.
    """

    start: date
    end: date
    unit: Unit
    has_year: bool = False
    lapsed: date | None = None
    following: date | None = None


Outcome = Period | Doubt


class Scene(NamedTuple):
    """What a text is read against.

    Attributes:
        reference: The day it was written.
        mode: Chat or cell.
        overrides: The office's working-day table.
        previous: The deadline that holds now, for 推迟一个月.
        anchor: Where a period without a year is looked for from; the beginning of a range is the
            anchor of its end.
        rolls: Whether a period without a year that has passed is taken from the next year.
    """

    reference: date
    mode: Mode
    overrides: Overrides
    previous: date | None
    anchor: date
    rolls: bool


def days_of(year: int, month: int) -> int:
    """Return how many days a month has; `calendar.monthrange` also finds a weekday, and slowly."""
    return _DAYS[month] + (month == _FEBRUARY and isleap(year))


def single_day(day: date, *, has_year: bool = False) -> Period:
    """Return the period of one day."""
    return Period(day, day, Unit.DAY, has_year)


def day_in(year: int, month: int, day: int) -> Period | None:
    """Return the period of one day, or None if the calendar has no such day."""
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= days_of(year, month)):
        return None
    return single_day(date(year, month, day))


def months_in(year: int, first: int, last: int, unit: Unit) -> Period | None:
    """Return the period from the first day of month *first* to the last day of month *last*."""
    if not (1 <= year <= 9000 and 1 <= first <= last <= 12):
        return None
    return Period(date(year, first, 1), date(year, last, days_of(year, last)), unit)


def week_of(day: date) -> Period:
    """Return the week of *day*, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + 6 * ONE_DAY, Unit.WEEK)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month *months* later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, days_of(year, month + 1)))


def in_year(
    build: Callable[[int], Period | None], year: int | None, scene: Scene
) -> Period | Doubt:
    """Return the period that *build* makes in *year*, or in the year that fits when none is said.

    The year that fits is the anchor's in a cell; in a chat the first in which the period is not
    over, looking on for nine years, which reach over a leap day.
    """
    if year is not None or not scene.rolls:
        period = build(scene.anchor.year if year is None else year)
        if period is None:
            return Doubt(Reason.IMPOSSIBLE)
        return period._replace(has_year=True) if year is not None else period
    lapsed: date | None = None
    for candidate in range(scene.anchor.year, scene.anchor.year + 9):
        period = build(candidate)
        if period and period.end >= scene.anchor:
            return period._replace(lapsed=lapsed) if lapsed else period
        if period and lapsed is None:
            lapsed = period.end
    return Doubt(Reason.IMPOSSIBLE)


def choices(*labelled: tuple[str, date]) -> tuple[DateOption, ...]:
    """Return options in the order given, each date once."""
    seen: dict[date, DateOption] = {}
    for label, day in labelled:
        seen.setdefault(day, DateOption(label, day))
    return tuple(seen.values())
