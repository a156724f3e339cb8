"""A cell of a date column: typed dates and serial numbers here, texts by `read_deadline`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from bot.domain.deadlines import Mode, read_deadline
from bot.domain.terms import MilestoneKind, Status
from bot.workbooks.cells import Cell, text_of

# Day 0 of the serial numbers of a spreadsheet (its calendar has a 29 February 1900).
_DAY_ZERO = date(1899, 12, 30)
_SERIAL = re.compile(r"[34567]\d{4}(?:\.0*)?")
# A column of 建设年限 leaves the word for year out: 2019-2020.
_YEARS = re.compile(r"(?:20\d\d\s*[-—–~～至]+\s*)?20\d\d")
# 2020.10月底 leaves the word for year out, too.
_POINT_FOR_YEAR = re.compile(r"(20\d\d)\s*[.．/-]\s*(\d{1,2})\s*月")
# By then a part is to be done, not the whole: 10月底前完成50%.
_PART = re.compile(r"(?<!\d)(?!100)\d+(?:\.\d+)?\s*[%％]|百分之(?!百)|过半")
_FRACTION = re.compile(r"\d+\.\d")
# Before 1990 or a generation ahead it is a slip of the hand, not a plan.
_FIRST = date(1990, 1, 1)
_YEARS_AHEAD = 30


@dataclass(frozen=True, slots=True)
class DueDate:
    """The day a cell names, and whether that is a start or a finish where the cell tells."""

    day: date
    kind: MilestoneKind


DateReader = Callable[[Cell], DueDate | None]


def date_reader(today: date) -> DateReader:
    """Return a function that reads a cell as a date, or returns None if it is none.

    A ledger repeats its dates, so every text is read once.
    """
    last = date(today.year + _YEARS_AHEAD, 12, 31)
    read_text = cache(lambda text: _read_text(text, today))

    def read(cell: Cell) -> DueDate | None:
        if isinstance(cell, date):
            day = cell.date() if isinstance(cell, datetime) else cell
            found: DueDate | None = DueDate(day, MilestoneKind.FINISH)
        elif isinstance(cell, float) and _FRACTION.fullmatch(text := text_of(cell)):
            found = _read_short_fraction(text, read_text)
        else:
            found = read_text(text_of(cell)) if isinstance(cell, (str, int, float)) else None
        return found if found and _FIRST <= found.day <= last else None

    return read


def _read_short_fraction(text: str, read_text: Callable[[str], DueDate | None]) -> DueDate | None:
    """Return what the number *text* means unless it may have lost a zero: 6.3 may be 6.30."""
    written, padded = read_text(text), read_text(text + "0")
    return written if padded in (None, written) else None


def _read_text(text: str, today: date) -> DueDate | None:
    if _SERIAL.fullmatch(text):
        return DueDate(_DAY_ZERO + timedelta(days=int(text[:5])), MilestoneKind.FINISH)
    if _YEARS.fullmatch(text):
        text += "年"
    if _PART.search(text):
        return None
    text = _POINT_FOR_YEAR.sub(r"\1年\2月", text)
    reading = read_deadline(text, reference=today, mode=Mode.CELL)
    if reading.status is not Status.OK or reading.date is None:
        return None
    return DueDate(reading.date, reading.kind or MilestoneKind.FINISH)
