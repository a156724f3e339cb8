"""The weekly ranking as a workbook: a sheet a list, each score with its parts and their numbers.

XlsxWriter is imported here at the top: only the process that renders papers imports this module.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.domain.outcomes import RankedLine
from bot.domain.policies import Ranking
from bot.domain.rankings import Part
from bot.papers.row_heights import row_height
from bot.papers.sheets import FIRST_ROW, OPTIONS, UNKNOWN, styles_of, write_head

Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class RankingSheet:
    """A list of the ranking; `note` says as of when and how much was reported."""

    name: str
    title: str
    note: str
    lines: Sequence[RankedLine]


def render_ranking(sheets: Sequence[RankingSheet], weights: Ranking) -> bytes:
    """Return the lists of an issue as an .xlsx file, a sheet each."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, OPTIONS)
    styles = styles_of(workbook)
    for sheet in sheets:
        _write_list(workbook.add_worksheet(sheet.name), sheet, _columns(weights), styles)
    workbook.close()
    return file.getvalue()


# Heading, width in characters, style, value.
_Columns = Sequence[tuple[str, float, str, Callable[[RankedLine], Value]]]


def _columns(weights: Ranking) -> _Columns:
    return (
        ("名次", 6, "centre", lambda line: line.rank),
        ("比上期", 7, "centre", _move),
        ("编号", 7, "centre", lambda line: line.code),
        ("名称", 30, "text", lambda line: line.name),
        ("责任单位", 14, "text", lambda line: line.unit),
        ("得分", 7, "centre", lambda line: line.total),
        (f"偏差（{weights.deviation}分）", 9, "centre", _points(Part.DEVIATION)),
        (f"节点（{weights.milestones}分）", 9, "centre", _points(Part.MILESTONES)),
        (f"周报（{weights.reports}分）", 9, "centre", _points(Part.REPORTS)),
        (f"整改（{weights.items}分）", 9, "centre", _points(Part.ITEMS)),
        ("完成（万元）", 11, "money", lambda line: _judged(line, line.record.done_wan)),
        ("时序应完成（万元）", 11, "money", lambda line: _judged(line, line.record.expected_wan)),
        ("年度计划（万元）", 11, "money", lambda line: _judged(line, line.record.plan_wan)),
        ("偏差（百分点）", 9, "centre", lambda line: line.record.deviation_pp),
        ("单位以外的卡点", 18, "text", lambda line: line.blocker or ""),
        ("备注", 10, "text", _remark),
    )


def _points(part: Part) -> Callable[[RankedLine], Value]:
    return lambda line: line.parts.get(part.value)


def _move(line: RankedLine) -> str:
    if line.rank is None:
        return ""
    if line.last_rank is None:
        return "新"
    moved = line.last_rank - line.rank
    return f"↑{moved}" if moved > 0 else f"↓{-moved}" if moved < 0 else "＝"


def _judged(line: RankedLine, amount: Decimal) -> Decimal | None:
    """Return an amount that the curve judges, None where it judges nothing."""
    return amount.quantize(Decimal("0.01")) if line.record.plan_wan else None


def _remark(line: RankedLine) -> str:
    marks = (("豁免", line.exempt), ("拟列黑榜", line.black))
    return "、".join(word for word, is_so in marks if is_so)


def _write_list(
    sheet: Worksheet, shown: RankingSheet, columns: _Columns, styles: dict[str, Format]
) -> None:
    headings, widths = [each[0] for each in columns], [each[1] for each in columns]
    write_head(sheet, shown.title, shown.note, headings, widths, styles)
    for row, line in enumerate(shown.lines, start=FIRST_ROW):
        values = [value_of(line) for *_, value_of in columns]
        for at, ((_, _, style, _), value) in enumerate(zip(columns, values, strict=True)):
            if isinstance(value, Decimal | int):
                sheet.write_number(row, at, float(value), styles[style])
            else:
                sheet.write_string(row, at, UNKNOWN if value is None else value, styles[style])
        sheet.set_row(row, row_height(widths, values))
    if not shown.lines:
        last = len(columns) - 1
        sheet.merge_range(FIRST_ROW, 0, FIRST_ROW, last, "没有名次。", styles["text"])
    sheet.freeze_panes(FIRST_ROW, 4)
