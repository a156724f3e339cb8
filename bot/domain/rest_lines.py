"""Lines by which the office enters days of rest: a year's holiday notice, a project's season."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.calendars import ONE_DAY, days_off_by_law
from bot.domain.codes import read_code
from bot.domain.deadlines import Mode, read_deadline
from bot.domain.errors import NoticeIncompleteError, OrderUnclearError, RangeReversedError
from bot.domain.terms import Status

LONGEST_NOTICE = 60
"""Days off of a year by its notice, weekends within holidays included; 2024 had 42."""

_NOTICE = re.compile(
    r"\s*(?P<year>20\d\d)\s*年?\s*(?:休|放|off)\s*[:：]?(?P<off>.*?)"
    r"(?:(?:班|上班|work)\s*[:：]?(?P<work>.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_STOP = re.compile(
    r"\s*(?P<code>[PpＰｐ][\s-]?[0-9０-９]+)\s+(?P<days>\S+)(?:\s+(?P<reason>.+))?$", re.DOTALL
)
_LIFTED = re.compile(r"\s*(?P<code>\S+)\s+(?:取消|撤销|cancel)\s*", re.IGNORECASE)
_RANGE = re.compile(r"\s*[-–—~至到]\s*")
_BETWEEN = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """The State Council's notice for a year: days off, and weekend days worked for them."""

    year: int
    days_off: frozenset[date]
    workdays: frozenset[date]


@dataclass(frozen=True, slots=True)
class StopLine:
    """A project's season of rest, first and last day included."""

    code: str
    first_day: date
    last_day: date
    reason: str


def read_notice(words: str) -> HolidayNotice:
    """Return the notice in *words*, such as `2027 休1.1-1.3、10.1-10.7 班9.26、10.9`.

    Raises:
        OrderUnclearError: It cannot be read.
        NoticeIncompleteError: A day that the law frees every year is not among the days off, or
            a day to be worked is no weekend day.
    """
    found = _NOTICE.match(words)
    if found is None:
        raise OrderUnclearError("holidays")
    year = int(found["year"])
    off, work = _days(found["off"], year), _days(found["work"] or "", year)
    missing = days_off_by_law(year) - off
    unlikely = {day for day in work if day.isoweekday() <= 5 or day in off}
    if missing or unlikely or len(off) > LONGEST_NOTICE:
        raise NoticeIncompleteError(year, min(missing, default=None), min(unlikely, default=None))
    return HolidayNotice(year, off, work)


def read_lifted_stop(words: str) -> str | None:
    """Return the code of the project whose rest is cancelled, as in `P07 取消`, or None."""
    found = _LIFTED.fullmatch(words)
    return read_code(found["code"]) if found else None


def read_stop(words: str, today: date) -> StopLine:
    """Return the season of rest in *words*, such as `P07 11.15-3.15 冬季停工`.

    Without a year it is the one that is not over yet; without a reason it is 停工期.

    Raises:
        OrderUnclearError: It cannot be read.
        RangeReversedError: It would end before it begins.
    """
    found = _STOP.match(words)
    code = read_code(found["code"]) if found else None
    ends = _RANGE.split(found["days"]) if found else []
    if found is None or code is None or len(ends) != 2:
        raise OrderUnclearError("stop")
    year = today.year
    first, last = _season(ends, year)
    if _season(ends, year - 1)[1] >= today:
        first, last = _season(ends, year - 1)
    elif last < today:
        first, last = _season(ends, year + 1)
    if last < first:  # both years are written
        raise RangeReversedError(first, last)
    return StopLine(code, first, last, (found["reason"] or "").strip() or "停工期")


def _season(ends: list[str], year: int) -> tuple[date, date]:
    first, last = (_day(end, year, "stop") for end in ends)
    return first, last if last >= first else _day(ends[1], year + 1, "stop")


def _days(words: str, year: int) -> frozenset[date]:
    days: set[date] = set()
    for part in filter(None, _BETWEEN.split(words)):
        ends = [_day(end, year, "holidays") for end in _RANGE.split(part)]
        days.update(
            ends[0] + n * ONE_DAY for n in range((ends[-1] - ends[0]) // timedelta(days=1) + 1)
        )
    return frozenset(days)


def _day(text: str, year: int, kind: str) -> date:
    """Return a day of a line of *kind* written without its year, by the one seam for dates."""
    reading = read_deadline(text, date(year, 1, 1), Mode.CELL)
    if reading.status is not Status.OK or reading.date is None:
        raise OrderUnclearError(kind)
    return reading.date
