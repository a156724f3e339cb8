"""The standard template of a bulletin, by GB/T 9704-2012: a Word document with fields in braces.

An office that wants other words takes it, edits it in Word and sends it back. Measures are those
of the standard: A4, 37/35/28/26 mm, body 三号仿宋 on 28 points, title 二号小标宋.
"""

import io
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

BODY, TITLE, HEADING, SUBHEADING = "公文正文", "公文标题", "公文一级标题", "公文二级标题"
NUMBER, DATE, TO, ISSUER = "发文字号", "成文日期", "主送机关", "发文机关署名"
CC, PRINTED, ATTACHMENT, CELL = "抄送机关", "印发机关和印发日期", "附件说明", "公文表格"
ANNEX_MARK, ANNEX_TITLE = "附件标识", "附件标题"
ANNEX = "附件"
"""What stands above the annex, in a line of its own."""

ODD_PAGE, EVEN_PAGE = "单页码", "双页码"

_SONG, _IMITATION, _HEI, _KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_PRINT = "宋体"
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_JUSTIFY, _LEFT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT

BODY_SIZE = 16
"""Points of 三号."""

DATE_FROM_RIGHT = 4
"""Characters that a date stands from the right where a seal is put on it (7.3.5.1)."""

# Style: font, size in points, alignment, indents in characters: first line, left, right.
_STYLES = {
    BODY: (_IMITATION, 16, _JUSTIFY, (2, 0, 0)),
    TITLE: (_SONG, 22, _CENTRE, (0, 0, 0)),
    HEADING: (_HEI, 16, _LEFT, (2, 0, 0)),
    SUBHEADING: (_KAI, 16, _LEFT, (2, 0, 0)),
    NUMBER: (_IMITATION, 16, _CENTRE, (0, 0, 0)),
    DATE: (_IMITATION, BODY_SIZE, _RIGHT, (0, 0, DATE_FROM_RIGHT)),
    TO: (_IMITATION, 16, _LEFT, (0, 0, 0)),
    ISSUER: (_IMITATION, BODY_SIZE, _RIGHT, (0, 0, DATE_FROM_RIGHT)),
    CC: (_IMITATION, 14, _LEFT, (1, 0, 0)),
    PRINTED: (_IMITATION, 14, _LEFT, (1, 0, 0)),
    ATTACHMENT: (_IMITATION, 16, _LEFT, (2, 0, 0)),
    ANNEX_MARK: (_HEI, 16, _LEFT, (0, 0, 0)),
    ANNEX_TITLE: (_SONG, 22, _CENTRE, (0, 0, 0)),
    CELL: (_IMITATION, 10.5, _CENTRE, (0, 0, 0)),
    ODD_PAGE: (_PRINT, 14, _RIGHT, (0, 0, 1)),
    EVEN_PAGE: (_PRINT, 14, _LEFT, (0, 1, 0)),
}
_RULE = "8"
"""Eighths of a point: the thick rules of 版记, 0.35 mm (7.4.1)."""
_KEPT_WITH_NEXT = (HEADING, SUBHEADING, ATTACHMENT, ISSUER)
"""A heading ends no page, and an issuer is not parted from the date."""

_COLUMNS = (
    ("序号", 10, "{{ row.number }}"),
    ("项目名称", 33, "{{ row.name }}"),
    ("责任单位", 25, "{{ row.owner }}"),
    ("年度计划\n（万元）", 19, "{{ row.plan }}"),
    ("今年完成\n（万元）", 19, "{{ row.done }}"),
    ("完成率", 15, "{{ row.rate }}"),
    ("灯色", 10, "{{ row.light }}"),
    ("差距", 25, "{{ row.gap }}"),
)
"""Heading, width in millimetres, value; what is printed on is 156 mm wide.

An amount to the cent, such as 123456.78, stays in a line.
"""


def standard_template() -> bytes:
    """Return the template as a .docx file."""
    word = Document()
    _set_page(word)
    for name in _STYLES:
        ensure_style(word, name)
    _number_pages(word)
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
    word.settings.odd_and_even_pages_header_footer = True


