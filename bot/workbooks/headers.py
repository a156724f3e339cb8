"""Where a table's header stands and which column is which.

A header has one to three lines. Its anchor is the cell 项目名称 (or a synonym); lines above it that
gather columns under one heading belong to it, and so do lines below it that divide a heading.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import dropwhile

from bot.domain.ledger_rows import OWN_BAND, PROBLEM_HEADING, Field
from bot.workbooks.cells import (
    Cell,
    Row,
    address,
    is_blank,
    squeeze,
    text_of,
    without_spaces,
)
from bot.workbooks.headings import Path, is_bare, meanings, unit_of, words_of
from bot.workbooks.sheets import Merge, Sheet

REQUIRED = (Field.NAME, Field.OWNER, Field.LEADERS, Field.DEADLINE)
MAX_LINES = 3
# Columns go to the fields in this order: people before 单位 and 电话, the year's money before 累计.
ORDER = (
    *(Field.SERIAL, Field.CODE, Field.NAME, Field.LINE_LEADERS, Field.LEADERS, Field.CO_OWNERS),
    *(Field.OWNER, Field.PERSON, Field.KIND, Field.TOWNSHIP, Field.TOTAL, Field.PLAN),
    *(Field.DONE_YEAR, Field.CUMULATIVE, Field.START, Field.DEADLINE, Field.PHONE),
)
_SEVERAL = frozenset((Field.LEADERS, Field.LINE_LEADERS, Field.CO_OWNERS, Field.KIND))
_OF_EACH_TABLE = (Field.NAME, Field.OWNER, Field.DEADLINE)
_OURS = frozenset((OWN_BAND, PROBLEM_HEADING))
_HEADS_OF_UNITS = frozenset(("主要领导", "主要负责人", "单位负责人", "单位主要领导", "负责人"))
_LONGEST_HEADING = 40
_STEMS = frozenset("甲乙丙丁")
_FEWEST_NUMBERS = 2
# How the name of a column ends that has no heading of its own: with its letter.
NO_HEADING = re.compile("[A-Z]{1,3}列$")
_NUMBER = re.compile(r"[\d.,%+\-/]+")
_FIRST_OF_NAME = frozenset("项工重建督事任在单实具")
_TITLE = re.compile(
    r".*(?:清单|台账|台帐|[^代]表)$|附件|.*\d{4}年.*(?:项目|工程)|\d{4}年\d{1,2}月"
)


@dataclass(frozen=True, slots=True)
class Header:
    """The lines `top` to `bottom` (from 0) of a sheet and what its columns mean.

    Attributes:
        columns: For each field found its columns, leftmost first.
        headings: For each column what its heading says, for messages and for `extra`.
        unknown: Columns that duban does not understand.
        units: For columns of money, how many 万元 one of the heading's unit is.
        is_start: The only date column tells when works start.
        is_double: Two tables stand side by side: names, owners and deadlines come twice.
    """

    top: int
    bottom: int
    columns: dict[Field, tuple[int, ...]]
    headings: dict[int, str]
    unknown: tuple[int, ...]
    units: dict[int, Decimal]
    is_start: bool = False
    is_double: bool = False

    @property
    def missing(self) -> tuple[Field, ...]:
        """The columns without which no row can be understood."""
        return tuple(field for field in REQUIRED if field not in self.columns)

    @property
    def known(self) -> set[int]:
        """All columns that duban understands."""
        return {column for found in self.columns.values() for column in found}

    def field_of(self, column: int) -> Field | None:
        """Return what *column* means, or None if duban does not understand it."""
        return next((field for field, found in self.columns.items() if column in found), None)

    def column(self, field: Field) -> int | None:
        """Return the first column of *field*, or None if the table has none."""
        return self.columns.get(field, (None,))[0]


def has_anchor(row: Row) -> bool:
    """Return whether *row* may be a line of a header: it holds the heading of the names."""
    return _anchor(row) is not None


def header_at(sheet: Sheet, row: int, year: int) -> Header | None:
    """Return the header whose anchor stands in *row*, perhaps with columns missing, or None."""
    anchor = _anchor(sheet.rows[row])
    if anchor is None:
        return None
    top = _first_line(sheet, row)
    lines = _Lines(sheet, top)
    bottom = lines.bottom_of(row, anchor)
    while bottom + 1 < min(len(sheet.rows), top + MAX_LINES) and lines.divides(
        bottom + 1, anchor, year
    ):
        bottom += 1
    paths = lines.paths(bottom)
    below = sheet.rows[bottom + 1] if bottom + 1 < len(sheet.rows) else []
    return _understand(top, bottom + _numbers_columns(below), paths, year)


def _numbers_columns(row: Row) -> bool:
    """Return whether *row* only counts the columns, as forms do: 甲 乙 1 2 3."""
    texts = [squeeze(text_of(cell)) for cell in row if not is_blank(cell)]
    numbers = list(dropwhile(lambda text: text in _STEMS, texts))
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    return len(numbers) > _FEWEST_NUMBERS and numbers == counted


def _anchor(row: Row) -> int | None:
    """Return the column of the heading of the names; few cells get as far as the pattern."""
    for column, cell in enumerate(row):
        if isinstance(cell, str) and 0 < len(cell) <= _LONGEST_HEADING:
            may_be = "名" in cell or cell.lstrip()[:1] in _FIRST_OF_NAME
            if may_be and _heads_the_names(cell):
                return column
    return None


@lru_cache(maxsize=1024)
def _heads_the_names(cell: str) -> bool:
    return Field.NAME in meanings((cell,), year=0)


def _first_line(sheet: Sheet, row: int) -> int:
    """Return the topmost line of a header whose anchor stands in *row*."""
    top = row
    while top > 0 and row - top < MAX_LINES - 1 and _gathers(sheet, top - 1, row):
        top -= 1
    return top


def _gathers(sheet: Sheet, above: int, row: int) -> bool:
    """Return whether the line *above* puts headings of *row* under common ones.

    A title is one cell; a line such as 填报单位：… 单位：万元 has colons; data have numbers.
    """
    texts = [cell for cell in sheet.rows[above] if not is_blank(cell)]
    if len(texts) < 2 or not all(map(_may_head, texts)):
        return False
    if any(_TITLE.match(without_spaces(str(text))) for text in texts):
        return False
    below = [cell for cell in sheet.rows[row] if not is_blank(cell)]
    return len(texts) < len(below) or _spans_lines(sheet, above, row)


def _spans_lines(sheet: Sheet, above: int, row: int) -> bool:
    """Return whether a merged cell joins the two lines, as a heading of its own does."""
    return any(merge.top <= above < row <= merge.bottom for merge in sheet.merges)


def _may_head(cell: Cell) -> bool:
    """Return whether *cell* may be a heading: a short text, no number, no label with a colon."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_HEADING:
        return False
    plain = without_spaces(cell)
    is_label = ":" in plain or "：" in plain
    return not (is_label and not plain.startswith("其中")) and not _NUMBER.fullmatch(plain)


