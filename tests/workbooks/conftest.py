import io
from collections.abc import Callable, Sequence
from datetime import date

import pytest
import xlsxwriter

from bot.domain.ledger_rows import LedgerFile
from bot.workbooks.ledgers import read_ledger

TODAY = date(2020, 5, 8)
Cells = Sequence[Sequence[object]]
Merges = Sequence[tuple[int, int, int, int]]
WriteBook = Callable[..., bytes]
ReadRows = Callable[..., LedgerFile]


def _book(rows: Cells, merges: Merges = (), name: str = "Sheet1") -> bytes:
    """Return a workbook of *rows*; merges are (top, left, bottom, right) from 0."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = workbook.add_worksheet(name)
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for top, left, bottom, right in merges:
        sheet.merge_range(top, left, bottom, right, "")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, cell, day)
            elif isinstance(cell, str) and cell:
                sheet.write_string(at, column, cell)
            elif isinstance(cell, (int, float)):
                sheet.write_number(at, column, cell)
    workbook.close()
    return file.getvalue()


@pytest.fixture
def write_book() -> WriteBook:
    return _book


@pytest.fixture
def read_rows() -> ReadRows:
    def read(rows: Cells, merges: Merges = (), name: str = "Sheet1") -> LedgerFile:
        return read_ledger(_book(rows, merges, name), "台账.xlsx", TODAY)

    return read
