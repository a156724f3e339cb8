"""Rules for single days: signs and a scene in, a period or a doubt out."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.domain.calendars import ONE_DAY
from bot.domain.deadlines.periods import (
    Doubt,
    Outcome,
    Period,
    Scene,
    add_months,
    choices,
    day_in,
    in_year,
    single_day,
    week_of,
)
from bot.domain.deadlines.readings import Mode, Reason
from bot.domain.deadlines.tokens import Token

Parts = Mapping[str, Token]
"""The signs a pattern matched, by kind."""

LONGEST_MONTH = 31
_END = 3
# Without 日 these are festivals of the moon's calendar as often as days of the sun's.
_MONTH_AND_DAY = frozenset({"month", "day", "number"})
MOON_DAYS = {
    "二月二": (2, 2),
    "三月三": (3, 3),
    "五月五": (5, 5),
    "六月六": (6, 6),
    "七月七": (7, 7),
    "八月十五": (8, 15),
    "九月九": (9, 9),
}


def year_of(parts: Parts, scene: Scene) -> int | None:
    """Return the year that is said, or None."""
    if token := parts.get("year"):
        return token.numbers[0] if token.numbers[0] > 99 else 2000 + token.numbers[0]
    if token := parts.get("republic_year"):
        return 1911 + token.numbers[0]
    if token := parts.get("following_year"):
        return scene.anchor.year + token.numbers[0]
    if token := parts.get("relative_year") or parts.get("bare_year"):
        return scene.reference.year + token.numbers[0]
    return None


def year_and_month_of(parts: Parts, scene: Scene) -> tuple[int | None, int]:
    """Return the year, if it is said, and the month; this month if none is said."""
    if token := parts.get("month") or parts.get("month_name"):
        return year_of(parts, scene), token.numbers[0]
    if token := parts.get("following_month"):
        day = add_months(scene.anchor.replace(day=1), token.numbers[0])
    else:
        relative = parts.get("relative_month")
        day = add_months(scene.reference.replace(day=1), relative.numbers[0] if relative else 0)
    return day.year, day.month


def year_month_day(parts: Parts, _scene: Scene) -> Outcome:
    """2020-06-30, 20200630, 2020 6 30."""
    numbers = parts["year_month_day"].numbers
    if len(numbers) == 1:
        year, without_year = divmod(numbers[0], 10_000)
        numbers = (year, *divmod(without_year, 100))
    return exactly(day_in(*numbers[:3]))


def exactly(period: Period | None) -> Outcome:
    """Return a period with its year said, or that there is no such day."""
    return period._replace(has_year=True) if period else Doubt(Reason.IMPOSSIBLE)


def day_month_year(parts: Parts, _scene: Scene) -> Outcome:
    """31/08/2020; where day and month could change places it is asked."""
    first, second, year = parts["day_month_year"].numbers
    month_first, day_first = day_in(year, first, second), day_in(year, second, first)
    if month_first and day_first and month_first != day_first:
        readings = (("month_first", month_first.end), ("day_first", day_first.end))
        return Doubt(Reason.DAY_OR_MONTH_FIRST, choices(*readings))
    return exactly(day_first or month_first)


def short_full_date(parts: Parts, scene: Scene) -> Outcome:
    """20.6.30: the year first in a column of dates, asked in a chat."""
    year, month, day = parts["short_full_date"].numbers
    outcome = exactly(day_in(2000 + year, month, day))
    if scene.mode is Mode.CELL or isinstance(outcome, Doubt):
        return outcome
    return Doubt(Reason.FIGURES, choices(("date", outcome.end)))


def month_day(parts: Parts, scene: Scene) -> Outcome:
    """6月30日, 六月三十, 下月九号, June 30, 20th of next month."""
    year, month = year_and_month_of(parts, scene)
    token = parts.get("day") or parts["number"]
    outcome = in_year(lambda year: day_in(year, month, token.numbers[0]), year, scene)
    said = "".join(part.word for kind, part in parts.items() if kind in _MONTH_AND_DAY)
    if said in MOON_DAYS and scene.mode is Mode.CHAT:
        since = scene.anchor if year is None else date(year, 1, 1)
        return _sun_or_moon(outcome, *MOON_DAYS[said], since)
    return outcome


def _sun_or_moon(sun: Outcome, month: int, day: int, since: date) -> Outcome:
    from bot.domain.deadlines.moon import next_moon_day  # noqa: PLC0415 - it imports this module

    readings = [("lunar", next_moon_day(month, day, since))]
    if isinstance(sun, Period):
        readings.append(("solar", sun.end))
    return Doubt(Reason.LUNAR_OR_SOLAR, choices(*readings))


def short_month_day(parts: Parts, scene: Scene) -> Outcome:
    """6.30, 6-30, 6/30, 6·30; 31/8 too, as no month is 31."""
    first, second = parts["month_day"].numbers
    month, day = (second, first) if first > 12 >= second else (first, second)
    return in_year(lambda year: day_in(year, month, day), year_of(parts, scene), scene)


def doubt_figures(word: str, period: Period) -> Outcome:
    """Return *period*, or a doubt if *word* may as well be a decimal (5.8), a range (6-7) or 2/3."""
    if word[-1] in "日号":
        return period
    separator = next(sign for sign in word if not sign.isdecimal())
    first, second = (int(number) for number in word.split(separator))
    is_date = {
        "·": True,
        ".": False,
        "-": second > 12 or word.startswith("0") or separator + "0" in word,
        "/": first >= second or second > 5,
    }[separator]
    return period if is_date else Doubt(Reason.FIGURES, choices(("date", period.end)))


def day_of_month(parts: Parts, scene: Scene) -> Outcome:
    """29日, 12号: of this month, or of the next that has the day and is not over."""
    number = parts["day"].numbers[0]
    if not scene.rolls:
        return day_in(scene.anchor.year, scene.anchor.month, number) or Doubt(Reason.IMPOSSIBLE)
    firsts = (add_months(scene.anchor.replace(day=1), months) for months in range(4))
    found = [day_in(first.year, first.month, number) for first in firsts]
    days = [period.end for period in found if period and period.end >= scene.anchor]
    return single_day(days[0])._replace(following=days[1]) if days else Doubt(Reason.IMPOSSIBLE)


def relative_day(parts: Parts, scene: Scene) -> Outcome:
    """今天, 大后天, day after tomorrow, end of tomorrow; its beginning or middle is asked."""
    if "edge" in parts and parts["edge"].numbers[0] != _END:
        return Doubt(Reason.VAGUE)
    days = parts["relative_day"].numbers[0]
    return single_day(scene.reference + days * ONE_DAY, has_year=True)


def end_of_today(_parts: Parts, scene: Scene) -> Outcome:
    """下班前, EOD."""
    return single_day(scene.reference, has_year=True)


def weekday_in_week(parts: Parts, scene: Scene) -> Outcome:
    """本周五, 下下周三, next Friday, Friday next week."""
    week = week_of(scene.reference + timedelta(weeks=parts["relative_week"].numbers[0]))
    day = week.start + (weekday_of(parts["weekday"]) - 1) * ONE_DAY
    return single_day(day, has_year=True)


def weekday(parts: Parts, scene: Scene) -> Period:
    """周五: of this week, or of the next if it is over."""
    number = weekday_of(parts["weekday"])
    ahead = (number - scene.anchor.isoweekday()) % 7
    day = scene.anchor + ahead * ONE_DAY
    return single_day(day)._replace(following=day + timedelta(weeks=1))


def weekday_of(token: Token) -> int:
    """Return the ISO number of a weekday, 1 for Monday."""
    return 7 if token.word[-1] in "日天" else token.numbers[0]


def nth_weekday(parts: Parts, scene: Scene) -> Outcome:
    """6月第3个星期日, the first Friday of next month, last Friday of June."""
    year, month = year_and_month_of(parts, scene)
    number, nth = weekday_of(parts["weekday"]), parts["nth"].numbers[0]

    def build(year: int) -> Period | None:
        days = [day_in(year, month, day) for day in range(1, 32)]
        found = [period for period in days if period and period.end.isoweekday() == number]
        in_range = nth == -1 or 1 <= nth <= len(found)
        return found[nth if nth < 0 else nth - 1] if in_range and found else None

    return in_year(build, year, scene)


def last_weekday(parts: Parts, scene: Scene) -> Outcome:
    """Last Friday: the one before today, or a month's last; asked."""
    return Doubt(Reason.VAGUE, choices(("date", weekday(parts, scene).end)))


def asked_figures(_parts: Parts, _scene: Scene) -> Outcome:
    """30-Jun-21, 初五: a date of which a part is missing or may mean two things; asked."""
    return Doubt(Reason.TWO_READINGS)


def serial(parts: Parts, scene: Scene) -> Outcome:
    """43982: the serial number of a day in a spreadsheet; only in a column of dates."""
    days = parts["serial"].numbers[0]
    if scene.mode is Mode.CHAT:
        return Doubt(Reason.NO_DATE)
    return single_day(date(1899, 12, 30) + days * ONE_DAY, has_year=True)


def bare_number(parts: Parts, scene: Scene) -> Outcome:
    """10: a day of the month, a month or a number of days; always asked."""
    number = parts["number"].numbers[0]
    if not 0 < number <= LONGEST_MONTH:
        return Doubt(Reason.NO_DATE)
    by_day = day_of_month({"day": parts["number"]}, scene)
    readings = [("in_days", scene.reference + number * ONE_DAY)]
    if isinstance(by_day, Period):
        readings.insert(0, ("day_of_month", by_day.end))
    return Doubt(Reason.BARE_NUMBER, choices(*readings))
