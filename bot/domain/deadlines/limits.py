"""What stands around a date: 前, by, 左右, 起, a weekday in brackets; and whether it is over."""

from datetime import date

from bot.domain.calendars import ONE_DAY, STATUTORY_FESTIVALS
from bot.domain.deadlines.days import doubt_figures, weekday_of
from bot.domain.deadlines.grammar import Match
from bot.domain.deadlines.moon import day_before_festival, festival_name
from bot.domain.deadlines.periods import (
    Doubt,
    Outcome,
    Period,
    Scene,
    Unit,
    add_months,
    choices,
    single_day,
)
from bot.domain.deadlines.readings import DateOption, Mode, Reason

YEARS_AHEAD = 10
"""No deadline is set further ahead. Source: RULES.md section 10."""
_HALF_A_YEAR, _FESTIVAL_WORDED, _FESTIVAL_BARE = 183, 45, 14
"""Days since a date without a year was over, up to which the same one next year is not assumed."""

WIDE_UNITS = frozenset({Unit.WEEK, Unit.MONTH, Unit.HALF, Unit.YEAR})
_OPEN = frozenset({"after", "since", "not_before", "from"})
# 明年6月之前 is an inclusive limit; the bare 前 after a month is asked.
_INCLUSIVE_BEFORE = frozenset({"之前", "以前"})


def limited(match: Match, scene: Scene) -> Outcome:
    """Return the period of *match* as its limits set it, before it is compared with today."""
    outcome = match.rule.read(match.parts, scene)
    if isinstance(outcome, Doubt):
        return outcome
    around = (*match.head, *match.tail)
    if not around:
        return _checked_weekday(match, outcome)
    kinds = {token.kind for token in around}
    doubt = _doubt_of_limits(kinds, outcome)
    if doubt:
        return doubt
    if "within" in kinds:
        return _within(match, outcome, scene)
    return _checked_weekday(match, _by(match, outcome, scene))


def _doubt_of_limits(kinds: set[str], period: Period) -> Doubt | None:
    """Return why the words around *period* do not make it a deadline."""
    if "around" in kinds:
        return Doubt(Reason.APPROXIMATE, choices(("date", period.end)))
    if kinds & _OPEN:
        return Doubt(Reason.OPEN_START)
    if "every" in kinds:
        return Doubt(Reason.VAGUE)
    if "zero_hour" in kinds:
        days = (("day_before", period.end - ONE_DAY), ("date", period.end))
        return Doubt(Reason.TWO_READINGS, choices(*days))
    return None


def _within(match: Match, period: Period, scene: Scene) -> Outcome:
    """Return *period*, its days off for a festival, or a doubt: 3月内 may stand for 3个月内."""
    if period.unit is Unit.FESTIVAL and festival_name(match.parts) in STATUTORY_FESTIVALS:
        return Doubt(Reason.VAGUE, choices(("date", period.end)))
    month = match.parts.get("month")
    if month and period.unit is Unit.MONTH and not period.has_year and month.word[-1] == "月":
        later = add_months(scene.reference, month.numbers[0])
        days = (("in_months", later), ("until_it_ends", period.end))
        return Doubt(Reason.TWO_READINGS, choices(*days))
    return period


def _by(match: Match, period: Period, scene: Scene) -> Outcome:
    """Return what 前 or *by* makes of *period*: inclusive, but before a festival or asked."""
    before = [token.word for token in match.tail if token.kind == "before"]
    before += [token.word for token in match.head if token.kind == "by"]
    if not before:
        return period
    if period.unit is Unit.FESTIVAL:
        return _before_festival(
            match, period, scene, is_strict="前" in before[0] or "before" in before[0]
        )
    if period.unit in WIDE_UNITS and not _is_inclusive(match, before, period, scene):
        days = (("before_it_begins", period.start - ONE_DAY), ("until_it_ends", period.end))
        options = choices(*days)
        return Doubt(Reason.TWO_READINGS, tuple(o for o in options if o.date >= scene.reference))
    return period


def _before_festival(match: Match, period: Period, scene: Scene, *, is_strict: bool) -> Outcome:
    """Return the day before a festival's days off; *by* a festival with days off is asked."""
    name = festival_name(match.parts)
    first = period.start if "holiday" in match.parts else period.end
    eve = day_before_festival(name, first, scene)
    if is_strict:
        return period._replace(start=eve, end=eve)
    if name not in STATUTORY_FESTIVALS:
        return period
    return Doubt(Reason.TWO_READINGS, choices(("before_it_begins", eve), ("that_day", period.end)))


