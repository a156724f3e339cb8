"""Ledgers as real counties keep them, each in a manner of its own: nothing is silently misread."""

from datetime import date
from typing import Any, NamedTuple

import pytest

from bot.domain.ledger_rows import LedgerFile
from bot.workbooks.errors import HeaderNotFoundError, SideBySideError


class County(NamedTuple):
    """A ledger, and what its rows say: accepted ones in words, rejected ones with the reason."""

    rows: list[list[object]]
    accepted: list[str]
    rejected: tuple[str, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    sheet: str = "Sheet1"


HEADER: list[object] = ["序号", "项目名称", "总投资", "责任单位", "包联领导", "完成时限"]

COUNTIES = {
    "title, unit line, two-line header, leaders on lines, phones in the person's cell": County(
        rows=[
            ["附件1"],
            ["甲县2020年重点项目县级领导包联责任分解表"],
            ["填报单位：县发改局", "", "", "", "", "", "单位：亿元"],
            ["序号", "项目名称", "总投资", "2020年计划投资", "包联县级领导", "责任单位", "", "完成时限"],
            ["", "", "", "", "", "单位名称", "责任人及电话", ""],
            ["一", "续建项目（2个）"],
            [1, "供暖管网", 1.2, 0.6, "县委书记 王建国\n县长 李春梅", "县住建局", "陈明 13800000001", "10月底"],
            [2, "医院迁建", 3.5, 1, "王建国、李春梅", "县卫健局", "赵云138 0000 0002", "2020.12"],
            ["二", "新建项目（1个）"],
            [3, "第三中学", 0.8, 0.3, "李春梅", "县教育局", "孙权", "年底前"],
            ["", "合计", 5.5, 1.9],
            ["注：以县政府文件为准。"],
        ],
        merges=(
            *((1, 0, 1, 7), (3, 0, 4, 0), (3, 1, 4, 1), (3, 2, 4, 2), (3, 3, 4, 3), (3, 4, 4, 4)),
            *((3, 5, 3, 6), (3, 7, 4, 7)),
        ),
        accepted=[
            "7 供暖管网 续建 12000/6000 王建国、李春梅 县住建局 陈明 13800000001 2020-10-31",
            "8 医院迁建 续建 35000/10000 王建国、李春梅 县卫健局 赵云 13800000002 2020-12-31",
            "10 第三中学 新建 8000/3000 李春梅 县教育局 孙权 - 2020-12-31",
        ],
    ),
    "unit, person and telephone in one cell": County(
        rows=[
            ["序号", "项目", "投资额（万元）", "挂包领导", "责任单位及责任人", "办结时限"],
            ["1", "道路硬化", 560, "张三丰（副县长）", "住建局 张三 13800000001", "2020年9月30日"],
            ["2", "桥梁加固", "320.5", "张三丰", "交通局：李四（13800000002）", "9.30"],
            ["3", "水渠", "1，000", "张三丰", "水利局王五", "2020/9/30"],
        ],
        accepted=[
            "2 道路硬化 新建 560/- 张三丰 住建局 张三 13800000001 2020-09-30",
            "3 桥梁加固 新建 320.5/- 张三丰 交通局 李四 13800000002 2020-09-30",
            "4 水渠 新建 1000/- 张三丰 水利局 王五 - 2020-09-30",
        ],
    ),
    "columns in reverse order, amounts in yuan, the kind only in the sheet's name": County(
        rows=[
            ["责任人", "联系电话", "责任单位", "县级领导", "竣工时间", "总投资(元)", "工程名称", "编号"],
            ["周瑜", 13800000005, "农业农村局", "孙权", 44074, 23_000_000, "高标准农田", "1"],
            ["鲁肃", "", "林草局", "孙权", "2020-11-30", "1,800,000", "退耕还林", "2"],
        ],
        sheet="前期项目",
        accepted=[
            "2 高标准农田 前期 2300/- 孙权 农业农村局 周瑜 13800000005 2020-08-31",
            "3 退耕还林 前期 180/- 孙权 林草局 鲁肃 - 2020-11-30",
        ],
    ),
    "another header further down, subtotals, a unit in the headings": County(
        rows=[
            ["一、续建项目"],
            ["序号", "项目名称", "总投资（万）", "年度计划", "包抓领导", "责任单位", "责任人", "完成时限"],
            [1, "甲", 500, 300, "赵一", "甲局", "钱二", "8月"],
            ["小计", "", 500, 300],
            ["二、新建项目"],
            ["序号", "项目名称", "建设规模", "总投资（亿）", "责任单位", "责任人", "包抓领导", "开工", "完成时限"],
            [1, "乙", "3公里", 0.06, "乙局", "孙三", "李四", "5月", "11月"],
            ["总计", "", "", 1100],
        ],
        accepted=[
            "3 甲 续建 500/300 赵一 甲局 钱二 - 2020-08-31",
            "7 乙 新建 600/- 李四 乙局 孙三 - 2020-11-30",
        ],
    ),
    "the unit alone in a line of the header": County(
        rows=[
            ["序号", "项目名称", "总投资", "2020年计划投资", "责任单位", "牵头县领导", "建设年限", ""],
            ["", "", "（亿元）", "（万元）", "", "", "起", "止"],
            [1, "甲", 1.2, 3000, "住建局", "李岩", "2019年4月", "2020年10月"],
        ],
        accepted=["3 甲 新建 12000/3000 李岩 住建局 - - 2020-10-31"],
    ),
    "a year's block, a start and a finish under one heading, columns counted": County(
        rows=[
            ["序号", "项目名称", "总投资", "2019年", "", "2020年", "", "责任单位", "包保领导", "时间节点", ""],
            ["", "", "", "计划", "完成", "计划", "完成", "", "", "开工", "竣工"],
            ["甲", "乙", 1, 2, 3, 4, 5, 6, 7, 8, 9],
            [1, "丙水库", 1000, 300, 280, 500, 100, "水利局", "李岩", "4月", "10月"],
        ],
        merges=((0, 3, 0, 4), (0, 5, 0, 6), (0, 9, 0, 10)),
        accepted=["4 丙水库 新建 1000/500 李岩 水利局 - - 2020-10-31"],
    ),
    "blocks of name, post and telephone for the leader and for the unit": County(
        rows=[
            ["序号", "项目名称", "总投资", "县级包联", "", "", "责任单位", "", "", "完成时限"],
            ["", "", "", "姓名", "职务", "电话", "单位", "责任人", "电话", ""],
            [1, "甲", 10, "李岩", "副县长", "13800000001", "住建局", "张三", "13800000002", "10月"],
        ],
        merges=((0, 3, 0, 5), (0, 6, 0, 8)),
        accepted=["3 甲 新建 10/- 李岩 住建局 张三 13800000002 2020-10-31"],
    ),
    "同上, and a kind that is ticked": County(
        rows=[
            ["序号", "项目名称", "建设性质", "", "总投资", "责任单位", "包联领导", "完成时限"],
            ["", "", "续建", "新建", "", "", "", ""],
            [1, "甲", "√", "", 10, "住建局", "李岩", "10月"],
            [2, "乙", "", "√", 20, "同上", "〃", "同上"],
            [3, "丙", "", "√", "同上", "同上", "同上", "11月"],
        ],
        merges=((0, 2, 0, 3),),
        accepted=[
            "3 甲 续建 10/- 李岩 住建局 - - 2020-10-31",
            "4 乙 新建 20/- 李岩 住建局 - - 2020-10-31",
        ],
        rejected=("5 丙 bad_amount E5",),
    ),
    "leaders merged over their projects, and one left blank": County(
        rows=[
            ["包联领导", "项目名称", "总投资", "责任单位", "完成时间"],
            ["李岩\n王芳", "甲", 10, "甲局", "6月"],
            ["", "乙", 20, "乙局", "7月"],
            ["", "丙", 30, "丙局", "8月"],
        ],
        merges=((1, 0, 2, 0),),
        accepted=[
            "2 甲 新建 10/- 李岩、王芳 甲局 - - 2020-06-30",
            "3 乙 新建 20/- 李岩、王芳 乙局 - - 2020-07-31",
        ],
        rejected=("4 丙 missing_leader A4",),
    ),
    "posts, numbers, roles and offices around the names": County(
        rows=[
            HEADER,
            [1, "甲", 10, "牵头单位：住建局\n配合单位：水利局", "1、李岩 2、王芳", "10月"],
            [2, "乙", 10, "住建局（牵头）、水利局", "牵头：李岩；配合：王芳", "10月"],
            [3, "丙", 10, "住建局\n张三 13800000001", "县政府 李岩", "10月"],
            [4, "丁", 10, "住建局", "组长李岩，副组长王芳", "10月"],
            [5, "戊", 10, "住建局", "李岩副县长13800000001、王芳副主席", "10月"],
            [6, "己", 10, "住建局", "县委办", "10月"],
        ],
        accepted=[
            "2 甲 新建 10/- 李岩、王芳 住建局 - - 2020-10-31",
            "3 乙 新建 10/- 李岩、王芳 住建局 - - 2020-10-31",
            "4 丙 新建 10/- 李岩 住建局 张三 13800000001 2020-10-31",
            "5 丁 新建 10/- 李岩、王芳 住建局 - - 2020-10-31",
            "6 戊 新建 10/- 李岩、王芳 住建局 - - 2020-10-31",
        ],
        rejected=("7 己 missing_leader E7",),
    ),
    "dates in every manner": County(
        rows=[
            HEADER,
            [1, "甲", 10, "住建局", "李岩", 2020],
            [2, "乙", 10, "住建局", "李岩", date(2020, 10, 31)],
            [3, "丙", 10, "住建局", "李岩", "２０２０．６"],
            [4, "丁", 10, "住建局", "李岩", "明年6月底"],
            [5, "戊", 10, "住建局", "李岩", "2020.5-2020.12"],
            [6, "己", 10, "住建局", "李岩", "6月底前完成主体，10月底前竣工"],
            [7, "庚", 10, "住建局", "李岩", "18个月"],
            [8, "辛", 10, "住建局", "李岩", 10.1],
            [9, "壬", 10, "住建局", "李岩", "10月底前完成50%"],
            [10, "癸", 10, "住建局", "李岩", "2020.10月底"],
        ],
        accepted=[
            "2 甲 新建 10/- 李岩 住建局 - - 2020-12-31",
            "3 乙 新建 10/- 李岩 住建局 - - 2020-10-31",
            "4 丙 新建 10/- 李岩 住建局 - - 2020-06-30",
            "5 丁 新建 10/- 李岩 住建局 - - 2021-06-30",
            "6 戊 新建 10/- 李岩 住建局 - - 2020-12-31",
            "11 癸 新建 10/- 李岩 住建局 - - 2020-10-31",
        ],
        rejected=(
            *("7 己 bad_deadline F7", "8 庚 bad_deadline F8", "9 辛 bad_deadline F9"),
            "10 壬 bad_deadline F10",
        ),
    ),
    "amounts that are two numbers, and amounts with spaces": County(
        rows=[
            HEADER,
            [1, "甲", "1 200 000元", "住建局", "李岩", "10月"],
            [2, "乙", "1200 300", "住建局", "李岩", "10月"],
            [3, "丙", "中央800、县400", "住建局", "李岩", "10月"],
            [4, "丁", "1.5亿（含征地）", "住建局", "李岩", "10月"],
        ],
        accepted=[
            "2 甲 新建 120/- 李岩 住建局 - - 2020-10-31",
            "5 丁 新建 15000/- 李岩 住建局 - - 2020-10-31",
        ],
        rejected=("3 乙 bad_amount C3", "4 丙 bad_amount C4"),
    ),
    "signatures and telephone numbers below the table": County(
        rows=[
            HEADER,
            ["①", "甲", 10, "住建局", "李岩", "10月"],
            ["", "全县合计", 10],
            ["填报人：张三", "", "", "联系电话：13800000001", "", "2020年5月8日"],
            ["单位负责人：", "", "", "", "", ""],
        ],
        accepted=["2 甲 新建 10/- 李岩 住建局 - - 2020-10-31"],
    ),
    "heads of the unit beside the leaders, telephones in every cell": County(
        rows=[
            ["序号", "项目名称", "总投资", "包联领导及电话", "责任单位及电话", "主要领导", "分管领导", "责任人及电话", "完成时限"],
            [1, "甲", 100, "王芳\n13800000001", "住建局\n0975-1234567", "赵局", "钱副局", "张三\n13800000002", "10月"],
        ],
        accepted=["2 甲 新建 100/- 王芳 住建局 张三 13800000002 2020-10-31"],
    ),
    "helpers beside the leaders and the units": County(
        rows=[
            ["序号", "重点工作", "牵头领导", "配合领导", "牵头单位", "配合单位", "责任人", "办理时限", "总投资（元）"],
            [1, "污水处理", "刘备", "关羽", "生态环境局", "住建局、水利局", "住建局 诸葛亮", "三季度", 12_000_000],
        ],
        accepted=["2 污水处理 新建 1200/- 刘备 生态环境局 诸葛亮 - 2020-09-30"],
    ),
}  # fmt: skip


def _accepted(ledger: LedgerFile) -> list[str]:
    return [
        f"{row.row} {row.name} {row.kind} {row.total_wan}/{_or_dash(row.plan_wan)}"
        f" {'、'.join(row.leaders)} {row.owner} {_or_dash(row.person)} {_or_dash(row.phone)}"
        f" {row.deadline}"
        for row in ledger.accepted
    ]


def _or_dash(value: object) -> object:
    return "-" if value is None else value


@pytest.mark.parametrize(
    "county", [pytest.param(each, id=name) for name, each in COUNTIES.items()]
)
def test_a_county_of_its_own_manner_is_understood(county: County, read_rows: Any) -> None:
    ledger = read_rows(county.rows, county.merges, county.sheet)

    assert _accepted(ledger) == county.accepted
    rejected = [f"{row.row} {row.name} {row.reason} {row.cell}" for row in ledger.rejected]
    assert tuple(rejected) == county.rejected
    lists = (ledger.accepted, ledger.rejected, ledger.skipped)
    numbers = sorted(row.row for rows in lists for row in rows)
    assert numbers == list(range(1, len(county.rows) + 1)), "each row is in exactly one list"


def test_what_the_helpers_do_is_kept_as_it_stands(read_rows: Any) -> None:
    county = COUNTIES["helpers beside the leaders and the units"]

    (row,) = read_rows(county.rows).accepted

    assert row.co_owners == ("住建局", "水利局")
    assert row.extra == (("配合领导", "关羽"), ("责任人（原文）", "住建局 诸葛亮"))


def test_two_tables_side_by_side_are_refused(read_rows: Any) -> None:
    row: list[object] = [1, "甲", 10, "住建局", "李岩", "10月"]

    with pytest.raises(SideBySideError) as caught:
        read_rows([["甲县"], [*HEADER, "", *HEADER], [*row, "", *row]])

    assert caught.value.row == 2


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(["年", "月"], id="year and month apart"),
        pytest.param(["一季度", "二季度"], id="what is to be done by each quarter"),
    ],
)
def test_a_deadline_in_parts_is_asked_for_rather_than_guessed(
    parts: list[object], read_rows: Any
) -> None:
    header, below = [*HEADER, ""], ["", "", "", "", "", *parts]
    row: list[object] = [1, "甲", 10, "住建局", "李岩", 2020, 10]

    with pytest.raises(HeaderNotFoundError) as caught:
        read_rows([header, below, row], ((0, 5, 0, 6),))

    assert caught.value.missing == ("deadline",)


def test_sheets_that_are_not_read_are_named(write_book: Any) -> None:
    import io

    import openpyxl

    from bot.workbooks.ledgers import read_ledger

    book = openpyxl.load_workbook(
        io.BytesIO(write_book([HEADER, [1, "甲", 10, "住建局", "李岩", "10月"]]))
    )
    book.create_sheet("新建项目").append(HEADER)
    book.create_sheet("作废").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)

    ledger = read_ledger(file.getvalue(), "台账.xlsx", date(2020, 5, 8))

    assert ledger.unread_sheets == ("新建项目",)
