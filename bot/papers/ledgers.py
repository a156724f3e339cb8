"""The ledger 督查台账 as a workbook: a sheet a group, one of the changes, ready to print.

It reads back as it was written: headings are those that `ledger_rows` names, columns that duban
computes stand under a band of their own, and a hidden sheet marks the workbook as an export.
XlsxWriter is imported here at the top: only the process that renders papers imports this module.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.domain.ledger_rows import EXPORT_MARK, OWN_BAND, STANDARD_HEADINGS, Field
from bot.domain.lights import LIGHT_WORDS
from bot.domain.terms import Kind, Light
from bot.papers.ledger_columns import (
    CHANGE_COLUMNS,
    FIELDS,
    MAY_HIDE,
    OWN_COLUMNS,
    Column,
    Value,
    columns_of,
)
from bot.papers.ledger_lines import LedgerLine, LedgerPaper
from bot.papers.row_heights import row_height

# Fill and ink of each light; the word stays readable where the printer knows only grey.
_LIGHT_COLOURS = {
    Light.RED: ("#F8CBCB", "#9C0006"),
    Light.YELLOW: ("#FFEB9C", "#7F6000"),
    Light.GREEN: ("#C6E9CE", "#006100"),
    Light.GREY: ("#E3E3E3", "#595959"),
}
_FONT = "宋体"
# A text is never a formula or a link, whatever it begins with.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_TITLE_ROW, _NOTE_ROW, _BAND_ROW, _HEADING_ROW, _FIRST_ROW = range(5)
# Longest text that a cell of the format can hold.
_LONGEST_TEXT = 32_767
_NUMBERS_WIDTH = 4.5
# XlsxWriter's number for the paper, and how many pixels stand across it at 100 %: 277 mm of 96 dpi,
# less a sixth, by which columns are wider where the default font is not to be had.
_A4 = 9
_PAGE_PIXELS = 870
_PRINT_SCALE = 62


def render_ledger(paper: LedgerPaper) -> bytes:
    """Return the ledger as an .xlsx file with sheets 续建, 新建, 前期 and 变更.

    A group without projects has none; a ledger without any has them all, to be filled in.
    """
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, _OPTIONS)
    styles = _styles(workbook)
    columns = columns_of(paper)
    for kind in Kind:
        lines = [line for line in paper.lines if line.kind is kind]
        if lines or not paper.lines:
            _write_group(workbook.add_worksheet(kind.value), paper, columns, lines, styles)
    _write_changes(workbook.add_worksheet("变更"), paper, styles)
    mark = workbook.add_worksheet(EXPORT_MARK)
    mark.write_number(0, 0, paper.as_of_change)
    mark.very_hidden()
    workbook.close()
    return file.getvalue()


def _styles(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    """Return the formats of the workbook by name."""
    cell = {"font_name": _FONT, "font_size": 10, "border": 1, "valign": "vcenter"}
    centre = cell | {"align": "center", "text_wrap": True}
    heading = centre | {"bold": True, "bg_color": "#DDE6F0"}
    plain = {"font_name": _FONT, "font_size": 10}
    kinds = {
        "title": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
        "note": plain,
        "heading": heading,
        "band": heading | {"bg_color": "#ECECEC"},
        "text": cell | {"text_wrap": True},
        "centre": centre,
        "light": centre | {"bold": True},
        "money": cell | {"num_format": "#,##0.######", "align": "right"},
        "day": centre | {"num_format": "yyyy-mm-dd"},
        "count": centre | {"num_format": "0"},
        "rate": centre | {"num_format": "0.0%"},
    }
    kinds |= {
        light.value: {"bg_color": fill, "font_color": ink}
        for light, (fill, ink) in _LIGHT_COLOURS.items()
    }
    return {name: workbook.add_format(properties) for name, properties in kinds.items()}


def _write_group(
    sheet: Worksheet,
    paper: LedgerPaper,
    columns: Sequence[Column],
    lines: Sequence[LedgerLine],
    styles: dict[str, Format],
) -> None:
    """Write the lines of one kind under title and headings."""
    last = len(columns)
    title, note = f"{paper.title}（{sheet.name}）", f"{paper.as_of}　单位：万元"
    widths = [_shown_width(column, lines) for column in columns]
    names = columns.index(FIELDS[Field.NAME]) + 1
    breaks = _page_breaks(widths, names)
    _write_titles(sheet, title, note, breaks[0] - 1, styles)
    _write_headings(sheet, columns, styles)
    sheet.set_column(0, 0, _NUMBERS_WIDTH)
    for at, (column, width) in enumerate(zip(columns, widths, strict=True), start=1):
        sheet.set_column(at, at, column.width, None, {"hidden": not width})
    for row, line in enumerate(lines, start=_FIRST_ROW):
        sheet.write_number(row, 0, row - _FIRST_ROW + 1, styles["count"])
        values = [column.value(line) for column in columns]
        for at, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
            _write(sheet, row, at, value, styles[column.style])
        sheet.set_row(row, row_height([column.width for column in columns], values))
    _colour_lights(sheet, columns, len(lines), styles)
    sheet.freeze_panes(_FIRST_ROW, names + 1)
    sheet.autofilter(_HEADING_ROW, 0, max(_HEADING_ROW, _FIRST_ROW + len(lines) - 1), last)
    _set_up_print(sheet, _BAND_ROW, _HEADING_ROW)
    _part_pages(sheet, breaks, names)


def _shown_width(column: Column, lines: Sequence[LedgerLine]) -> float:
    """Return the width of a column, or 0 for one that is put out of sight as nobody fills it."""
    is_needed = column.heading not in MAY_HIDE or any(map(column.value, lines))
    return column.width if is_needed else 0


def _part_pages(sheet: Worksheet, breaks: list[int], names: int) -> None:
    """Begin pages at *breaks*, each with the codes and names; of a group all pages of a row follow."""
    sheet.set_print_scale(_PRINT_SCALE)
    sheet.repeat_columns(0, names)
    sheet.set_v_pagebreaks(breaks)
    sheet.print_across()


def _page_breaks(widths: Sequence[float], names: int) -> list[int]:
    """Return before which columns pages begin: the ledger's own come first, then what duban computes.

    However many columns there are, the type stays legible: codes and names are repeated.
    """
    first = len(widths) - len(OWN_COLUMNS)
    repeated = _pixels([_NUMBERS_WIDTH, *widths[:names]])
    room = _PAGE_PIXELS * 100 / _PRINT_SCALE - repeated
    return [
        *(names + each + 1 for each in _breaks(widths[names:first], room)),
        first + 1,
        *(first + each + 1 for each in _breaks(widths[first:], room)),
    ]


def _breaks(widths: Sequence[float], room: float) -> list[int]:
    """Return before which of these columns a new page begins: as few pages as hold them, even ones."""
    total = _pixels(widths)
    pages = ceil(total / room)
    breaks: list[int] = []
    filled = 0.0
    for at, width in enumerate(widths):
        own = _pixels([width])
        if len(breaks) < pages - 1 and filled + own / 2 > total / pages * (len(breaks) + 1):
            breaks.append(at)
        filled += own
    return breaks


def _pixels(widths: Iterable[float]) -> float:
    """Return how wide columns are: 7 pixels a character, and 5 of padding to each column shown."""
    return sum(7 * width + 5 for width in widths if width)


def _write_titles(
    sheet: Worksheet, title: str, note: str, last: int, styles: dict[str, Format]
) -> None:
    sheet.merge_range(_TITLE_ROW, 0, _TITLE_ROW, last, title, styles["title"])
    sheet.set_row(_TITLE_ROW, 30)
    sheet.write_string(_NOTE_ROW, 0, note, styles["note"])


def _write_headings(
    sheet: Worksheet, columns: Sequence[Column], styles: dict[str, Format]
) -> None:
    """Write the two lines of headings: a band over what duban computes, the others joined."""
    known = [STANDARD_HEADINGS[Field.SERIAL]]
    known += [column.heading for column in columns if not column.is_own]
    for at, heading in enumerate(known):
        sheet.merge_range(_BAND_ROW, at, _HEADING_ROW, at, heading, styles["heading"])
    sheet.merge_range(_BAND_ROW, len(known), _BAND_ROW, len(columns), OWN_BAND, styles["band"])
    for at, column in enumerate(OWN_COLUMNS, start=len(known)):
        sheet.write_string(_HEADING_ROW, at, column.heading, styles["band"])
    sheet.set_row(_HEADING_ROW, 32)


def _write(sheet: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
    """Write a value as what it is."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value[:_LONGEST_TEXT], style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, float(value), style)


