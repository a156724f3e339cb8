"""The rows of a sheet, one after the other, each under the nearest header above it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.ledger_rows import (
    AS_WRITTEN,
    EXTRA,
    ExtraColumn,
    Field,
    LedgerFile,
    LedgerRow,
    NotData,
    Reason,
    RejectedRow,
    SkippedRow,
)
from bot.workbooks.amounts import WAN
from bot.workbooks.captions import kind_in, unit_line
from bot.workbooks.cells import DITTO, Cell, Row, is_blank
from bot.workbooks.dates import date_reader
from bot.workbooks.errors import SideBySideError
from bot.workbooks.headers import MAX_LINES, NO_HEADING, Header, has_anchor, header_at
from bot.workbooks.not_data import what_instead
from bot.workbooks.people import name_key
from bot.workbooks.rows import INHERITED, RowCells, RowReader, reject
from bot.workbooks.sheets import Merge, Sheet

_CAPTIONS = frozenset((NotData.TITLE, NotData.SECTION))
_ENDS = frozenset((NotData.TOTAL, NotData.NOTE))


class TableReader:
    """Takes in sheets; `result` is what they say together."""

    def __init__(self, today: date) -> None:
        self._year = today.year
        self._rows = RowReader(today, date_reader(today))
        self._accepted: list[LedgerRow] = []
        self._rejected: list[RejectedRow] = []
        self._skipped: list[SkippedRow] = []
        self._seen: set[tuple[str, str]] = set()
        self._headers: list[Header] = []
        self._sheets: list[str | None] = []
        self._is_ours = False
        self._as_of_change: int | None = None

    @property
    def has_read(self) -> bool:
        """Whether any sheet had a header."""
        return bool(self._sheets)

    def read(self, sheet: Sheet) -> list[Header]:
        """Take in *sheet*; if it has no header take nothing and return what came near one.

        Raises:
            SideBySideError: Two tables stand side by side: a row would be two projects.
        """
        found = _headers_of(sheet, self._year)
        headers = [header for header in found if not header.missing]
        for header in headers:
            if header.is_double:
                raise SideBySideError(sheet.name, header.top + 1)
        if headers:
            self._sheets.append(sheet.name)
            self._headers += headers
            self._is_ours, self._as_of_change = sheet.is_ours, sheet.as_of_change
            self._rows.kind, self._rows.unit = kind_in(sheet.name or ""), WAN
            self._read_rows(sheet, _Layout(sheet, headers))
        return [] if headers else found

    def result(self) -> LedgerFile:
        """Return every row read so far."""
        return LedgerFile(
            sheet=self._sheets[0],
            accepted=tuple(self._accepted),
            rejected=tuple(self._rejected),
            skipped=tuple(self._skipped),
            extra_columns=_extra_columns(self._headers, self._accepted),
            clears=_clears(self._headers) if self._is_ours else (),
            as_of_change=self._as_of_change,
        )

    def _read_rows(self, sheet: Sheet, layout: "_Layout") -> None:
        """Put every row of *sheet* into one of the lists."""
        is_after_end = False
        for index, cells in enumerate(sheet.rows):
            row = layout.row(index, cells)
            what = layout.what_is(index, cells) or what_instead(
                row, is_above_header=index in layout.above, is_after_end=is_after_end
            )
            if what is None:
                self._take(row)
            else:
                self._skip(row, what)
            is_after_end = what in _ENDS or (is_after_end and what is not None)

    def _take(self, row: RowCells) -> None:
        """Accept or reject a project; the same name and owner twice is a duplicate."""
        found = self._rows.read(row)
        if isinstance(found, RejectedRow):
            self._rejected.append(found)
            return
        key = (name_key(found.name), name_key(found.owner))
        if key in self._seen:
            self._rejected.append(reject(row, found.name, Reason.DUPLICATE, Field.NAME))
            return
        self._seen.add(key)
        self._accepted.append(found)

    def _skip(self, row: RowCells, what: NotData) -> None:
        """Note a row that is no project; a caption may tell the kind and the unit of money."""
        self._skipped.append(SkippedRow(row.row, what, row.sheet))
        if what in _CAPTIONS or what is NotData.NOTE:
            text = " ".join(row.texts())
            self._rows.unit = unit_line(text) or self._rows.unit
            if what in _CAPTIONS:
                self._rows.kind = kind_in(text) or self._rows.kind


class _Layout:
    """What the headers and the merged cells of a sheet say about its rows."""

    def __init__(self, sheet: Sheet, headers: Sequence[Header]) -> None:
        self.sheet = sheet
        self.headers = headers
        self.tops = [header.top for header in headers]
        self.lines = {row for at in headers for row in range(at.top, at.bottom + 1)}
        self.above = {row for at in headers for row in range(at.top - MAX_LINES, at.top)}
        self.above |= set(range(headers[0].top))
        self.covered: dict[int, dict[int, Cell]] = {}
        self.continued: set[int] = set()
        for merge in sheet.merges:
            if merge.top < merge.bottom and merge.top not in self.lines:
                self._cover(merge)

    def _cover(self, merge: Merge) -> None:
        """Note which cells a merged cell speaks for, below its first line."""
        columns = set(range(merge.left, merge.right + 1))
        rows = range(merge.top + 1, merge.bottom + 1)
        header = self.header_for(merge.top)
        if header.column(Field.NAME) in columns:
            self.continued.update(rows)
        first = self.sheet.rows[merge.top]
        value = first[merge.left] if merge.left < len(first) else ""
        for row in rows:
            for column in columns & header.known:
                self.covered.setdefault(row, {})[column] = value

    def header_for(self, index: int) -> Header:
        """Return the nearest header above a row; the first one for what stands above it."""
        return self.headers[max(0, bisect_right(self.tops, index) - 1)]

    def row(self, index: int, cells: Row) -> RowCells:
        """Return the cells of a row by what they mean."""
        covered = self.covered.get(index, {})
        if not DITTO.isdisjoint(cells):
            cells = self._with_what_is_above(index, cells)
        return RowCells(self.header_for(index), self.sheet.name, index + 1, cells, covered)

    def _with_what_is_above(self, index: int, cells: Row) -> Row:
        """Return *cells* with 同上 replaced by what the row above says, it too may say 同上."""
        header = self.header_for(index)
        said = [
            column
            for column, cell in enumerate(cells)
            if cell in DITTO and header.field_of(column) in INHERITED
        ]
        for column in said:
            above = self.sheet.rows[index - 1]
            cells[column] = above[column] if column < len(above) else ""
        return cells

    def what_is(self, index: int, cells: Row) -> NotData | None:
        """Return what a row is that needs no reading, else None."""
        if index in self.lines:
            return NotData.HEADER
        if index < self.tops[0]:
            return NotData.BLANK if all(map(is_blank, cells)) else NotData.TITLE
        if index in self.continued:
            return NotData.CONTINUATION
        return NotData.BLANK if all(map(is_blank, cells)) else None


def _headers_of(sheet: Sheet, year: int) -> list[Header]:
    """Return all headers of a sheet from the top, whole ones and others.

    Two lines of one header may both look like its anchor (项目 above 项目名称): the deeper one,
    which sees all its lines, counts.
    """
    headers: list[Header] = []
    for index, row in enumerate(sheet.rows):
        is_free = not headers or index > headers[-1].bottom
        if is_free and has_anchor(row) and (header := header_at(sheet, index, year)):
            if headers and header.top <= headers[-1].bottom:
                headers.pop()
            headers.append(header)
    return headers


def _extra_columns(
    headers: Iterable[Header], rows: Iterable[LedgerRow]
) -> tuple[ExtraColumn, ...]:
    """Return the columns kept as they stand, and after which known one each stood at first.

    A column without a heading counts only where it is filled.
    """
    used = {heading for row in rows for heading, _ in row.extra}
    found: dict[str, Field | None] = {}
    for header in headers:
        after: Field | None = None
        for column, heading in sorted(header.headings.items()):
            after = header.field_of(column) or after
            if column in header.unknown and not NO_HEADING.search(heading):
                used.add(heading)
            for name in (heading, heading + AS_WRITTEN):
                if name in used:
                    found.setdefault(name, after)
    return tuple(ExtraColumn(heading, after) for heading, after in found.items())


def _clears(headers: Sequence[Header]) -> tuple[str, ...]:
    """Return the columns that every table of an export has: there an empty cell was emptied."""
    columns = [
        {*header.columns, *(EXTRA + header.headings[column] for column in header.unknown)}
        for header in headers
    ]
    return tuple(sorted(set.intersection(*columns)))
