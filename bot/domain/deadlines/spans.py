"""Rules for months, quarters, halves, years and weeks."""

from collections.abc import Callable
from datetime import timedelta

from bot.domain.calendars import ONE_DAY
from bot.domain.deadlines.days import Parts, exactly, year_and_month_of, year_of
from bot.domain.deadlines.periods import (
    Doubt,
    Outcome,
    Period,
    Scene,
    Unit,
    add_months,
    choices,
    in_year,
    months_in,
    week_of,
)
from bot.domain.deadlines.readings import Mode, Reason

_START, _MIDDLE, _EARLY = 1, 2, 4
_SAID_YEARS = {"year", "republic_year", "relative_year", "following_year"}
# The day that 月初 and the month that 年初 reach to, as the office reads them; 伊始 is its first month.
_MONTH_START, _YEAR_START, _YEAR_VERY_START = 5, 2, 1


def month(parts: Parts, scene: Scene) -> Outcome:
    """6月, 2020年6月, 下个月, June."""
    year, number = year_and_month_of(parts, scene)
    return in_year(lambda year: months_in(year, number, number, Unit.MONTH), year, scene)


def year_month(parts: Parts, _scene: Scene) -> Outcome:
    """2020.06, 2020-6."""
    year, number = parts["year_month"].numbers
    return exactly(months_in(year, number, number, Unit.MONTH))


def compact_month(parts: Parts, scene: Scene) -> Outcome:
    """202006, which outside a column of dates may be any number."""
    year, number = divmod(parts["compact_month"].numbers[0], 100)
    outcome = exactly(months_in(year, number, number, Unit.MONTH))
    if scene.mode is Mode.CELL or isinstance(outcome, Doubt):
        return outcome
    return Doubt(Reason.BARE_NUMBER, choices(("date", outcome.end)))


def month_part(parts: Parts, scene: Scene) -> Outcome:
    """6月底, 8月初, 6月中旬, 下月上半月, end of next month."""
    year, number = year_and_month_of(parts, scene)
    last = _last_day_of_part(parts)
    if last is None:
        days = (5, 10) if parts["edge"].numbers[0] == _EARLY else (15, 20)
        return _asked_part(days, lambda last: _part(number, last), year, scene)
    return in_year(_part(number, last), year, scene)


def this_month_part(parts: Parts, scene: Scene) -> Outcome:
    """月底, 月内, 下旬, end of the month: of this month, or on its last day perhaps of the next."""
    outcome = month_part(parts, scene)
    following = add_months(scene.reference.replace(day=1), 1)
    last = _last_day_of_part(parts)
    later = _part(following.month, last or 31)(following.year)
    if isinstance(outcome, Doubt) or later is None:
        return outcome
    return outcome._replace(following=later.end)


def _part(month: int, last: int) -> Callable[[int], Period | None]:
    """Return what makes, for a year, the part of *month* that ends with day *last*."""

    def build(year: int) -> Period | None:
        whole = months_in(year, month, month, Unit.PART)
        return whole and whole._replace(end=whole.end.replace(day=min(last, whole.end.day)))

    return build


def _last_day_of_part(parts: Parts) -> int | None:
    """Return the day a part of a month ends with, 31 for the last one, None for 月中."""
    if token := parts.get("ten_days"):
        return (10, 20, 31)[token.numbers[0] - 1]
    if token := parts.get("half_month") or parts.get("half"):
        return (15, 31)[token.numbers[0] - 1]
    edge = parts.get("edge")
    return {_START: _MONTH_START, _MIDDLE: None, _EARLY: None}.get(
        edge.numbers[0] if edge else 0, 31
    )


def _asked_part(
    days: tuple[int, ...],
    part: Callable[[int], Callable[[int], Period | None]],
    year: int | None,
    scene: Scene,
) -> Doubt:
    """Return the readings of 月中 and *early June*: an end of 旬, or the middle."""
    found = [(f"day_{last}", in_year(part(last), year, scene)) for last in days]
    readings = [(label, period.end) for label, period in found if isinstance(period, Period)]
    return Doubt(Reason.TWO_READINGS, choices(*readings))


def quarter(parts: Parts, scene: Scene) -> Outcome:
    """三季度, Q3, 2020年第二季度, the third quarter of 2016; 季度初 is asked."""
    number = parts["quarter"].numbers[0] if parts["quarter"].numbers else 1
    return _end_only(parts, in_year(_quarter(number), year_of(parts, scene), scene))