class _Lines:
    """The lines of a header from *top* on, with merged cells filled in."""

    def __init__(self, sheet: Sheet, top: int) -> None:
        self.top = top
        self.rows = sheet.rows
        self.width = max(len(row) for row in sheet.rows[top : top + MAX_LINES])
        reach = range(top, top + MAX_LINES)
        self.merges = [
            merge for merge in sheet.merges if merge.top in reach or merge.bottom in reach
        ]
        self.anchors = dict(self._covered())

    def _covered(self) -> Iterable[tuple[tuple[int, int], Merge]]:
        for merge in self.merges:
            for row in range(max(merge.top, self.top), min(merge.bottom, self.top + 2) + 1):
                for column in range(merge.left, merge.right + 1):
                    yield (row, column), merge

    def own(self, row: int, column: int) -> str:
        """Return the text written in a cell itself."""
        cells = self.rows[row]
        return text_of(cells[column]) if column < len(cells) else ""

    def text(self, row: int, column: int, bottom: int) -> str:
        """Return the heading that stands over a cell of this line."""
        if merge := self.anchors.get((row, column)):
            return self.own(merge.top, merge.left) if merge.top >= self.top else ""
        own = self.own(row, column)
        below = (self.own(line, column) for line in range(row + 1, bottom + 1))
        if own or self.merges or not any(below):
            return own
        # A text file has no merged cells: a heading reaches over the empty cells to its right.
        left = (self.own(row, at) for at in range(column - 1, -1, -1))
        return next(filter(None, left), "")

    def bottom_of(self, row: int, column: int) -> int:
        """Return the last line of the merged cell that begins here, within a header's height."""
        merge = self.anchors.get((row, column))
        return min(merge.bottom, self.top + MAX_LINES - 1) if merge else row

    def paths(self, bottom: int) -> list[Path]:
        """Return the heading of each column, outermost line first."""
        return [
            tuple(
                dict.fromkeys(
                    text
                    for row in range(self.top, bottom + 1)
                    if (text := self.text(row, column, bottom))
                )
            )
            for column in range(self.width)
        ]

    def divides(self, row: int, anchor: int, year: int) -> bool:
        """Return whether line *row* divides headings above it, rather than holding data."""
        cells = [cell for cell in self.rows[row] if not is_blank(cell)]
        if len(cells) < 2 or self.own(row, anchor) or not all(map(_may_head, cells)):
            return False
        filled = [column for column in range(self.width) if self.own(row, column)]
        paths = self.paths(row)
        return all(self._is_wide(row - 1, column) for column in filled) or any(
            is_bare(words_of(self.own(row, column))) or meanings(paths[column], year)
            for column in filled
        )

    def _is_wide(self, row: int, column: int) -> bool:
        """Return whether the heading over a cell of line *row* reaches over several columns."""
        return not self.own(row, column) or not self.own(row, column + 1)