def _number_pages(word: Word) -> None:
    """Number odd pages at the outer right and even ones at the left: —1— (7.5)."""
    section = word.sections[0]
    for footer, style in ((section.footer, ODD_PAGE), (section.even_page_footer, EVEN_PAGE)):
        paragraph = footer.paragraphs[0]
        paragraph.style = word.styles[style]
        for kind, text in (
            ("text", "—"), ("begin", ""), ("code", "PAGE"), ("end", ""), ("text", "—"),
        ):  # fmt: skip
            run = paragraph.add_run(text if kind == "text" else "")
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
    word: Word,
    name: str,
    font: str,
    size: float,
    alignment: WD_ALIGN_PARAGRAPH,
    indents: tuple[int, int, int],
) -> None:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(size)
    _set_font(style, font)
    layout = style.paragraph_format
    layout.alignment = alignment
    layout.space_before = layout.space_after = Pt(0)
    layout.widow_control = False
    layout.keep_with_next = name in _KEPT_WITH_NEXT
    if name not in {CELL, ODD_PAGE, EVEN_PAGE}:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
    _indent(style, size, indents)


def _indent(style: Any, size: float, characters: tuple[int, int, int]) -> None:
    """Indent first line, left and right: by characters for Word, by length for all others."""
    first, left, right = (Pt(size * each) for each in characters)
    if not any(characters):
        return
    layout = style.paragraph_format
    layout.first_line_indent, layout.left_indent, layout.right_indent = first, left, right
    ind = style.element.pPr.find(qn("w:ind"))
    names = ("w:firstLineChars", "w:leftChars", "w:rightChars")
    for name, count in zip(names, characters, strict=True):
        ind.set(qn(name), str(count * 100))


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
    line(ANNEX_MARK, ANNEX).paragraph_format.page_break_before = True
    line(BODY, "")
    line(ANNEX_TITLE, "{{ attachment }}").paragraph_format.space_after = Pt(6)
    _write_table(word)
    _write_foot(word)


def _write_foot(word: Word) -> None:
    """Write 版记 at the foot of the last page: who gets a copy, who printed it and when (7.4)."""
    copied = word.add_paragraph("抄送：{{ cc }}", style=CC)
    printed = word.add_paragraph("{{ issuer }}\t{{ day }}印发", style=PRINTED)
    one_character_in = Mm(156) - Pt(14)
    printed.paragraph_format.tab_stops.add_tab_stop(one_character_in, WD_TAB_ALIGNMENT.RIGHT)
    for each in (copied, printed):
        _put_at_foot(each)
    # What stands at the foot hangs on the paragraph behind it, which is to need no room.
    anchor = word.add_paragraph(style=BODY).paragraph_format
    anchor.line_spacing_rule, anchor.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def _put_at_foot(paragraph: Paragraph) -> None:
    """Put a paragraph between rules at the foot of its page, below one that is there already.

    All have the same frame and the same rules, and so share them. A thin rule between the two
    would make LibreOffice drop the frame.
    """
    place = OxmlElement("w:framePr")
    for name, value in (
        ("w:w", str(Mm(156).twips)), ("w:wrap", "notBeside"), ("w:vAnchor", "margin"),
        ("w:hAnchor", "margin"), ("w:xAlign", "left"), ("w:yAlign", "bottom"),
    ):  # fmt: skip
        place.set(qn(name), value)
    rules = OxmlElement("w:pBdr")
    for side in ("w:top", "w:bottom"):
        rule = OxmlElement(side)
        for name, value in (("w:val", "single"), ("w:sz", _RULE), ("w:space", "1")):
            rule.set(qn(name), value)
        rules.append(rule)
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().addnext(place)  # noqa: SLF001 -- python-docx has no frames and no rules
    place.addnext(rules)


def _write_table(word: Word) -> None:
    table = word.add_table(rows=4, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    _set_margins(table)
    rows = ([heading for heading, _, _ in _COLUMNS], ["{%tr for row in rows %}"],
            [value for _, _, value in _COLUMNS], ["{%tr endfor %}"])  # fmt: skip
    for column, (_, width, _) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width)
    for row, texts in zip(table.rows, rows, strict=True):
        for at, (_, width, _) in enumerate(_COLUMNS):
            cell = row.cells[at]
            cell.width = Mm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.paragraphs[0].style = word.styles[CELL]
            cell.paragraphs[0].add_run(texts[at] if at < len(texts) else "")
        _set(row, "w:cantSplit")
    _set(table.rows[0], "w:tblHeader")


def _set_margins(table: Any) -> None:
    """Leave a millimetre beside the words of each cell, that a heading of two stays in a line.

    And half of one above and below, so that they do not touch the lines.
    """
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("w:top", 0.5), ("w:left", 1), ("w:bottom", 0.5), ("w:right", 1)):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(Mm(width).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 -- python-docx has no such setting
    look.addprevious(margins)


def _set(row: Any, name: str) -> None:
    """Set what a row does at the end of a page: stays whole, or comes again as the headings do."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 -- python-docx has no such setting
