"""English dates with day, month and year in a form the grammar has no rule for, by dateparser."""

import re
from datetime import date, datetime, time

_MONTH = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_FORM = re.compile(rf"[a-z0-9 ,./'-]*?\b(?:{_MONTH})[a-z0-9 ,./'-]*", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_LONGEST = 40


def read_english_date(text: str, reference: date) -> date | None:
    """Return the date that *text* writes out in English, or None.

    dateparser is only shown text that holds the name of a month and, as its only figures, one day
    and one year of four digits, and its answer counts only if it has just these two.
    """
    figures = sorted(map(int, _NUMBERS.findall(text[:_LONGEST])))
    if len(text) > _LONGEST or len(figures) != 2 or not _FORM.fullmatch(text):
        return None
    found = _parse(text, reference)
    return found if found and [found.day, found.year] == figures else None


def _parse(text: str, reference: date) -> date | None:
    import dateparser  # noqa: PLC0415 - 150 ms, needed by hardly any text

    found = dateparser.parse(
        text,
        languages=["en"],
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": datetime.combine(reference, time()),
        },
    )
    return found.date() if found else None
