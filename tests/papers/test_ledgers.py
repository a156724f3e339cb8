"""The exported ledger: it reads back as it was written, prints well and holds no formula."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import python_calamine

from bot.domain.ledger_rows import ExtraColumn, Field, LedgerFile, LedgerRow
from bot.domain.terms import Kind, Light, MilestoneKind
from bot.papers.ledger_lines import ChangeLine, LedgerLine, LedgerPaper
from bot.papers.ledgers import render_ledger
from bot.workbooks.ledgers import read_ledger

TODAY = date(2020, 5, 8)
SAMPLES = Path(__file__).parents[1] / "samples"
FILES = [
    pytest.param(path, id=path.name[:2])
    for path in sorted(SAMPLES.glob("p*"))
    if path.suffix != ".json"
]


def _line(row: LedgerRow, number: int) -> LedgerLine:
    return LedgerLine(
        code=f"P{number:02}",
        name=row.name,
        kind=row.kind,
        owner=row.owner,
        leaders=row.leaders,
        total_wan=row.total_wan,
        deadline=row.deadline,
        deadline_kind=row.deadline_kind,
        days_left=(row.deadline - TODAY).days,
        light=Light.RED,
        light_reason="今年完成17.8%，比时序进度33.9%慢16.1个百分点",
        co_owners=row.co_owners,
        township=row.township,
        person=row.person,
        phone=row.phone,
        line_leaders=row.line_leaders,
        plan_wan=row.plan_wan,
        done_year_wan=row.done_year_wan,
        cumulative_wan=row.cumulative_wan,
        start=row.start,
        rate=Decimal("0.178"),
        works_state="主体施工",
        percent=60,
        last_report="5月6日 张三：基础完成",
        difficulty="征地2户",
        extra=row.extra,
    )


def _paper(ledger: LedgerFile) -> LedgerPaper:
    lines = [_line(row, number) for number, row in enumerate(ledger.accepted, start=1)]
    change = ChangeLine("2020-05-06 10:00", "P07", "大桥", "完成时限", "10月", "11月", "李岩")
    return LedgerPaper(
        "甲县重点项目督查台账",
        "截至2020年5月8日",
        lines,
        [change],
        extra_columns=ledger.extra_columns,
    )


def _meaning(row: LedgerRow) -> LedgerRow:
    """Leave out where the row stood, and that its amount was once written with 约."""
    return replace(row, row=0, sheet=None, code=None, warnings=(), extra=tuple(sorted(row.extra)))


def _sheet_xml(book: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return [archive.read(name).decode() for name in sorted(names)]


@pytest.mark.parametrize("path", FILES)
def test_an_exported_ledger_reads_back_as_it_was(path: Path) -> None:
    ledger = read_ledger(path.read_bytes(), path.name, TODAY)

    again = read_ledger(render_ledger(_paper(ledger)), "督查台账.xlsx", TODAY)

    assert sorted(map(_meaning, again.accepted), key=str) == sorted(
        map(_meaning, ledger.accepted), key=str
    )
    assert again.rejected == ()
    assert set(again.extra_columns) == set(ledger.extra_columns)


def test_codes_come_back_so_that_a_renamed_project_is_known() -> None:
    path = next(SAMPLES.glob("p1*.xlsx"))
    ledger = read_ledger(path.read_bytes(), path.name, TODAY)

    again = read_ledger(render_ledger(_paper(ledger)), "督查台账.xlsx", TODAY)

    assert [row.code for row in again.accepted] == [f"P{n:02}" for n in range(1, 41)]


def test_each_group_has_its_sheet_and_the_mark_of_an_export_is_hidden() -> None:
    book = python_calamine.load_workbook(
        io.BytesIO(render_ledger(LedgerPaper("台账", "今日", [])))
    )

    assert book.sheet_names == ["续建", "新建", "前期", "变更", "duban"]
    assert book.sheets_metadata[-1].visible is python_calamine.SheetVisibleEnum.VeryHidden


def test_a_group_without_projects_prints_no_empty_headings() -> None:
    paper = LedgerPaper("台账", "今日", [_plain_line()])

    book = python_calamine.load_workbook(io.BytesIO(render_ledger(paper)))

    assert book.sheet_names == ["新建", "变更", "duban"]


def test_no_text_becomes_a_formula_or_a_link() -> None:
    risky = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "http://example.org", "{=1}")
    lines = [
        replace(_plain_line(), name=text, person=text, difficulty=text, extra=(("备注", text),))
        for text in risky
    ]
    change = ChangeLine(*(("=1+1",) * 7))

    sheets = _sheet_xml(render_ledger(LedgerPaper("=1+1", "=2", lines, [change], "=3")))

    assert not any(re.search(r"<f[ >]|<hyperlink", xml) for xml in sheets)


def test_an_unknown_column_stands_where_it_stood() -> None:
    line = replace(_plain_line(), extra=(("规模", "8座"), ("备注", "0012"), ("户数", "46")))
    columns = (ExtraColumn("规模", Field.KIND), ExtraColumn("户数", None))
    paper = LedgerPaper("台账", "今日", [line], extra_columns=columns)

    sheet = python_calamine.load_workbook(io.BytesIO(render_ledger(paper))).get_sheet_by_name(
        "新建"
    )
    headings, row = (sheet.to_python()[at] for at in (2, 4))

    assert headings[1] == "户数"
    assert headings[headings.index("建设性质") + 1] == "规模"
    assert headings[headings.index("完成时限") + 1] == "备注"
    assert row[headings.index("备注")] == "0012"
    assert row[headings.index("户数")] == 46


def test_the_sheet_is_set_up_for_printing() -> None:
    xml = _sheet_xml(render_ledger(LedgerPaper("台账", "今日", [_plain_line()])))[0]

    assert 'paperSize="9"' in xml
    assert 'orientation="landscape"' in xml
    assert '<autoFilter ref="A4:' in xml
    assert 'state="frozen"' in xml


def test_a_start_that_is_due_reads_back_as_a_start() -> None:
    line = replace(_plain_line(), deadline_kind=MilestoneKind.START)
    (row,) = read_ledger(
        render_ledger(LedgerPaper("台账", "今日", [line])), "台账.xlsx", TODAY
    ).accepted

    assert (row.deadline, row.deadline_kind) == (line.deadline, MilestoneKind.START)


def _plain_line() -> LedgerLine:
    return LedgerLine(
        code="P01",
        name="甲水库",
        kind=Kind.NEW,
        owner="县水务局",
        leaders=("李岩",),
        total_wan=Decimal("860.5"),
        deadline=date(2020, 12, 31),
        deadline_kind=MilestoneKind.FINISH,
        days_left=237,
        light=Light.GREY,
        light_reason="无数",
    )