def relative_quarter(parts: Parts, scene: Scene) -> Outcome:
    """本季度, 下季度末, 季度末."""
    token = parts.get("relative_quarter") or parts["bare_quarter"]
    first_month = scene.reference.replace(
        day=1, month=scene.reference.month - (scene.reference.month - 1) % 3
    )
    day = add_months(first_month, 3 * token.numbers[0])
    outcome = exactly(_quarter((day.month + 2) // 3)(day.year))
    if "bare_quarter" in parts and isinstance(outcome, Period):
        later = add_months(outcome.start, 3)
        outcome = outcome._replace(following=add_months(later, 3) - ONE_DAY, unit=Unit.PART)
    return _end_only(parts, outcome)


def _quarter(number: int) -> Callable[[int], Period | None]:
    return lambda year: months_in(year, 3 * number - 2, 3 * number, Unit.QUARTER)


def _end_only(parts: Parts, outcome: Outcome) -> Outcome:
    """Return *outcome* as a part if its end is named; the start or middle of it has no set day."""
    edge = parts.get("edge")
    if edge is None or isinstance(outcome, Doubt):
        return outcome
    if edge.numbers[0] in {_START, _MIDDLE, _EARLY}:
        return Doubt(Reason.VAGUE, choices(("end", outcome.end)))
    return outcome._replace(unit=Unit.PART)


def half_year(parts: Parts, scene: Scene) -> Outcome:
    """上半年, H2, 2020年下半年, first half of 2021."""
    first = 6 * parts["half"].numbers[0] - 5
    outcome = in_year(
        lambda year: months_in(year, first, first + 5, Unit.HALF), year_of(parts, scene), scene
    )
    return _end_only(parts, outcome)


def first_months(parts: Parts, scene: Scene) -> Outcome:
    """今年前三季度, 前五个月: from January on."""
    token = parts["first_months"]
    months = token.numbers[0] * (3 if "季" in token.word else 1)
    return in_year(
        lambda year: months_in(year, 1, months, Unit.PART), year_of(parts, scene), scene
    )


def year(parts: Parts, scene: Scene) -> Outcome:
    """明年, 2021年, 二〇二一年; a bare 2021 is asked."""
    number = year_of(parts, scene)
    outcome = in_year(lambda year: months_in(year, 1, 12, Unit.YEAR), number, scene)
    token = parts.get("year")
    if token and token.word.isdecimal() and isinstance(outcome, Period):
        return Doubt(Reason.BARE_NUMBER, choices(("end", outcome.end)))
    return outcome


def year_part(parts: Parts, scene: Scene) -> Outcome:
    """年底, 明年初, 年内, 二〇二二年伊始, end of the year; 年中 is asked."""
    edge = parts.get("edge")
    number = edge.numbers[0] if edge else 0
    last = {_START: _YEAR_START, _MIDDLE: 6}.get(number, 12)
    if edge and edge.word == "伊始":
        last = _YEAR_VERY_START
    outcome = in_year(
        lambda year: months_in(year, 1, last, Unit.PART), year_of(parts, scene), scene
    )
    if isinstance(outcome, Doubt) or number in {_MIDDLE, _EARLY}:
        options = choices(("middle", outcome.end)) if isinstance(outcome, Period) else ()
        return Doubt(Reason.VAGUE, options)
    if "bare_year" in parts and not parts.keys() & _SAID_YEARS:
        return outcome._replace(following=add_months(outcome.end, 12))
    return outcome


def week(parts: Parts, scene: Scene) -> Outcome:
    """本周, 下周, 周末, end of next week: until Sunday; the start of a week is asked."""
    token = parts.get("relative_week") or parts["bare_week"]
    period = week_of(scene.reference + timedelta(weeks=token.numbers[0]))._replace(has_year=True)
    if "bare_week" in parts:
        period = period._replace(following=period.end + timedelta(weeks=1), unit=Unit.PART)
    return _end_only(parts, period)


def nth_week(parts: Parts, scene: Scene) -> Outcome:
    """本月第2周, 明年七月第2周: a month's first week begins with its first Monday."""
    year, month = year_and_month_of(parts, scene)
    nth = parts["nth_week"].numbers[0]

    def build(year: int) -> Period | None:
        whole = months_in(year, month, month, Unit.WEEK)
        if whole is None or not 1 <= nth <= 5:
            return None
        monday = whole.start + (-whole.start.weekday() % 7) * ONE_DAY + timedelta(weeks=nth - 1)
        return week_of(monday) if monday <= whole.end else None

    return in_year(build, year, scene)


def five_year_plan(parts: Parts, scene: Scene) -> Outcome:
    """十四五末: the last day of a five-year plan."""
    token = parts["five_year_plan"]
    last = {"十三五": 2020, "十四五": 2025, "十五五": 2030}[token.word]
    return in_year(lambda year: months_in(year, 1, 12, Unit.PART), last, scene)
