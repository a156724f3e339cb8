"""Days that have been: when a paper was issued, a permit given; when a deadline would have been."""

import re
from datetime import date, timedelta

from bot.domain.deadlines import Mode, find_deadlines, read_deadline

DAY = (
    r"(?:\d{4}\s*[年./-]\s*)?\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?(?!\d)|今天|昨天|today|yesterday"
)
_DAY = re.compile(
    r"(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?(?!\d)|(今天|today)|(昨天|yesterday)"
)


def past_day(words: str, today: date) -> date | None:
    """Return the first day named in *words* that has been; without a year the latest such."""
    for found in _DAY.finditer(words):
        if found[4] or found[5]:
            return today if found[4] else today - timedelta(days=1)
        for year in (int(found[1]),) if found[1] else (today.year, today.year - 1):
            try:
                day = date(year, int(found[2]), int(found[3]))
            except ValueError:
                continue
            if day <= today:
                return day
    return None


def lapsed_day(words: str, day: date, today: date) -> date | None:
    """Return the day of this year that *words* name as *day*, where it is over, else None.

    A date without a year that is over is read as the next one; where a deadline is set by an
    order that may be a slip, and the year is to be written.
    """
    for told in find_deadlines(words, today):
        if told.date == day and told.span is not None:
            named = read_deadline(words[slice(*told.span)], today, Mode.CELL).date
            if named is not None and named < today:
                return named
    return None