def _colour_lights(
    sheet: Worksheet, columns: Sequence[Column], count: int, styles: dict[str, Format]
) -> None:
    """Fill the cells of the lights by their word, so that an edited word changes colour."""
    at = next(n for n, column in enumerate(columns, start=1) if column.style == "light")
    for light, word in LIGHT_WORDS.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": styles[light]}
        sheet.conditional_format(_FIRST_ROW, at, _FIRST_ROW + max(count, 1) - 1, at, rule)


def _write_changes(sheet: Worksheet, paper: LedgerPaper, styles: dict[str, Format]) -> None:
    """Write the list of changes, as it is handed over."""
    last = len(CHANGE_COLUMNS) - 1
    _write_titles(sheet, paper.changes_title, paper.as_of, last, styles)
    for at, (heading, width, _) in enumerate(CHANGE_COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(_BAND_ROW, at, heading, styles["heading"])
    for row, change in enumerate(paper.changes, start=_BAND_ROW + 1):
        values = [value(change) for _, _, value in CHANGE_COLUMNS]
        for at, value in enumerate(values):
            _write(sheet, row, at, value, styles["text"])
        sheet.set_row(row, row_height([width for _, width, _ in CHANGE_COLUMNS], values))
    sheet.freeze_panes(_BAND_ROW + 1, 0)
    sheet.autofilter(_BAND_ROW, 0, _BAND_ROW + len(paper.changes), last)
    _set_up_print(sheet, _BAND_ROW, _BAND_ROW)
    sheet.fit_to_pages(1, 0)


def _set_up_print(sheet: Worksheet, first_heading: int, last_heading: int) -> None:
    """A4 landscape, the headings on every page, pages numbered."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.repeat_rows(first_heading, last_heading)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页　共 &N 页")