def _is_inclusive(match: Match, before: list[str], period: Period, scene: Scene) -> bool:
    """Return whether the period itself is still in time: 本月前 cannot end before this month."""
    named = period.unit is Unit.MONTH and period.has_year and _INCLUSIVE_BEFORE & {*before}
    running = period.start <= scene.reference <= period.end
    return bool(named) or (running and _is_relative(match))


def _checked_weekday(match: Match, outcome: Outcome) -> Outcome:
    """Return *outcome*, or a doubt if the weekday behind a date is another day's."""
    weekday = next((token for token in match.tail if token.kind == "weekday"), None)
    if weekday is None and match.rule.name.startswith("weekday-"):
        weekday = match.parts["weekday"]
    if weekday is None or isinstance(outcome, Doubt):
        return outcome
    if outcome.unit is not Unit.DAY:
        return Doubt(Reason.PARTLY_READ, choices(("date", outcome.end)))
    shift = (weekday_of(weekday) - outcome.end.isoweekday()) % 7
    if shift == 0:
        return outcome
    near = outcome.end + (shift if shift <= 3 else shift - 7) * ONE_DAY
    return Doubt(Reason.WEEKDAY, choices(("date", outcome.end), ("weekday", near)))


def settled(
    period: Period, match: Match, scene: Scene, *, has_limit: bool, worded: bool
) -> Outcome:
    """Return *period*, or the doubt that it is over, too far off, or means today or later.

    Args:
        period: What the text names.
        match: The place it was read from.
        scene: What it is read against.
        has_limit: Whether a limit stands at it, so that 6.30前 is no decimal.
        worded: Whether the text says what is due then. With that or a limit a date that has just
            passed may be a slip; a bare date without a year is the next one.
    """
    outside = _outside(period.end, scene)
    if outside:
        return Doubt(outside.reason) if _is_relative(match) else outside
    if scene.mode is Mode.CELL:
        return period
    if period.following and period.end == scene.reference:
        days = (("today", period.end), ("next", period.following))
        return Doubt(Reason.TODAY_OR_NEXT, choices(*days))
    on_weekday = any(token.kind == "weekday" for token in match.tail)
    if "month_day" in match.parts and not (has_limit or on_weekday or period.has_year):
        figures = doubt_figures(match.parts["month_day"].word, period)
        if isinstance(figures, Doubt):
            return figures
    if _has_just_lapsed(period, scene, worded=worded or has_limit):
        return Doubt(Reason.LAPSED, choices(("next_year", period.end)))
    return period


def _is_relative(match: Match) -> bool:
    """Return whether the date hangs on today: of 昨天 nothing is offered for next year."""
    return any(kind.startswith(("relative_", "bare_")) for kind in match.parts)


def settled_day(day: date, scene: Scene) -> Outcome:
    """Return a day with its year as a period, or the doubt that it is over or too far off."""
    return _outside(day, scene) or single_day(day, has_year=True)


def _outside(day: date, scene: Scene) -> Doubt | None:
    """Return the doubt about a day that is no deadline: years ahead, or in a chat in the past."""
    today = scene.reference
    if (day.year - YEARS_AHEAD, day.month, day.day) > (today.year, today.month, today.day):
        return Doubt(Reason.TOO_FAR)
    if day < scene.reference and scene.mode is Mode.CHAT:
        return Doubt(Reason.PAST, _next_year(day, scene))
    return None


def _next_year(day: date, scene: Scene) -> tuple[DateOption, ...]:
    later = add_months(day, 12 * max(1, scene.reference.year - day.year))
    if later < scene.reference:
        later = add_months(later, 12)
    is_same_day = later.day == day.day or (later + ONE_DAY).day == (day + ONE_DAY).day == 1
    return choices(("next_year", later)) if is_same_day else ()


def _has_just_lapsed(period: Period, scene: Scene, *, worded: bool) -> bool:
    if period.lapsed is None:
        return False
    days_over = (scene.reference - period.lapsed).days
    if period.unit is Unit.FESTIVAL:
        return days_over <= (_FESTIVAL_WORDED if worded else _FESTIVAL_BARE)
    bare = period.unit in {Unit.DAY, Unit.QUARTER} and not worded
    return not bare and days_over <= _HALF_A_YEAR
