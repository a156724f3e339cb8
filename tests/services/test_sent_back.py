"""A file sent back with what is wrong in it: its look stays, and mended it is taken."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from cast import Cast
from county import SAMPLES

from bot.domain.errors import NothingToSendBackError
from bot.domain.ledger_rows import PROBLEM_HEADING, LedgerFile
from bot.domain.terms import Role
from bot.services.sent_back import send_back
from bot.texts.messages import Document
from bot.workbooks.ledgers import read_ledger

TODAY = date(2020, 5, 8)
FILES = [
    pytest.param(path, id=path.name[:2])
    for path in sorted(SAMPLES.glob("p*"))
    if path.suffix != ".json" and not path.name.startswith("p2")  # of which no row is refused
]


def _sent_back(cast: Cast, name: str, data: bytes) -> Document:
    ledger = read_ledger(data, name, TODAY)
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        batch_id = services.imports.preview(office, name, ledger, data).batch_id
        return send_back(services.imports, office, batch_id)


def _rows(ledger: LedgerFile) -> list[tuple[Any, ...]]:
    return [(row.row, row.name, row.total_wan, row.deadline, row.extra) for row in ledger.accepted]


@pytest.mark.parametrize("path", FILES)
def test_a_file_sent_back_says_what_is_wrong_and_reads_as_before(cast: Cast, path: Path) -> None:
    before = read_ledger(path.read_bytes(), path.name, TODAY)

    document = _sent_back(cast, path.name, path.read_bytes())

    again = read_ledger(document.data, document.file_name, TODAY)
    assert document.file_name.endswith(".xlsx")
    assert _rows(again) == _rows(before)
    assert [(row.row, row.reason) for row in again.rejected] == [
        (row.row, row.reason) for row in before.rejected
    ]
    assert [row.type for row in again.skipped] == [row.type for row in before.skipped]
    assert again.extra_columns == before.extra_columns
    sheet = openpyxl.load_workbook(io.BytesIO(document.data))[again.sheet or ""]
    marked = {
        cell.row: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.column == _column(sheet) and cell.value and cell.value != PROBLEM_HEADING
    }
    assert sorted(marked) == [row.row for row in before.rejected]


def _column(sheet: Any) -> int:
    return int(
        next(
            cell.column
            for row in sheet.iter_rows()
            for cell in row
            if cell.value == PROBLEM_HEADING
        )
    )


def test_a_second_round_uses_the_same_column_and_forgets_what_was_mended(cast: Cast) -> None:
    path = next(SAMPLES.glob("p1*.xlsx"))
    first = _sent_back(cast, path.name, path.read_bytes())
    book = openpyxl.load_workbook(io.BytesIO(first.data))
    (refused, *_) = read_ledger(first.data, first.file_name, TODAY).rejected
    sheet = book[refused.sheet or ""]
    assert refused.cell is not None
    sheet[refused.cell].value = "100"
    file = io.BytesIO()
    book.save(file)

    second = _sent_back(cast, path.name, file.getvalue())

    again = openpyxl.load_workbook(io.BytesIO(second.data))[refused.sheet or ""]
    assert _column(again) == _column(sheet)
    headings = [c.value for row in again.iter_rows() for c in row if c.value == PROBLEM_HEADING]
    assert len(headings) == len(
        [c for row in sheet.iter_rows() for c in row if c.value == PROBLEM_HEADING]
    )


def test_the_look_stays_and_a_formula_in_a_row_becomes_what_it_showed(cast: Cast) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        sheet = made.add_worksheet("台账")
        red = made.add_format({"bg_color": "#FF0000", "bold": True})
        sheet.set_column(1, 1, 33)
        sheet.write_row(
            0, 0, ["序号", "项目名称", "总投资", "责任单位", "包联领导", "完成时限"], red
        )
        sheet.write_row(1, 0, [1, "甲", "", "住建局", "李岩", "10月"])
        sheet.write_formula(1, 2, "=400+460", None, 860)
        sheet.write_row(2, 0, [2, "乙", 10, "住建局", "李岩", "待定"])
        sheet.write(3, 1, "合计")
        sheet.write_formula(3, 2, "=SUM(C2:C3)", None, 870)

    document = _sent_back(cast, "台账.xlsx", file.getvalue())

    sheet = openpyxl.load_workbook(io.BytesIO(document.data))["台账"]
    assert sheet["A1"].fill.start_color.rgb == "FFFF0000"
    assert sheet.column_dimensions["B"].width == pytest.approx(33, abs=1)
    assert (sheet["C2"].value, sheet["C4"].value) == (860, "=SUM(C2:C3)")
    assert sheet["G3"].value == "完成时限看不懂（F3“待定”）"


def test_a_file_without_refused_rows_is_not_kept(cast: Cast) -> None:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        batch = services.imports.preview(office, "台账.xlsx", LedgerFile("表", (), (), ()), b"x")
        with pytest.raises(NothingToSendBackError):
            send_back(services.imports, office, batch.batch_id)
