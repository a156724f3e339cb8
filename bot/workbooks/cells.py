"""One cell: its clean text, whether it is empty, and its address."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

Cell = str | int | float | bool | date | datetime | time | timedelta
Row = list[Cell]

# What people type where they have nothing to say.
NOTHING = frozenset(
    (
        *("", "-", "--", "—", "——", "/", "\\", "?", "??", "N/A", "n/a", "null", "None"),
        *(
            "无",
            "暂无",
            "没有",
            "待定",
            "未定",
            "未明确",
            "待明确",
            "未确定",
            "待确定",
            "暂缺",
            "空缺",
            "缺",
        ),
    )
)
# What people type for "as in the row above".
DITTO = frozenset(("同上", "同上。", "〃", "″", '"', "''", "´´", "同前"))
# Error values of a spreadsheet, as a text file carries them.
ERRORS = frozenset(
    ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
)
# With the spaces that people put between the characters.
_LONGEST_NOTHING = 10
_SPACES = re.compile(r"[\s\u200b\ufeff]+")


def is_blank(cell: Cell) -> bool:
    """Return whether *cell* holds nothing but space."""
    return isinstance(cell, str) and not cell.strip()


def text_of(cell: Cell) -> str:
    """Return *cell* as text: whole numbers without a point, dates as 2020-08-31."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """Return *text* without any white space and with its width made plain (NFKC)."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def without_spaces(text: str) -> str:
    """Return *text* as it stands, less white space and line breaks."""
    return _SPACES.sub("", text)


def says_nothing(text: str) -> bool:
    """Return whether *text* is one of the ways to leave a cell empty."""
    if len(text) > _LONGEST_NOTHING:
        return False
    return not text or text in ERRORS or squeeze(text) in NOTHING


def address(row: int, column: int) -> str:
    """Return the name of a cell, such as E24, of a row from 1 and a column from 0."""
    letters = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return f"{letters}{row}"
