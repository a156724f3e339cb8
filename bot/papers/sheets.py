"""How sheets of figures look: title, note, headings that are repeated on each page, A4 landscape.

XlsxWriter is imported here at the top: only the process that renders papers imports this module.
"""

from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.papers.row_heights import row_height

UNKNOWN = "—"
"""Stands where a figure is not known: it is not nothing, and a sum passes over it."""

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
TITLE_ROW, NOTE_ROW, HEADING_ROW, FIRST_ROW = range(4)

_FONT = "宋体"
_A4 = 9
_YELLOW = "#FFFF00"
_MONEY = "#,##0.######;-#,##0.######;0"


def styles_of(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    """Return the formats of cells by what stands in them."""
    cell = {"font_name": _FONT, "font_size": 10, "border": 1, "valign": "vcenter"}
    centre = cell | {"align": "center"}
    total = {"bold": True, "bg_color": "#ECECEC"}
    money, rate = cell | {"num_format": _MONEY, "align": "right"}, centre | {"num_format": "0.0%"}
    kinds = {
        "title": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
        "note": {"font_name": _FONT, "font_size": 10},
        "heading": centre | {"bold": True, "bg_color": "#DDE6F0", "text_wrap": True},
        "text": cell | {"text_wrap": True},
        "unchanged": cell | {"text_wrap": True, "bg_color": _YELLOW},
        "centre": centre,
        "money": money,
        "rate": rate,
        "total": cell | total,
        "total_money": money | total,
        "total_rate": rate | total,
    }
    return {name: workbook.add_format(properties) for name, properties in kinds.items()}


def write_head(
    sheet: Worksheet,
    title: str,
    note: str,
    headings: Sequence[str],
    widths: Sequence[float],
    styles: dict[str, Format],
) -> None:
    """Write what stands above the figures, and set the page."""
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, len(headings) - 1, title, styles["title"])
    sheet.set_row(TITLE_ROW, 30)
    sheet.write_string(NOTE_ROW, 0, note, styles["note"])
    for at, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(HEADING_ROW, at, heading, styles["heading"])
    sheet.set_row(HEADING_ROW, row_height(widths, headings))
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW)
    sheet.set_footer("&C第 &P 页　共 &N 页")
