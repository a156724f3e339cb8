"""The wall chart 挂图作战 and its kin, as .pdf and .png."""

from collections.abc import Sequence
from typing import Any, Literal

from bot.papers.chart_lines import ChartFrame, ChartLine, ChartSheet, ProjectSheet
from bot.papers.typesetting import Format, typeset

ON_ONE_PICTURE = 60
"""More lines than a page holds: a picture shows the first page, and the rest is not set for it."""


def render_wall_chart(
    frame: ChartFrame,
    sheets: Sequence[ChartSheet],
    format_: Format,
    paper: Literal["a3", "a4"] = "a3",
) -> bytes:
    """Return lists of projects as bars, as a picture the first page of the first list."""
    is_picture = format_ == "png"
    shown = [
        {
            "heading": sheet.heading,
            "lines": [_line(each) for each in _cut(sheet.lines, is_picture=is_picture)],
        }
        for sheet in sheets
    ]
    records = {"sheets": shown, "first_page_only": is_picture, "paper": paper}
    return typeset("wall_chart.typ", _frame(frame) | records, format_)


def render_project_sheets(frame: ChartFrame, sheets: Sequence[ProjectSheet]) -> bytes:
    """Return a page a project on A4 as a .pdf."""
    projects = [sheet._asdict() | {"line": _line(sheet.line)} for sheet in sheets]
    return typeset("project_sheets.typ", _frame(frame) | {"projects": projects}, "pdf")


def _cut(lines: Sequence[ChartLine], *, is_picture: bool) -> Sequence[ChartLine]:
    return lines[:ON_ONE_PICTURE] if is_picture else lines


def _frame(frame: ChartFrame) -> dict[str, Any]:
    months = [{"label": label, "at": at} for label, at in frame.months]
    return frame._asdict() | {"months": months}


def _line(line: ChartLine) -> dict[str, Any]:
    nodes = [each._asdict() for each in line.nodes]
    return line._asdict() | {"from": line.begins, "to": line.ends, "nodes": nodes}
