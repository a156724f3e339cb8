"""The standard template of a bulletin, by GB/T 9704-2012: a Word document with fields in braces.

An office that wants other words takes it, edits it in Word and sends it back. Measures are those
of the standard: A4, 37/35/28/26 mm, body 三号仿宋 on 28 points, title 二号小标宋.
"""

import io
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

BODY, TITLE, HEADING, SUBHEADING = "公文正文", "公文标题", "公文一级标题", "公文二级标题"
NUMBER, DATE, TO, ISSUER = "发文字号", "成文日期", "主送机关", "发文机关署名"
CC, ATTACHMENT, CELL = "抄送机关", "附件说明", "公文表格"
ANNEX = "附件"
"""What stands above the annex, in a line of its own."""

_SONG, _IMITATION, _HEI, _KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_JUSTIFY, _LEFT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT

# Style: font, size in points, alignment, indent of the first line in characters.
_STYLES = {
    BODY: (_IMITATION, 16, _JUSTIFY, 2),
    TITLE: (_SONG, 22, _CENTRE, 0),
    HEADING: (_HEI, 16, _LEFT, 2),
    SUBHEADING: (_KAI, 16, _LEFT, 2),
    NUMBER: (_IMITATION, 16, _CENTRE, 0),
    DATE: (_IMITATION, 16, _RIGHT, 0),
    TO: (_IMITATION, 16, _LEFT, 0),
    ISSUER: (_IMITATION, 16, _RIGHT, 0),
    CC: (_IMITATION, 14, _LEFT, 1),
    ATTACHMENT: (_IMITATION, 16, _LEFT, 2),
    CELL: (_IMITATION, 10.5, _CENTRE, 0),
}
_KEPT_WITH_NEXT = (HEADING, SUBHEADING, ATTACHMENT, ISSUER)
"""A heading ends no page, and an issuer is not parted from the date."""

_COLUMNS = (
    ("序号", 10, "{{ row.number }}"),
    ("项目名称", 44, "{{ row.name }}"),
    ("责任单位", 24, "{{ row.owner }}"),
    ("年度计划\n（万元）", 17, "{{ row.plan }}"),
    ("今年完成\n（万元）", 17, "{{ row.done }}"),
    ("完成率", 14, "{{ row.rate }}"),
    ("灯色", 10, "{{ row.light }}"),
    ("差距", 20, "{{ row.gap }}"),
)
"""Heading, width in millimetres, value; what is printed on is 156 mm wide."""


def standard_template() -> bytes:
    """Return the template as a .docx file."""
    word = Document()
    _set_page(word)
    for name in _STYLES:
        ensure_style(word, name)
    _write(word)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def ensure_style(word: Word, name: str) -> None:
    """Add one of our styles to a document that has it not."""
    if not any(each.name == name for each in word.styles):
        _add_style(word, name, *_STYLES[name])


def _set_page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    footer = section.footer.paragraphs[0]
    footer.alignment = _CENTRE
    for kind, text in (("text", "—"), ("begin", ""), ("code", "PAGE"), ("end", ""), ("text", "—")):
        run = footer.add_run(text if kind == "text" else "")
        run.font.size = Pt(14)
        _set_font(run, "宋体")
        if kind != "text":
            run._r.append(_field_part(kind, text))  # noqa: SLF001 -- python-docx has no fields


def _field_part(kind: str, text: str) -> Any:
    if kind == "code":
        code = OxmlElement("w:instrText")
        code.text = text
        return code
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _add_style(
    word: Word, name: str, font: str, size: float, alignment: WD_ALIGN_PARAGRAPH, indent: int
) -> None:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(size)
    _set_font(style, font)
    layout = style.paragraph_format
    layout.alignment = alignment
    layout.space_before = layout.space_after = Pt(0)
    layout.widow_control = False
    layout.keep_with_next = name in _KEPT_WITH_NEXT
    if name == CELL:
        return
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
    if indent:
        layout.first_line_indent = Pt(size * indent)
        ind = style.element.pPr.find(qn("w:ind"))
        ind.set(qn("w:firstLineChars"), str(indent * 100))


def _set_font(of: Any, font: str) -> None:
    """Set the font of Chinese and of Latin characters, which Word keeps apart."""
    of.font.name = font
    of.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), font)


def _write(word: Word) -> None:
    def line(style: str, text: str) -> Paragraph:
        return word.add_paragraph(text, style=style)

    line(NUMBER, "{{ number }}")
    line(BODY, "")
    line(TITLE, "{{ title }}")
    line(BODY, "")
    line(TO, "{{ to }}")
    line(BODY, "{{ basis }}")
    line(BODY, "{%p for section in sections %}")
    line(HEADING, "{{ section.heading }}")
    line(BODY, "{%p for paragraph in section.paragraphs %}")
    line(BODY, "{{ paragraph }}")
    line(BODY, "{%p endfor %}")
    line(BODY, "{%p endfor %}")
    line(BODY, "")
    line(ATTACHMENT, "附件：{{ attachment }}")
    line(BODY, "").paragraph_format.keep_with_next = True
    line(ISSUER, "{{ issuer }}")
    line(DATE, "{{ day }}")
    line(BODY, "")
    line(CC, "抄送：{{ cc }}").add_run().add_break(WD_BREAK.PAGE)
    line(HEADING, ANNEX).paragraph_format.first_line_indent = Pt(0)
    line(TITLE, "{{ attachment }}")
    _write_table(word)


def _write_table(word: Word) -> None:
    table = word.add_table(rows=4, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    _narrow_margins(table)
    rows = ([heading for heading, _, _ in _COLUMNS], ["{%tr for row in rows %}"],
            [value for _, _, value in _COLUMNS], ["{%tr endfor %}"])  # fmt: skip
    for column, (_, width, _) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width)
    for row, texts in zip(table.rows, rows, strict=True):
        for at, (_, width, _) in enumerate(_COLUMNS):
            cell = row.cells[at]
            cell.width = Mm(width)
            cell.paragraphs[0].style = word.styles[CELL]
            cell.paragraphs[0].add_run(texts[at] if at < len(texts) else "")
        _set(row, "w:cantSplit")
    _set(table.rows[0], "w:tblHeader")


def _narrow_margins(table: Any) -> None:
    """Leave a millimetre beside the words of each cell, that a heading of two stays in a line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(Mm(1).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 -- python-docx has no such setting
    look.addprevious(margins)


def _set(row: Any, name: str) -> None:
    """Set what a row does at the end of a page: stays whole, or comes again as the headings do."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 -- python-docx has no such setting
