"""A register of units is known by its headings, whatever a county calls them."""

import io
from typing import Any

import pytest
import xlsxwriter

from bot.domain.unit_rows import RegisterFile, UnitField, UnitReason, UnitRow
from bot.papers.registers import render_register
from bot.workbooks.registers import read_register


def _workbook(
    rows: list[list[Any]], merges: tuple[tuple[int, int, int, int, str], ...] = ()
) -> bytes:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = workbook.add_worksheet("名册")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    for merge in merges:
        sheet.merge_range(*merge)
    workbook.close()
    return file.getvalue()


def _read(data: bytes, name: str = "名册.xlsx") -> RegisterFile:
    register = read_register(data, name)
    assert register is not None
    return register


def test_a_register_as_a_county_keeps_it() -> None:
    data = _workbook(
        [
            ["X县单位名册"],
            ["序号", "单位名称", "主要负责人", "联系电话", "分管领导", "所在乡镇"],
            [1, "县水务局", "局长 李岩", 13800000001, "赵副县长", "镇一"],
            [2, "县住建局", "何 局", "138-0000-0002", "赵副县长", ""],
            ["合计", "", "", "", "", ""],
        ]
    )
    register = _read(data)
    assert register.refused == ()
    assert register.accepted[0] == UnitRow(
        3, "县水务局", "李岩", "13800000001", "赵副县长", None, "镇一"
    )
    assert (register.accepted[1].unit, register.accepted[1].head_phone) == (
        "县住建局",
        "13800000002",
    )


def test_a_line_leader_merged_over_several_units_leads_each() -> None:
    rows = [
        ["分管县领导", "电话", "部门", "负责人"],
        ["", "", "县水务局", "李岩"],
        ["", "", "县教育局", "周毅"],
    ]
    merges = ((1, 0, 2, 0, "尕玛求培"), (1, 1, 2, 1, "13800000009"))
    found = _read(_workbook(rows, merges)).accepted
    assert [(each.line_leader, each.line_leader_phone) for each in found] == [
        ("尕玛求培", "13800000009")
    ] * 2


def test_a_text_file_will_do() -> None:
    data = "单位,负责人\n县水务局,李岩13800000001\n".encode("gb18030")
    (row,) = _read(data, "名册.csv").accepted
    assert (row.unit, row.head, row.head_phone) == ("县水务局", "李岩", "13800000001")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(["", "李岩"], UnitReason.MISSING_UNIT, id="no unit"),
        pytest.param(["县水务局", "李岩、周毅"], UnitReason.SEVERAL_NAMES, id="two heads"),
        pytest.param(["县教育局", "周毅"], UnitReason.DUPLICATE, id="twice"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(
    row: list[str], reason: UnitReason
) -> None:
    register = _read(_workbook([["单位", "负责人"], ["县教育局", "周毅"], row]))
    assert [each.reason for each in register.refused] == [reason]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [["项目名称", "责任单位", "负责人"], ["水库", "县水务局", "李岩"]], id="a ledger"
        ),
        pytest.param([["单位", "金额"], ["县水务局", 12]], id="a list without people"),
        pytest.param([["随便", "什么"]], id="anything else"),
    ],
)
def test_other_files_are_no_registers(rows: list[list[Any]]) -> None:
    assert read_register(_workbook(rows), "x.xlsx") is None


def test_an_exported_register_reads_back_as_it_was_written() -> None:
    line = ("县水务局", "李岩", "13800000001", "赵副县长", "13800000002", "=镇一")
    (row,) = _read(render_register("单位名册", "截至", [line])).accepted
    assert (row.unit, row.head, row.head_phone) == line[:3]
    assert (row.line_leader, row.line_leader_phone, row.township) == line[3:]
    assert len(line) == len(UnitField)
