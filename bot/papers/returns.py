"""The investment return 投资完成报表 as a workbook, by kind, with totals that are sums and their ratios.

XlsxWriter is imported here at the top: only the process that renders papers imports this module.
"""

import io
from collections.abc import Callable, Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bot.domain.returns import ReturnLine, in_statistics_rate
from bot.domain.terms import Kind
from bot.papers.return_lines import ReturnPaper
from bot.papers.row_heights import row_height
from bot.papers.sheets import FIRST_ROW, HEADING_ROW, OPTIONS, UNKNOWN, styles_of, write_head

Value = str | Decimal | None


def _statistics(line: ReturnLine) -> str:
    if line.in_statistics is None:
        return "不需"
    return "是" if line.in_statistics else "未入库"


# Heading, width in characters, style, value.
_COLUMNS: tuple[tuple[str, float, str, Callable[[ReturnLine], Value]], ...] = (
    ("编号", 7, "centre", lambda line: line.code),
    ("项目名称", 32, "text", lambda line: line.name),
    ("责任单位", 14, "text", lambda line: line.owner),
    ("责任人", 10, "centre", lambda line: line.person),
    ("年度计划", 11, "money", lambda line: line.plan_wan),
    ("本月完成", 11, "money", lambda line: line.month_wan),
    ("今年完成", 11, "money", lambda line: line.year_wan),
    ("累计完成", 11, "money", lambda line: line.cumulative_wan),
    ("完成率", 8, "rate", lambda line: line.rate),
    ("本月比上月", 11, "money", lambda line: line.change_wan),
    ("形象进度", 36, "text", lambda line: line.progress),
    ("已报", 6, "centre", lambda line: "是" if line.has_returned else "未报"),
    ("入库", 6, "centre", _statistics),
)
_WRAPPED = [(width, value) for _, width, style, value in _COLUMNS if style == "text"]
_WRAPPED_WIDTHS = [width for width, _ in _WRAPPED]
_NAMES = [heading for heading, *_ in _COLUMNS]
_SUMMED = [
    _NAMES.index(name) for name in ("年度计划", "本月完成", "今年完成", "累计完成", "本月比上月")
]
_PLAN, _YEAR, _RATE = (_NAMES.index(name) for name in ("年度计划", "今年完成", "完成率"))
_TEXT, _IN_STATISTICS = _NAMES.index("形象进度"), _NAMES.index("入库")


def render_return(paper: ReturnPaper) -> bytes:
    """Return the return as an .xlsx file: all projects, and on a second sheet who has not returned."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, OPTIONS)
    styles = styles_of(workbook)
    _write_return(workbook.add_worksheet("投资完成报表"), paper, styles)
    _write_missing(workbook.add_worksheet("未报"), paper, styles)
    workbook.close()
    return file.getvalue()


def _write_return(sheet: Worksheet, paper: ReturnPaper, styles: dict[str, Format]) -> None:
    last = len(_COLUMNS) - 1
    write_head(sheet, paper.title, paper.note, _NAMES, [each[1] for each in _COLUMNS], styles)
    row, totals = FIRST_ROW, []
    for kind in Kind:
        lines = [line for line in paper.lines if line.kind is kind]
        if lines:
            _write_lines(sheet, row, lines, styles)
            begin, row = row, row + len(lines)
            _write_total(sheet, row, f"{kind.value}小计", lines, styles, [(begin, row - 1)])
            totals.append(row)
            row += 1
    if totals:
        _write_total(sheet, row, "合计", paper.lines, styles, [(each, each) for each in totals])
        sheet.autofilter(HEADING_ROW, 0, row - 1, last)
    else:
        sheet.merge_range(
            row, 0, row, last, "目前没有项目；导入台账后再做这张表。", styles["text"]
        )
    sheet.freeze_panes(FIRST_ROW, 2)


def _write_lines(
    sheet: Worksheet, first: int, lines: Sequence[ReturnLine], styles: dict[str, Format]
) -> None:
    columns = [(at, styles[style], value) for at, (_, _, style, value) in enumerate(_COLUMNS)]
    unchanged, string, number = styles["unchanged"], sheet.write_string, sheet.write_number
    for row, line in enumerate(lines, start=first):
        sheet.set_row(row, row_height(_WRAPPED_WIDTHS, [value(line) for _, value in _WRAPPED]))
        for at, style, value_of in columns:
            value = value_of(line)
            if isinstance(value, Decimal):
                number(row, at, float(value), style)
            elif at == _TEXT and line.is_unchanged and value:
                string(row, at, value, unchanged)
            else:
                string(row, at, UNKNOWN if value is None else value, style)


def _write_total(
    sheet: Worksheet,
    row: int,
    name: str,
    lines: Sequence[ReturnLine],
    styles: dict[str, Format],
    parts: Sequence[tuple[int, int]],
) -> None:
    """Write sums over the rows of *parts* as formulas, and their ratio: never a mean of rates."""
    for at in range(len(_COLUMNS)):
        sheet.write_blank(row, at, None, styles["total"])
    sheet.write_string(row, 1, f"{name}（{len(lines)}项）", styles["total"])
    sums: dict[int, Decimal] = {}
    for at in _SUMMED:
        known = [value for line in lines if isinstance(value := _COLUMNS[at][3](line), Decimal)]
        sums[at] = sum(known, Decimal(0))
        cells = ",".join(
            f"{xl_rowcol_to_cell(first, at)}:{xl_rowcol_to_cell(last, at)}"
            for first, last in parts
        )
        formula = f"=SUM({cells})" if known else f'="{UNKNOWN}"'
        shown = float(sums[at]) if known else UNKNOWN
        sheet.write_formula(row, at, formula, styles["total_money"], shown)
    plan, year = xl_rowcol_to_cell(row, _PLAN), xl_rowcol_to_cell(row, _YEAR)
    is_told = any(line.year_wan is not None for line in lines)
    rate = float(sums[_YEAR] / sums[_PLAN]) if sums[_PLAN] and is_told else UNKNOWN
    formula = f'=IF(OR(N({plan})=0,NOT(ISNUMBER({year}))),"{UNKNOWN}",{year}/{plan})'
    sheet.write_formula(row, _RATE, formula, styles["total_rate"], rate)
    marks = in_statistics_rate(lines)
    in_statistics = f"{marks.numerator}/{marks.denominator}"
    sheet.write_string(row, _IN_STATISTICS, in_statistics, styles["total_rate"])


def _write_missing(sheet: Worksheet, paper: ReturnPaper, styles: dict[str, Format]) -> None:
    """Write who has not returned, by unit."""
    headings, widths = ["责任单位", "责任人", "编号", "项目名称"], [20, 12, 8, 40]
    missing = [line for line in paper.lines if not line.has_returned]
    note = f"共{len(paper.lines)}项，未报{len(missing)}项" if paper.lines else "目前没有项目"
    write_head(sheet, f"{paper.title}未报项目", note, headings, widths, styles)
    missing.sort(key=lambda line: (line.owner, line.person))
    for row, line in enumerate(missing, start=FIRST_ROW):
        values = (line.owner, line.person or "待明确", line.code, line.name)
        for at, value in enumerate(values):
            sheet.write_string(row, at, value, styles["text"])
        sheet.set_row(row, row_height(widths, values))
    if paper.lines and not missing:
        sheet.merge_range(FIRST_ROW, 0, FIRST_ROW, 3, "全部已报", styles["text"])
