"""A county's own file sent back, with what is wrong written beside each row that was refused."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.ledger_rows import PROBLEM_HEADING

Cell = str | int | float | bool | date | datetime | time | timedelta
Corners = tuple[int, int, int, int]

_FILL = PatternFill("solid", start_color="FFC7CE", end_color="FFC7CE")
_FONT = Font(bold=True, color="9C0006")
_WIDTH = 36
_PLAIN_WIDTH = 14
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True, slots=True)
class Marks:
    """What to write into one sheet (None: the only one).

    Attributes:
        headers: Last lines of its headers, from 1.
        problems: What is wrong, by row from 1.
        cells: The cells at fault, such as E24.
        rows: The rows that hold a project, taken or refused: what they count is kept as a number.
    """

    sheet: str | None
    headers: Sequence[int]
    problems: Mapping[int, str]
    cells: Sequence[str] = ()
    rows: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet as rows of cells; merged ranges are (top, left, bottom, right) from 0."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merges: Sequence[Corners] = ()


def mark_workbook(data: bytes, marks: Iterable[Marks]) -> bytes:
    """Return an .xlsx file as it was, with its look, and a column that says what is wrong.

    A formula in a row that holds a project becomes the number it showed: the library keeps
    either the one or the other, and a file sent back as it is must be read as before.
    """
    book = openpyxl.load_workbook(io.BytesIO(data))
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for mark in marks:
        sheet = book[mark.sheet or book.sheetnames[0]]
        _fix_numbers(sheet, shown[sheet.title], mark.rows)
        _mark(sheet, mark)
    return _saved(book)


def rebuild_workbook(sheets: Iterable[PlainSheet], marks: Iterable[Marks]) -> bytes:
    """Return an .xlsx file of what another kind of file held, marked the same way."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, day)
    return mark_workbook(file.getvalue(), marks)


def _fix_numbers(sheet: Worksheet, shown: Worksheet, rows: Iterable[int]) -> None:
    for row in rows:
        for cell in sheet[row]:
            if cell.data_type == "f":
                cell.value = shown[cell.coordinate].value


def _mark(sheet: Worksheet, mark: Marks) -> None:
    column = _column_for(sheet, mark)
    for row in mark.rows:  # of an earlier round
        sheet.cell(row, column).value = None
    for row in mark.headers:
        _write_mark(sheet, row, column, PROBLEM_HEADING)
    for row, problem in mark.problems.items():
        _write_mark(sheet, row, column, problem)
    for address in mark.cells:
        sheet[address].fill = _FILL
    sheet.column_dimensions[get_column_letter(column)].width = _WIDTH


def _column_for(sheet: Worksheet, mark: Marks) -> int:
    """Return the column of an earlier round, else the first behind all that holds anything."""
    lines = [*mark.headers, *mark.rows]
    filled = [cell for row in lines for cell in sheet[row] if cell.value is not None]
    before = [cell.column for cell in filled if cell.value == PROBLEM_HEADING]
    if before:
        return int(before[0])
    merged = [
        each.max_col
        for each in sheet.merged_cells.ranges
        if any(each.min_row <= row <= each.max_row for row in lines)
    ]
    return int(max((*(cell.column for cell in filled), *merged), default=0)) + 1


def _write_mark(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.fill, cell.font = _FILL, _FONT
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _write(sheet: Any, plain: PlainSheet, day: Any) -> None:
    sheet.set_column(0, max(map(len, plain.rows), default=1), _PLAIN_WIDTH)
    for top, left, bottom, right in plain.merges:
        sheet.merge_range(top, left, bottom, right, "")
    for row, cells in enumerate(plain.rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(row, column, cell)
            elif isinstance(cell, (date, datetime, time, timedelta)):
                sheet.write_datetime(row, column, cell, day)
            else:
                sheet.write(row, column, cell)


def _saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
