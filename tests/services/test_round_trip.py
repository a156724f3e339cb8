"""The ledger goes out as a workbook and comes back: what was edited changes, and nothing else."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl
import pytest
from cast import Cast
from county import SAMPLES
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.ledger_rows import LedgerFile
from bot.domain.outcomes import FieldChange, ImportApplied, ImportPreview
from bot.domain.records import Source
from bot.domain.terms import Role
from bot.workbooks.ledgers import read_ledger

TODAY = date(2020, 5, 8)
HEADINGS = 3


@dataclass
class Export:
    """An exported ledger, opened as somebody would open it."""

    book: Any

    def cell(self, code: str, heading: str) -> Any:
        """Return the cell of a project under a heading."""
        sheet, row = self._row(code)
        return sheet.cell(row, self._column(sheet, heading))

    def _row(self, code: str) -> tuple[Worksheet, int]:
        for sheet in self.book.worksheets[:3]:
            column = self._column(sheet, "督办编号")
            for row in range(HEADINGS, sheet.max_row + 1):
                if sheet.cell(row, column).value == code:
                    return sheet, row
        raise LookupError(code)

    def _column(self, sheet: Worksheet, heading: str) -> int:
        cells = [*sheet[HEADINGS], *sheet[HEADINGS + 1]]
        return int(next(cell.column for cell in cells if cell.value == heading))

    def read(self) -> LedgerFile:
        """Return what the edited workbook says."""
        file = io.BytesIO()
        self.book.save(file)
        return read_ledger(file.getvalue(), "督查台账.xlsx", TODAY)


def _export(cast: Cast) -> Export:
    with cast.services() as services:
        document = services.exports.ledger(cast.person(services, Role.OFFICE))
    return Export(openpyxl.load_workbook(io.BytesIO(document.data)))


def _preview(cast: Cast, ledger: LedgerFile) -> ImportPreview:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        return services.imports.preview(office, "督查台账.xlsx", ledger)


def _apply(cast: Cast, preview: ImportPreview) -> None:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        applied = services.imports.apply(office, preview.batch_id, Source(), "县政府会议纪要")
    assert isinstance(applied, ImportApplied), applied


def _changes(preview: ImportPreview) -> set[tuple[str, FieldChange]]:
    return {(each.code, change) for each in preview.changed for change in each.changes}


@pytest.fixture(params=["p1", "p2", "p3", "p4"])
def county(request: pytest.FixtureRequest, cast: Cast) -> Cast:
    """Return a county that imported p1 and then one of the samples."""
    path = next(each for each in SAMPLES.glob(f"{request.param}_*") if each.suffix != ".json")
    ledger = read_ledger(path.read_bytes(), path.name, TODAY)
    _apply(cast, _preview(cast, ledger))
    return cast


def test_an_export_that_nobody_edited_changes_nothing(county: Cast) -> None:
    preview = _preview(county, _export(county).read())

    assert (preview.new, preview.changed, preview.missing, preview.refused) == (0, (), (), ())


def test_three_edited_cells_are_exactly_three_changes(cast: Cast) -> None:
    export = _export(cast)
    export.cell("P01", "责任人").value = "新来的"
    export.cell("P02", "总投资（万元）").value = 13000
    export.cell("P30", "完成时限").value = "2020年11月底"

    preview = _preview(cast, export.read())

    assert _changes(preview) == {
        ("P01", FieldChange("person", cast.project("P01").duties[-1].name, "新来的")),
        ("P02", FieldChange("total_wan", 12600, 13000)),
        (
            "P30",
            FieldChange(
                "deadline", cast.project("P30").main_milestone.deadline, date(2020, 11, 30)
            ),
        ),
    }
    _apply(cast, preview)
    again = _preview(cast, export.read())
    assert (again.new, again.changed, again.missing) == (0, (), ())


@pytest.mark.parametrize(
    ("heading", "value", "told"),
    [
        pytest.param("项目名称", "换了名的项目", lambda it: it.name, id="name"),
        pytest.param("责任单位", "县另一个局", lambda it: it.owner, id="owner"),
        pytest.param("属地乡镇", "城关镇", lambda it: it.township, id="township"),
        pytest.param("包联领导", "马国栋", lambda it: it.leaders[0].name, id="leader"),
        pytest.param("备注", "已核", lambda it: dict(it.extra)["备注"], id="a column not known"),
    ],
)
def test_an_edited_cell_comes_back_by_the_code_of_its_project(
    cast: Cast, heading: str, value: str, told: Callable[[Any], Any]
) -> None:
    export = _export(cast)
    export.cell("P20", heading).value = value

    preview = _preview(cast, export.read())

    (changed,) = preview.changed
    assert (changed.code, [each.new for each in changed.changes]) in [
        ("P20", [value]),
        ("P20", [(value,)]),
    ]
    assert preview.missing == ()
    _apply(cast, preview)
    assert told(cast.project("P20")) == value
    assert _preview(cast, _export(cast).read()).changed == ()


def test_an_emptied_cell_of_an_export_is_emptied(cast: Cast) -> None:
    export = _export(cast)
    export.cell("P02", "责任人").value = None

    (changed,) = _preview(cast, export.read()).changed

    assert changed.changes == (FieldChange("person", "陈海平", None),)


def test_what_the_ledger_changed_while_the_workbook_was_out_is_not_turned_back(cast: Cast) -> None:
    export = _export(cast)
    export.cell("P01", "责任人").value = "新来的"
    other = _export(cast)
    other.cell("P02", "完成时限").value = date(2020, 9, 30)
    other.cell("P03", "备注").value = "已核"
    _apply(cast, _preview(cast, other.read()))

    preview = _preview(cast, export.read())

    assert [each.code for each in preview.changed] == ["P01"]
    assert preview.kept == 2


def test_a_code_that_was_copied_to_another_project_is_refused(cast: Cast) -> None:
    export = _export(cast)
    export.cell("P20", "督办编号").value = "P21"

    preview = _preview(cast, export.read())

    assert [each.reason for each in preview.refused] == ["other_code"]
    assert preview.changed == ()


def test_columns_duban_does_not_know_come_back_in_their_place(cast: Cast) -> None:
    first = _export(cast)
    sheet = first.book.worksheets[0]
    headings = [cell.value for cell in sheet[HEADINGS] if cell.value]

    assert "建设规模及内容" in headings
    assert _preview(cast, first.read()).changed == ()
    _apply(cast, _preview(cast, first.read()))
    again = _export(cast).book.worksheets[0]
    assert [cell.value for cell in again[HEADINGS] if cell.value] == headings
