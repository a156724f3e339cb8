"""Working days as published each year, festivals and the lunar calendar. Beyond the table: unknown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import count
from math import floor

ONE_DAY = timedelta(days=1)


class UnknownYearError(Exception):
    """The State Council's holiday notice for a year is not in the table, nor in the overrides."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no holiday table for {year}")
        self.year = year


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the office enters for a newly published year, or corrects in a known one.

    Attributes:
        holidays: Days off by the notice, weekends that belong to them included.
        workdays: Weekend days that are worked to make up for them.
        years: Years whose notice is entered in full, so that they count as known.
    """

    holidays: frozenset[date] = field(default_factory=frozenset)
    workdays: frozenset[date] = field(default_factory=frozenset)
    years: frozenset[int] = field(default_factory=frozenset)


NO_OVERRIDES = Overrides()


def is_working_day(day: date, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Return whether *day* is worked, by the notice of its year.

    Raises:
        UnknownYearError: The notice of the year is not known.
    """
    if day in overrides.workdays:
        return True
    if day in overrides.holidays:
        return False
    if day.year in overrides.years:
        return day.isoweekday() <= 5
    return _is_published_working_day(day)


def is_known_year(year: int, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Return whether the working days of *year* are known."""
    try:
        is_working_day(date(year, 1, 1), Overrides(years=overrides.years))
    except UnknownYearError:
        return False
    return True


def add_working_days(day: date, days: int, overrides: Overrides = NO_OVERRIDES) -> date:
    """Return the working day that is *days* working days after *day*, counted from the next day.

    Negative *days* count backwards; 0 gives *day* itself, whatever it is.

    Raises:
        UnknownYearError: The count runs into a year whose notice is not known.
    """
    step = ONE_DAY if days > 0 else -ONE_DAY
    left = abs(days)
    while left:
        day += step
        left -= is_working_day(day, overrides)
    return day


def working_days_between(first: date, last: date, overrides: Overrides = NO_OVERRIDES) -> int:
    """Return how many working days lie after *first* up to and including *last*; never below 0.

    Raises:
        UnknownYearError: A year in between is not known.
    """
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day, overrides) for day in days)


def next_working_day(day: date, overrides: Overrides = NO_OVERRIDES) -> date:
    """Return the first working day after *day*."""
    return add_working_days(day, 1, overrides)


def previous_working_day(day: date, overrides: Overrides = NO_OVERRIDES) -> date:
    """Return the last working day before *day*."""
    return add_working_days(day, -1, overrides)


# Festivals with days off by law; the others are working days.
STATUTORY_FESTIVALS = ("元旦", "春节", "清明", "五一", "端午", "中秋", "国庆")
# Month and day of the sun's year.
SOLAR_FESTIVALS = {
    "元旦": (1, 1),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "五一": (5, 1),
    "青年节": (5, 4),
    "护士节": (5, 12),
    "儿童节": (6, 1),
    "建党节": (7, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "国庆": (10, 1),
    "圣诞": (12, 25),
}
# Month and day of the moon's year; 除夕 is the day before its first.
LUNAR_FESTIVALS = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "龙抬头": (2, 2),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中元": (7, 15),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
    "小年": (12, 23),
}
SOLAR_TERMS = [
    "小寒",
    "大寒",
    "立春",
    "雨水",
    "惊蛰",
    "春分",
    "清明",
    "谷雨",
    "立夏",
    "小满",
    "芒种",
    "夏至",
    "小暑",
    "大暑",
    "立秋",
    "处暑",
    "白露",
    "秋分",
    "寒露",
    "霜降",
    "立冬",
    "小雪",
    "大雪",
    "冬至",
]
FESTIVALS = (*SOLAR_FESTIVALS, *LUNAR_FESTIVALS, *SOLAR_TERMS, "除夕")


def festival_day(name: str, year: int) -> date:
    """Return the day of the festival or solar term *name* in *year*.

    For a festival of the moon's calendar *year* is the moon's: 腊八 of 2021 is in January 2022.
    """
    if name in SOLAR_FESTIVALS:
        return date(year, *SOLAR_FESTIVALS[name])
    if name in SOLAR_TERMS:
        return _moon_year(year).terms[name]
    if name == "除夕":
        return lunar_day(year, 1, 1) - ONE_DAY
    return lunar_day(year, *LUNAR_FESTIVALS[name])


def next_festival_day(name: str, since: date) -> date:
    """Return the first day on or after *since* that is the festival *name*."""
    days = (festival_day(name, year) for year in count(since.year - 1))
    return next(day for day in days if day >= since)


def holiday_around(day: date, overrides: Overrides = NO_OVERRIDES) -> tuple[date, date]:
    """Return the first and the last of the days off in a row that *day* belongs to.

    By the notice of the year; where it is not known, *day* with the weekend days next to it, and
    春节 from its eve to the third day and 国庆 to 3 October, which the law gives every year.
    """
    known = is_known_year(day.year, overrides)
    first = last = day
    while _is_off(first - ONE_DAY, day, overrides, known=known):
        first -= ONE_DAY
    while _is_off(last + ONE_DAY, day, overrides, known=known):
        last += ONE_DAY
    return first, last


def _is_off(day: date, festival: date, overrides: Overrides, *, known: bool) -> bool:
    if known and is_known_year(day.year, overrides):
        return not is_working_day(day, overrides)
    return day.isoweekday() > 5 or day in _statutory_days(festival)


@lru_cache(maxsize=16)
def days_off_by_law(year: int) -> frozenset[date]:
    """Return the days of *year* that are free whatever its notice says."""
    festivals = [festival_day(name, year) for name in STATUTORY_FESTIVALS]
    return frozenset(festivals).union(*map(_statutory_days, festivals))


def _statutory_days(festival: date) -> Iterator[date]:
    """Yield the days off that the law gives around *festival* every year.

    Source: 全国年节及纪念日放假办法, as amended in November 2024.
    """
    if festival == date(festival.year, 10, 1):
        yield from (festival + n * ONE_DAY for n in range(3))
    elif festival == date(festival.year, 5, 1):
        yield from (festival + n * ONE_DAY for n in range(2))
    elif festival.month <= 2 and festival == lunar_day(festival.year, 1, 1):
        yield from (festival + n * ONE_DAY for n in range(-1, 3))


def lunar_day(year: int, month: int, day: int, *, leap: bool = False) -> date:
    """Return the day *day* of *month* of the moon's *year*; day 30 of a short month is its 29th.

    Raises:
        ValueError: The year has no such leap month.
    """
    months = _moon_year(year).months
    if (month, leap) not in months:
        raise ValueError(f"no such month: {year}-{month}")
    first, days = months[month, leap]
    return first + (min(day, days) - 1) * ONE_DAY


@dataclass(frozen=True, slots=True)
class _MoonYear:
    """First day and number of days by month and whether it is a leap month; and the solar terms."""

    months: dict[tuple[int, bool], tuple[date, int]]
    terms: dict[str, date]


@lru_cache(maxsize=64)
def _moon_year(year: int) -> _MoonYear:
    """Return the moon's *year*; 6 ms when it is new."""
    from lunar_python import LunarYear  # noqa: PLC0415 - 20 ms, needed by few texts

    found = LunarYear.fromYear(year)
    months = {
        (abs(month.getMonth()), month.getMonth() < 0): (
            _from_julian(month.getFirstJulianDay()),
            int(month.getDayCount()),
        )
        for month in found.getMonths()
        if month.getYear() == year
    }
    # The list begins with 大雪 and 冬至 of the year before.
    terms = map(_from_julian, found.getJieQiJulianDays()[2:])
    return _MoonYear(months, dict(zip(SOLAR_TERMS, terms, strict=False)))


def _from_julian(julian_day: float) -> date:
    """Return the day of a Julian day, which begins at noon of 24 November 4714 BC."""
    return date.fromordinal(floor(julian_day + 0.5) - 1_721_425)


@lru_cache(maxsize=8192)
def _is_published_working_day(day: date) -> bool:
    import chinese_calendar  # noqa: PLC0415 - 20 ms, needed by few texts

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise UnknownYearError(day.year) from None
