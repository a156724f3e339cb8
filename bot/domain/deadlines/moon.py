"""Rules for festivals, solar terms, the lunar calendar, and for times without a date (汛期前)."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from bot.domain.calendars import (
    ONE_DAY,
    STATUTORY_FESTIVALS,
    festival_day,
    holiday_around,
    is_known_year,
    lunar_day,
    next_festival_day,
)
from bot.domain.deadlines.days import Parts, year_of
from bot.domain.deadlines.periods import (
    Doubt,
    Outcome,
    Period,
    Scene,
    Unit,
    choices,
    in_year,
    single_day,
)
from bot.domain.deadlines.readings import DateOption, Mode, Reason
from bot.domain.deadlines.words import DATE_FESTIVALS

_LAST_OF_MONTH = 30
YEARS_AROUND = 11
"""The moon is not asked further away from today: no deadline is, and each new year takes 6 ms."""


def festival(parts: Parts, scene: Scene) -> Outcome:
    """国庆, 中秋节, 芒种, 明年春节; with 假期 the last of its days off."""
    name = festival_name(parts)
    year = year_of(parts, scene)
    if year is not None and abs(year - scene.reference.year) > YEARS_AROUND:
        return Doubt(Reason.TOO_FAR)
    outcome = _running_or_next(name, scene) if year is None else _named(name, year, scene)
    if isinstance(outcome, Doubt) or "holiday" not in parts:
        return outcome
    if not is_known_year(outcome.end.year, scene.overrides):
        return Doubt(Reason.NO_TABLE)
    first, last = holiday_around(outcome.end, scene.overrides)
    return outcome._replace(start=first, end=last)


def _named(name: str, year: int, scene: Scene) -> Outcome:
    return in_year(lambda year: _festival(name, year), year, scene)


def _running_or_next(name: str, scene: Scene) -> Outcome:
    """Return the festival that comes next: in January 腊八 is one of the moon's last year."""
    running = _festival(name, scene.anchor.year - 1)
    if running.end >= scene.anchor:
        return running
    return in_year(lambda year: _festival(name, year), None, scene)


def festival_name(parts: Parts) -> str:
    """Return the calendar's name of the festival that is said."""
    token = parts.get("festival")
    return token.word if token else DATE_FESTIVALS[parts["festival_date"].word]


def _festival(name: str, year: int) -> Period:
    return single_day(festival_day(name, year))._replace(unit=Unit.FESTIVAL)


def day_before_festival(name: str, day: date, scene: Scene) -> date:
    """Return the last day before the festival or, where it has days off, before they begin."""
    if name not in STATUTORY_FESTIVALS:
        return day - ONE_DAY
    return holiday_around(day, scene.overrides)[0] - ONE_DAY


def moon_day(parts: Parts, scene: Scene) -> Outcome:
    """腊月二十, 正月十五, 农历八月十五, 五月廿二."""
    number = next(parts[k].numbers[0] for k in ("lunar_day", "number", "day") if k in parts)
    return _in_moon_year(parts, scene, number, Unit.DAY) if 1 <= number <= 30 else _IMPOSSIBLE


_IMPOSSIBLE = Doubt(Reason.IMPOSSIBLE)


def moon_month(parts: Parts, scene: Scene) -> Outcome:
    """腊月, 闰四月, 农历六月底, 正月上旬."""
    edge, third = parts.get("edge"), parts.get("ten_days")
    if edge and edge.numbers[0] != 3:
        return Doubt(Reason.VAGUE)
    last = (10, 20, _LAST_OF_MONTH)[third.numbers[0] - 1] if third else _LAST_OF_MONTH
    return _in_moon_year(parts, scene, last, Unit.PART if edge or third else Unit.MONTH)


def _in_moon_year(parts: Parts, scene: Scene, day: int, unit: Unit) -> Outcome:
    leap = "leap_month" in parts
    month = next(parts[k].numbers[0] for k in ("lunar_month", "leap_month", "month") if k in parts)
    if not 1 <= month <= 12:
        return _IMPOSSIBLE

    def build(year: int) -> Period | None:
        try:
            first = lunar_day(year, month, 1, leap=leap)
            last = lunar_day(year, month, day, leap=leap)
        except ValueError:
            return None
        return Period(last if unit is Unit.DAY else first, last, unit)

    year = year_of(parts, scene)
    if year is not None and abs(year - scene.reference.year) > YEARS_AROUND:
        return Doubt(Reason.TOO_FAR)
    outcome = in_year(build, year, scene)
    if year is None and scene.mode is Mode.CHAT:
        return _between_the_years(build(scene.anchor.year - 1), outcome, scene)
    return outcome


def _between_the_years(running: Period | None, outcome: Outcome, scene: Scene) -> Outcome:
    """Return *outcome*, or a doubt in January and February, when last year's moon still runs."""
    if running is None or running.end < scene.anchor or isinstance(outcome, Doubt):
        return outcome
    return Doubt(Reason.TWO_READINGS, choices(("running", running.end), ("next", outcome.end)))


def next_moon_day(month: int, day: int, since: date) -> date:
    """Return the first day on or after *since* that is *day* of lunar *month*."""
    days = (lunar_day(since.year + n, month, day) for n in range(-1, 3))
    return next(found for found in days if found >= since)


def before_holidays(_parts: Parts, scene: Scene) -> Outcome:
    """放假前, 假期前: asked, with the next two that it may be."""
    return Doubt(Reason.VAGUE, tuple(islice(_before_next_festivals(scene), 2)))


def vague(parts: Parts, scene: Scene) -> Outcome:
    """汛期前, 尽快, 节前, 年前: asked, with the days it may well be."""
    word = parts["vague"].word
    if word in {"年前", "年后", "年关前", "年关"}:
        return Doubt(Reason.VAGUE, _before_the_year(scene) if "后" not in word else ())
    if word in {"节前", "节日前", "双节前", "两节前"}:
        return before_holidays(parts, scene)
    return Doubt(Reason.VAGUE)


def _before_the_year(scene: Scene) -> tuple[DateOption, ...]:
    spring = next_festival_day("春节", scene.reference + ONE_DAY)
    eve = day_before_festival("春节", spring, scene)
    return choices(("lunar", eve), ("solar", date(scene.reference.year, 12, 31)))


def _before_next_festivals(scene: Scene) -> Iterator[DateOption]:
    ahead = [(next_festival_day(name, scene.reference), name) for name in STATUTORY_FESTIVALS]
    for day, name in sorted(ahead):
        eve = day_before_festival(name, day, scene)
        if eve >= scene.reference:
            yield DateOption(name, eve)