def _understand(top: int, bottom: int, paths: Sequence[Path], year: int) -> Header:
    """Give each column to the field it fits best."""
    options = [meanings(path, year) for path in paths]
    columns = _assign(options)
    _leave_heads_of_units_out(columns, paths)
    is_start = Field.DEADLINE not in columns and Field.START in columns
    if is_start:
        columns[Field.DEADLINE] = columns.pop(Field.START)
    if Field.LEADERS not in columns and Field.LINE_LEADERS in columns:
        columns[Field.LEADERS] = columns[Field.LINE_LEADERS]
    known = {column for found in columns.values() for column in found}
    unknown = [
        column
        for column, path in enumerate(paths)
        if column not in known and _OURS.isdisjoint(path)
    ]
    return Header(
        top=top,
        bottom=bottom,
        columns=columns,
        headings=_name_columns(paths),
        unknown=tuple(unknown),
        units={column: unit for column in known if (unit := unit_of(paths[column]))},
        is_start=is_start,
        is_double=all(_comes_twice(field, paths, options) for field in _OF_EACH_TABLE),
    )


def _comes_twice(field: Field, paths: Sequence[Path], options: Sequence[dict[Field, int]]) -> bool:
    """Return whether two columns that may be *field* have the very same heading."""
    headings = [path for path, ranks in zip(paths, options, strict=True) if field in ranks]
    return len(set(headings)) < len(headings)


def _leave_heads_of_units_out(
    columns: dict[Field, tuple[int, ...]], paths: Sequence[Path]
) -> None:
    """Take 分管领导 as the county's only where it does not stand beside the head of the unit."""
    for column in columns.get(Field.LINE_LEADERS, ()) if Field.LEADERS in columns else ():
        beside = words_of(paths[column - 1][-1]) if column and paths[column - 1] else ""
        if beside in _HEADS_OF_UNITS and columns.get(Field.OWNER, (column,))[0] < column:
            del columns[Field.LINE_LEADERS]
            return


def _assign(options: Sequence[dict[Field, int]]) -> dict[Field, tuple[int, ...]]:
    columns: dict[Field, tuple[int, ...]] = {}
    taken: set[int] = set()
    for field in ORDER:
        fitting = [
            (ranks[field], column)
            for column, ranks in enumerate(options)
            if field in ranks and column not in taken
        ]
        if field is Field.PHONE:
            fitting = _phones_of_the_person(fitting, columns)
        if fitting:
            best = min(fitting)[0]
            found = tuple(column for rank, column in fitting if rank == best)
            columns[field] = found if field in _SEVERAL else found[:1]
            taken.update(columns[field])
    owner = columns.get(Field.OWNER)
    if Field.PERSON not in columns and owner and Field.PERSON in options[owner[0]]:
        columns[Field.PERSON] = owner  # 责任单位及责任人 in one column
    return columns


def _phones_of_the_person(
    fitting: list[tuple[int, int]], columns: dict[Field, tuple[int, ...]]
) -> list[tuple[int, int]]:
    """Leave out a leader's telephone; of several prefer the first to the right of the person."""
    leaders = columns.get(Field.LEADERS, ()) + columns.get(Field.LINE_LEADERS, ())
    person = columns.get(Field.PERSON, (0,))[0]
    theirs = [
        (rank + (column < person), column) for rank, column in fitting if column - 1 not in leaders
    ]
    return sorted(theirs)[:1]


def _name_columns(paths: Sequence[Path]) -> dict[int, str]:
    """Return what to call each column: its own words, with the line above where they repeat."""
    own = [without_spaces(path[-1]) if path else "" for path in paths]
    names: dict[int, str] = {}
    for column, path in enumerate(paths):
        name = own[column]
        if own.count(name) > 1:
            name = "/".join(map(without_spaces, path))
        if not name or name in names.values():
            name = f"{name}{address(0, column)[:-1]}列"
        names[column] = name
    return names
