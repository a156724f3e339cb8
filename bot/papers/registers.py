"""The register of units as a workbook that reads back as it was written."""

import io
from collections.abc import Sequence

import xlsxwriter

from bot.domain.unit_rows import REGISTER_HEADINGS, UnitField

Line = Sequence[str]
_WIDTHS = {
    UnitField.UNIT: 28,
    UnitField.HEAD: 12,
    UnitField.HEAD_PHONE: 15,
    UnitField.LINE_LEADER: 12,
    UnitField.LINE_LEADER_PHONE: 15,
    UnitField.TOWNSHIP: 14,
}
_FONT = "宋体"
# A text is never a formula or a link, whatever it begins with.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_A4 = 9


def render_register(title: str, note: str, lines: Sequence[Line]) -> bytes:
    """Return the register as an .xlsx file; each line has a text for each `UnitField`."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, _OPTIONS)
    sheet = workbook.add_worksheet("单位名册")
    cell = {"font_name": _FONT, "font_size": 11, "border": 1, "valign": "vcenter"}
    head = workbook.add_format(cell | {"bold": True, "bg_color": "#DDE6F0", "align": "center"})
    text = workbook.add_format(cell | {"text_wrap": True})
    big = workbook.add_format({"font_name": "黑体", "font_size": 18, "align": "center"})
    small = workbook.add_format({"font_name": _FONT, "font_size": 10})
    sheet.merge_range(0, 0, 0, len(UnitField) - 1, title, big)
    sheet.write_string(1, 0, note, small)
    for at, field in enumerate(UnitField):
        sheet.set_column(at, at, _WIDTHS[field])
        sheet.write_string(2, at, REGISTER_HEADINGS[field], head)
    for row, line in enumerate(lines, start=3):
        for at, value in enumerate(line):
            sheet.write_string(row, at, value, text)
    sheet.freeze_panes(3, 1)
    sheet.autofilter(2, 0, max(2, 2 + len(lines)), len(UnitField) - 1)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.repeat_rows(2)
    sheet.fit_to_pages(1, 0)
    workbook.close()
    return file.getvalue()
