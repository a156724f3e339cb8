"""The return as a workbook: totals are sums and their ratios, and nothing is ever NaN."""

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from bot.domain.returns import ReturnLine
from bot.domain.terms import Kind
from bot.papers.return_lines import ReturnPaper
from bot.papers.returns import render_return

LINE = ReturnLine(
    1, "P01", "甲水库", Kind.NEW, "县水务局", "李岩", Decimal(1000), Decimal(100), Decimal(80),
    Decimal(400), Decimal(500), "坝体完成", is_unchanged=False, has_returned=True,
    in_statistics=True,
)  # fmt: skip


def _rows(*lines: ReturnLine) -> list[list[Any]]:
    """Return the cells as a spreadsheet shows them before it computes anything itself."""
    made = render_return(ReturnPaper("5月投资完成报表", "截至今日", lines))
    sheet = openpyxl.load_workbook(io.BytesIO(made), data_only=True)["投资完成报表"]
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


def test_totals_are_sums_and_their_ratio() -> None:
    small = replace(LINE, code="P02", plan_wan=Decimal(10), year_wan=Decimal(10))
    rows = _rows(LINE, small, replace(LINE, code="P03", kind=Kind.CONTINUED))
    total = rows[-1]
    assert [row[1] for row in rows if row[0] is None] == [
        "续建小计（1项）",
        "新建小计（2项）",
        "合计（3项）",
    ]
    assert total[4:8] == [2010, 300, 810, 1500]
    assert total[8] == pytest.approx(810 / 2010)


@pytest.mark.parametrize("plan", [None, Decimal(0)])
def test_a_plan_of_nothing_gives_no_rate(plan: Decimal | None) -> None:
    rows = _rows(replace(LINE, plan_wan=plan))
    assert [row[8] for row in rows] == ["—"] * 3


def test_what_nobody_told_is_a_dash_and_not_nothing() -> None:
    rows = _rows(replace(LINE, month_wan=None, year_wan=None, cumulative_wan=None))
    assert rows[0][5:10] == ["—"] * 5
    assert rows[-1][5:10] == ["—"] * 5


def test_ten_hundred_million_is_a_number() -> None:
    assert _rows(replace(LINE, plan_wan=Decimal(100_000)))[0][4] == 100_000


def test_no_project_at_all_is_said_in_words() -> None:
    assert "没有项目" in _rows()[0][0]


def test_the_formulas_compute_what_is_shown() -> None:
    made = render_return(ReturnPaper("报表", "今日", [LINE, LINE]))
    sheet = openpyxl.load_workbook(io.BytesIO(made))["投资完成报表"]
    assert sheet["G6"].value == "=SUM(G4:G5)"
    assert sheet["G7"].value == "=SUM(G6:G6)"
    assert sheet["I7"].value == '=IF(OR(N(E7)=0,NOT(ISNUMBER(G7))),"—",G7/E7)'


def test_no_text_becomes_a_formula() -> None:
    rows = _rows(replace(LINE, name="=1+1", owner="@SUM(A1)", text="-2+3"))
    assert (rows[0][1], rows[0][2], rows[0][10]) == ("=1+1", "@SUM(A1)", "-2+3")


def test_when_all_have_returned_the_list_says_so() -> None:
    made = render_return(ReturnPaper("报表", "今日", [LINE]))
    sheet = openpyxl.load_workbook(io.BytesIO(made))["未报"]
    assert sheet["A4"].value == "全部已报"


def test_an_empty_cell_is_not_marked_as_unchanged() -> None:
    made = render_return(ReturnPaper("报表", "今日", [replace(LINE, text="", is_unchanged=True)]))
    cell = openpyxl.load_workbook(io.BytesIO(made))["投资完成报表"]["K4"]
    assert cell.fill.start_color.rgb != "FFFFFF00"


def test_a_row_is_as_tall_as_its_longest_text() -> None:
    long = replace(LINE, name="项目" * 36)
    made = render_return(ReturnPaper("报表", "今日", [replace(long, has_returned=False), LINE]))
    book = openpyxl.load_workbook(io.BytesIO(made))
    heights = book["投资完成报表"].row_dimensions
    assert heights[4].height >= 5 * 13.5 > heights[5].height
    assert book["未报"].row_dimensions[4].height >= 4 * 13.5
