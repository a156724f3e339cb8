"""Ledgers of other counties: how headers, captions and merged cells are understood."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.ledger_rows import Advice, NotData, Reason
from bot.domain.terms import Kind, MilestoneKind

HEADER = [
    "序号",
    "项目名称",
    "总投资",
    "年度计划投资",
    "包联领导",
    "责任单位",
    "责任人",
    "完成时限",
]
ROW: list[object] = [1, "甲水库", 860, 200, "李岩", "县水务局", "张三", "9月底前"]

DEEP_HEADER = [
    ["序号", "基本情况", "", "投资", "", "", "", "责任", "", "", "", "", "时间", ""],
    ["", "项目", "", "总投资", "2020年", "", "开工累计", "包抓县领导", "", "建设单位", "", "", "开工", "竣工"],
    ["", "项目名称", "建设性质", "", "计划投资", "完成投资", "完成投资", "姓名", "职务", "名称", "负责人", "联系电话", "", ""],
]  # fmt: skip
DEEP_MERGES = (
    *((1, 0, 3, 0), (1, 1, 1, 2), (1, 3, 1, 6), (1, 7, 1, 11), (1, 12, 1, 13), (2, 1, 2, 2)),
    *((2, 3, 3, 3), (2, 4, 2, 5), (2, 7, 2, 8), (2, 9, 2, 11), (2, 12, 3, 12), (2, 13, 3, 13)),
)
DEEP_ROW = [
    *("1", "甲水库", "续建", 8.6, 1.8, 0.3, 0.9, "副县长李岩", "副县长", "县水务局"),
    *("局长张三", "138-0000-0001", "2019年5月", "2020年底"),
]


def test_three_lines_of_merged_headings_are_understood(read_rows: Any) -> None:
    ledger = read_rows([["单位：亿元"], *DEEP_HEADER, DEEP_ROW], DEEP_MERGES)

    (row,) = ledger.accepted
    assert (row.total_wan, row.plan_wan) == (86000, 18000)
    assert (row.done_year_wan, row.cumulative_wan) == (3000, 9000)
    assert (row.leaders, row.owner, row.person) == (("李岩",), "县水务局", "张三")
    assert (row.phone, row.start) == ("13800000001", date(2019, 5, 31))
    assert row.extra == (("职务", "副县长"),)


def test_a_text_file_without_merged_cells_is_understood_the_same(read_rows: Any) -> None:
    merged = read_rows([["单位：亿元"], *DEEP_HEADER, DEEP_ROW], DEEP_MERGES)
    flat = read_rows([["单位：亿元"], *DEEP_HEADER, DEEP_ROW])

    assert flat == merged


def test_a_second_table_may_have_other_columns_in_another_order(read_rows: Any) -> None:
    second = [
        "编号",
        "责任单位及责任人",
        "工程名称",
        "完成时间",
        "牵头县领导",
        "估算总投资（亿元）",
        "今年计划投资",
    ]
    ledger = read_rows(
        [
            HEADER,
            ROW,
            [],
            ["表二：新建项目"],
            second,
            ["1", "县林草局（王林）", "丁林", "10月底前", "王三", 0.12, 800],
        ]
    )

    first, other = ledger.accepted
    assert (first.name, other.name) == ("甲水库", "丁林")
    assert (other.kind, other.owner, other.person) == (Kind.NEW, "县林草局", "王林")
    assert (other.total_wan, other.plan_wan) == (1200, 800)


def test_a_repeated_header_is_skipped(read_rows: Any) -> None:
    ledger = read_rows([HEADER, ROW, HEADER, [2, "乙桥", *ROW[2:]]])

    assert [row.name for row in ledger.accepted] == ["甲水库", "乙桥"]
    assert [row.type for row in ledger.skipped] == [NotData.HEADER, NotData.HEADER]


def test_merged_people_speak_for_every_row_they_cover(read_rows: Any) -> None:
    other: list[object] = [2, "乙桥", 500, 100, "", "", "", "10月底"]
    merges = ((1, 4, 2, 4), (1, 5, 2, 5), (1, 6, 2, 6))
    first, second = read_rows([HEADER, ROW, other], merges).accepted

    assert (second.leaders, second.owner, second.person) == (
        first.leaders,
        first.owner,
        first.person,
    )


def test_merged_sums_do_not(read_rows: Any) -> None:
    other: list[object] = [2, "乙桥", "", 100, *ROW[4:]]
    (refused,) = read_rows([HEADER, ROW, other], ((1, 2, 2, 2),)).rejected

    assert refused.reason is Reason.BAD_AMOUNT


def test_lines_under_a_merged_name_continue_it(read_rows: Any) -> None:
    more: list[object] = ["", "", 100, "", "", "县财政局", "", ""]
    ledger = read_rows([HEADER, ROW, more], ((1, 1, 2, 1),))

    assert len(ledger.accepted) == 1
    assert [row.type for row in ledger.skipped] == [NotData.HEADER, NotData.CONTINUATION]


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        pytest.param(["一、续建项目（18项）", "", 900], NotData.SECTION, id="section with a sum"),
        pytest.param(["一", "续建项目"], NotData.SECTION, id="section in two cells"),
        pytest.param(["（二）产业类"], NotData.SECTION, id="subsection"),
        pytest.param(["新建项目"], NotData.SECTION, id="caption without a number"),
        pytest.param(["合\u3000计", "", 900], NotData.TOTAL, id="total with space"),
        pytest.param(["", "县水务局小计", 900], NotData.TOTAL, id="subtotal of a unit"),
        pytest.param(["", "平均", 900], NotData.TOTAL, id="mean"),
        pytest.param(["注：本表一式两份"], NotData.NOTE, id="note"),
        pytest.param(["填表人：张三", "", "", "", "审核：李四"], NotData.NOTE, id="signatures"),
        pytest.param(["", "其中：引桥", 100, 50, "李岩", "县水务局"], NotData.DETAIL, id="detail"),
        pytest.param(["", "附属工程", 100], NotData.DETAIL, id="row that nobody owns"),
        pytest.param([7], NotData.BLANK, id="number waiting for a project"),
        pytest.param(["", "\u3000"], NotData.BLANK, id="spaces"),
    ],
)
def test_a_row_that_is_no_project_is_skipped(
    cells: list[object], what: NotData, read_rows: Any
) -> None:
    ledger = read_rows([HEADER, ROW, cells, [2, "乙桥", *ROW[2:]]])

    assert [row.name for row in ledger.accepted] == ["甲水库", "乙桥"]
    assert [row.type for row in ledger.skipped] == [NotData.HEADER, what]


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        pytest.param(1, "", Reason.MISSING_NAME, id="no name"),
        pytest.param(5, "待定", Reason.MISSING_OWNER, id="no owner"),
        pytest.param(4, "未明确", Reason.MISSING_LEADER, id="no leader"),
        pytest.param(2, -5, Reason.BAD_AMOUNT, id="negative"),
        pytest.param(2, 0, Reason.BAD_AMOUNT, id="zero"),
        pytest.param(2, "待批复", Reason.BAD_AMOUNT, id="text for money"),
        pytest.param(7, "视资金到位情况", Reason.BAD_DEADLINE, id="no date"),
        pytest.param(7, "6月31日", Reason.BAD_DEADLINE, id="impossible day"),
        pytest.param(7, 6.3, Reason.BAD_DEADLINE, id="a number that may be 6.3 or 6.30"),
        pytest.param(7, date(1985, 6, 30), Reason.BAD_DEADLINE, id="before 1990"),
        pytest.param(7, date(2220, 6, 30), Reason.BAD_DEADLINE, id="two centuries ahead"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(
    column: int, cell: object, reason: Reason, read_rows: Any
) -> None:
    ledger = read_rows([HEADER, [*ROW[:column], cell, *ROW[column + 1 :]]])

    assert [row.reason for row in ledger.rejected] == [reason]
    assert ledger.accepted == ()


def test_the_same_name_with_another_owner_is_another_project(read_rows: Any) -> None:
    other = [2, "甲 水 库", *ROW[2:5], "县住建局", *ROW[6:]]
    ledger = read_rows([HEADER, ROW, [3, "甲\n水库", *ROW[2:]], other])

    assert [row.owner for row in ledger.accepted] == ["县水务局", "县住建局"]
    assert [(row.row, row.reason) for row in ledger.rejected] == [(3, Reason.DUPLICATE)]


@pytest.mark.parametrize(
    ("cell", "day", "kind"),
    [
        pytest.param(44104.0, date(2020, 9, 30), MilestoneKind.FINISH, id="serial number"),
        pytest.param(date(2020, 8, 31), date(2020, 8, 31), MilestoneKind.FINISH, id="date"),
        pytest.param(20201031, date(2020, 10, 31), MilestoneKind.FINISH, id="eight digits"),
        pytest.param(9.15, date(2020, 9, 15), MilestoneKind.FINISH, id="number with one reading"),
        pytest.param("2019-2021", date(2021, 12, 31), MilestoneKind.FINISH, id="years"),
        pytest.param("年内开工", date(2020, 12, 31), MilestoneKind.START, id="start"),
    ],
)
def test_a_deadline_is_read_from_whatever_the_cell_holds(
    cell: object, day: date, kind: MilestoneKind, read_rows: Any
) -> None:
    (row,) = read_rows([HEADER, [*ROW[:7], cell]]).accepted

    assert (row.deadline, row.deadline_kind) == (day, kind)


def test_where_only_a_start_is_planned_the_start_is_due(read_rows: Any) -> None:
    (row,) = read_rows([[*HEADER[:7], "计划开工时间"], [*ROW[:7], "6月底"]]).accepted

    assert (row.deadline, row.deadline_kind) == (date(2020, 6, 30), MilestoneKind.START)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        pytest.param("甲县2020年新建项目责任清单", Kind.NEW, id="title"),
        pytest.param("甲县2020年前期项目责任清单", Kind.PREPARATORY, id="preparatory"),
        pytest.param("结转项目", Kind.CONTINUED, id="carried over"),
    ],
)
def test_a_title_names_the_kind_of_its_table(title: str, kind: Kind, read_rows: Any) -> None:
    (row,) = read_rows([[title], HEADER, ROW]).accepted

    assert (row.kind, row.warnings) == (kind, ())


def test_warnings_are_advice(read_rows: Any) -> None:
    cells = [1, "甲水库", "约860", 900, "李岩", "县水务局", "", "2020年3月"]
    first, second = read_rows([HEADER, cells, [2, "乙桥", 500, "", *ROW[4:]]]).accepted

    assert first.warnings == (
        *(Advice.APPROX_AMOUNT, Advice.PLAN_GT_TOTAL, Advice.DEADLINE_PAST),
        *(Advice.MISSING_PERSON, Advice.MISSING_KIND),
    )
    assert second.warnings == (Advice.MISSING_PLAN, Advice.MISSING_KIND)
    assert second.plan_wan is None


def test_a_column_of_deputy_heads_is_theirs_and_not_the_leaders(read_rows: Any) -> None:
    (row,) = read_rows([[*HEADER, "分管副县长"], [*ROW, "副县长周　毅"]]).accepted

    assert (row.leaders, row.line_leaders) == (("李岩",), ("周毅",))


def test_a_leaders_telephone_is_not_the_persons(read_rows: Any) -> None:
    header = [
        "项目名称",
        "总投资",
        "完成时限",
        "包联领导",
        "联系电话",
        "责任单位",
        "责任人",
        "联系电话",
    ]
    row = ["甲水库", 860, "年底", "李岩", "13800000009", "县水务局", "张三", "13800000001"]
    (found,) = read_rows([header, row]).accepted

    assert found.phone == "13800000001"
    assert found.extra == (("联系电话", "13800000009"),)


def test_a_unit_in_the_title_holds_for_headings_without_one(read_rows: Any) -> None:
    (row,) = read_rows([["单位：元"], HEADER, [*ROW[:2], 8_600_000, 2_000_000, *ROW[4:]]]).accepted

    assert (row.total_wan, row.plan_wan) == (Decimal(860), Decimal(200))
