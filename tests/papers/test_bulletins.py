"""The bulletin measured: margins, sizes, spacing, indents, number and date as GB/T 9704-2012 has them."""

import io
import re
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from jinja2.exceptions import SecurityError

from bot.domain.bulletins import (
    BulletinFields,
    BulletinLine,
    Demands,
    document_day,
    draft,
    lag_words,
    read_number,
)
from bot.domain.errors import BulletinTemplateError, DocumentBrokenError
from bot.domain.lights import Reason, ReasonKey, Standing
from bot.domain.policy_values import Weekday
from bot.domain.rates import Tally
from bot.domain.terms import Light
from bot.papers.bulletin_template import (
    ANNEX_MARK,
    ANNEX_TITLE,
    ATTACHMENT,
    BODY,
    CC,
    DATE,
    EVEN_PAGE,
    HEADING,
    ISSUER,
    NUMBER,
    ODD_PAGE,
    PRINTED,
    TITLE,
)
from bot.papers.bulletins import (
    bulletin_mark,
    check_template,
    lines_of,
    mark_of,
    read_bulletin_mark,
    render_bulletin,
    stamp,
    template_to_edit,
    title_of,
)
from bot.papers.template_fields import words_of

TODAY = date(2020, 5, 8)
DEMANDS = Demands(date(2020, 5, 15), Weekday.FRIDAY, time(12))
LINE = BulletinLine(
    "P01",
    "甲水库<&>",
    "县水务局",
    Light.RED,
    Decimal(1000),
    Decimal(178),
    "落后时序进度16个百分点",
)


def _draft(*lines: BulletinLine) -> BulletinFields:
    sums = dict.fromkeys(Tally, Decimal(0)) | {
        Tally.PROJECTS: Decimal(len(lines)),
        Tally.NEW: Decimal(len(lines)),
        Tally.REPORTED: Decimal(len(lines)),
        Tally.WITH_MONEY: Decimal(len(lines)),
        Tally.WITH_CUMULATIVE: Decimal(len(lines)),
        Tally.DUE: Decimal(len(lines)),
        Tally.DUE_STARTED: Decimal(len(lines)),
        Tally.DUE_STARTED_UNVERIFIED: Decimal(len(lines)),
        Tally.PLAN_WAN: sum((each.plan_wan or Decimal(0) for each in lines), Decimal(0)),
        Tally.DONE_YEAR_WAN: sum((each.done_wan or Decimal(0) for each in lines), Decimal(0)),
    }
    return draft(sums, lines, TODAY, DEMANDS)


def _made(*lines: BulletinLine, **fields: str) -> bytes:
    return render_bulletin(_draft(*lines).as_json() | fields)


def _template_with(at: int, words: str) -> bytes:
    """Return the standard template with other words in one of its paragraphs."""
    word = _open(template_to_edit())
    word.paragraphs[at].runs[0].text = words
    return _saved(word)


def _saved(word: Word) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _open(data: bytes) -> Word:
    return Document(io.BytesIO(data))


def _of_style(word: Word, style: str) -> list[Any]:
    return [
        each for each in word.paragraphs if each.style is not None and each.style.name == style
    ]


def _font(word: Word, style: str) -> tuple[str, float]:
    found = word.styles[style]
    fonts = found.element.rPr.rFonts
    return fonts.get(qn("w:eastAsia")), found.font.size.pt


def _indent(word: Word, style: str, side: str) -> int:
    """Return an indent of a style in hundredths of a character."""
    return int(word.styles[style].element.pPr.find(qn("w:ind")).get(qn(side)))


def test_the_page_is_a4_with_the_margins_of_the_standard() -> None:
    section = _open(_made(LINE)).sections[0]
    sizes = (section.page_width, section.page_height)
    margins = (
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin,
    )  # fmt: skip
    assert [round(each.mm) for each in sizes if each] == [210, 297]
    assert [round(each.mm) for each in margins if each] == [37, 35, 28, 26]


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        pytest.param(TITLE, "方正小标宋简体", 22, id="title in number 2"),
        pytest.param(BODY, "仿宋_GB2312", 16, id="body in number 3"),
        pytest.param(HEADING, "黑体", 16, id="headings in black"),
        pytest.param(NUMBER, "仿宋_GB2312", 16, id="number"),
    ],
)
def test_fonts_and_sizes(style: str, font: str, size: float) -> None:
    assert _font(_open(_made(LINE)), style) == (font, size)


def test_the_body_stands_on_28_points_and_is_indented_by_two_characters() -> None:
    word = _open(_made(LINE))
    layout = word.styles[BODY].paragraph_format
    assert (layout.line_spacing_rule, layout.line_spacing) == (WD_LINE_SPACING.EXACTLY, Pt(28))
    assert layout.first_line_indent == Pt(32)
    assert layout.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert word.styles[TITLE].paragraph_format.alignment is WD_ALIGN_PARAGRAPH.CENTER


def test_page_numbers_stand_between_dashes_a_character_from_the_outer_margin() -> None:
    word = _open(_made(LINE))
    section = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer
    for footer, style, alignment, side in (
        (section.footer, ODD_PAGE, WD_ALIGN_PARAGRAPH.RIGHT, "w:rightChars"),
        (section.even_page_footer, EVEN_PAGE, WD_ALIGN_PARAGRAPH.LEFT, "w:leftChars"),
    ):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "——"
        assert [each.text for each in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert paragraph.style is not None
        assert paragraph.style.name == style
        assert _font(word, style) == ("宋体", 14)
        assert word.styles[style].paragraph_format.alignment is alignment
        assert _indent(word, style, side) == 100


def test_issuer_and_date_stand_some_characters_from_the_right() -> None:
    word = _open(_made(LINE))
    for style in (ISSUER, DATE):
        assert word.styles[style].paragraph_format.alignment is WD_ALIGN_PARAGRAPH.RIGHT
        assert 200 <= _indent(word, style, "w:rightChars") <= 400


@pytest.mark.parametrize(
    ("issuer", "day", "hundredths"),
    [
        pytest.param("县政府督查室", "2020年5月8日", 400, id="as wide as the date"),
        pytest.param("某某县人民政府督查室", "2020年12月18日", 250, id="wider"),
        pytest.param("县委", "2020年5月8日", 600, id="narrower"),
    ],
)
def test_the_issuer_is_centred_over_the_date(issuer: str, day: str, hundredths: int) -> None:
    made = _made(LINE, issuer=issuer)
    word = _open(stamp(made, "mark", number="", title="", day=day))
    (place,) = _of_style(word, ISSUER)[0]._p.xpath("./w:pPr/w:ind")
    assert int(place.get(qn("w:rightChars"))) == hundredths
    place.set(qn("w:rightChars"), "0")  # as the office would have it
    again = _open(stamp(_saved(word), "mark", number="", title="", day=day))
    (place,) = _of_style(again, ISSUER)[0]._p.xpath("./w:pPr/w:ind")
    assert place.get(qn("w:rightChars")) == "0"


def test_who_gets_a_copy_and_who_printed_it_stand_between_rules_at_the_foot() -> None:
    word = _open(_made(LINE))
    *_, annex, copied, printed, _anchor, _section = word.element.body
    assert [annex] == [each._tbl for each in word.tables]
    for foot in (copied, printed):
        (place,) = foot.xpath("./w:pPr/w:framePr")
        assert (place.get(qn("w:vAnchor")), place.get(qn("w:yAlign"))) == ("margin", "bottom")
        assert int(place.get(qn("w:w"))) == Mm(156).twips
        assert _rules(foot) == {"top": "8", "bottom": "8"}  # eighths of a point: 0.35 mm
    ((first,), (second,)) = _of_style(word, CC), _of_style(word, PRINTED)
    assert (first._p, second._p) == (copied, printed)
    assert first.text == "抄送：县委办公室，县政府办公室。"
    assert second.text == "县政府督查室\t印发"  # the date is filled in as that of the document is
    (stop,) = second.paragraph_format.tab_stops
    assert abs(stop.position - (Mm(156) - Pt(14))) < Pt(0.1)
    assert _indent(word, PRINTED, "w:firstLineChars") == 100


def _rules(paragraph: Any) -> dict[str, str]:
    found = paragraph.xpath("./w:pPr/w:pBdr/*")
    return {each.tag.rpartition("}")[2]: each.get(qn("w:sz")) for each in found}


def test_the_annex_begins_a_page_with_its_word_at_the_margin_and_its_title_below() -> None:
    word = _open(_made(LINE))
    at = next(i for i, each in enumerate(word.paragraphs) if each.text == "附件")
    mark, blank, title = word.paragraphs[at : at + 3]
    assert mark.paragraph_format.page_break_before
    assert (blank.text, title.text) == ("", "重点项目推进情况表")
    assert [each.style.name for each in (mark, title) if each.style] == [ANNEX_MARK, ANNEX_TITLE]
    assert _font(word, ANNEX_MARK) == ("黑体", 16)
    assert word.styles[ANNEX_MARK].paragraph_format.first_line_indent is None
    assert word.styles[ANNEX_TITLE].paragraph_format.alignment is WD_ALIGN_PARAGRAPH.CENTER


def test_issuer_and_date_never_stand_on_a_page_without_text() -> None:
    word = _open(_made(LINE))
    texts = [each.text for each in word.paragraphs]
    end = texts.index("附件：重点项目推进情况表")
    assert texts[end - 2].endswith("协调。")
    assert all(each.paragraph_format.keep_with_next for each in word.paragraphs[end - 2 : end])
    assert word.styles[ATTACHMENT].paragraph_format.keep_with_next


def test_it_speaks_as_an_official_document() -> None:
    fields = _draft(LINE)
    assert fields.basis.endswith("现将截至2020年5月8日的有关情况通报如下：")
    assert "已报进展1/1项" in fields.sections[0].paragraphs[0]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        pytest.param(
            Reason(ReasonKey.BEHIND, measured=Decimal("23.50"), limit=30),
            "落后时序进度24个百分点",
            id="behind",
        ),
        pytest.param(
            Reason(ReasonKey.BEHIND_FOR_WEEKS, measured=Decimal(75), weeks=3),
            "连续3周落后时序进度，现落后24个百分点",
            id="for weeks, also where a ratio was measured",
        ),
        pytest.param(
            Reason(ReasonKey.LOW_RATIO, measured=Decimal("55.4")),
            "仅完成时序进度的55%",
            id="ratio",
        ),
        pytest.param(Reason(ReasonKey.FINISH_OVERDUE, days=3), "超过完成时限3天", id="overdue"),
        pytest.param(
            Reason(ReasonKey.FINISH_OVERDUE, days=3, node="封顶"), "超过“封顶”时限3天", id="a node"
        ),
        pytest.param(
            Reason(ReasonKey.START_OVERDUE, days=9), "应开工未开工，超过开工时限9天", id="start"
        ),
    ],
)
def test_why_a_project_lags_is_said_as_in_a_document(reason: Reason, words: str) -> None:
    assert lag_words(Standing(Light.RED, reason, deviation_pp=Decimal("-23.50"))) == words


def test_a_column_of_percents_has_one_decimal_throughout() -> None:
    rows = _draft(LINE, replace(LINE, done_wan=Decimal(110))).rows
    assert [each["rate"] for each in rows] == ["17.8%", "11.0%"]


def test_an_amount_to_the_cent_stays_in_a_line() -> None:
    table = _open(_made(LINE)).tables[0]
    digit = Pt(10.5) * 0.56  # the widest of the fonts that stand in for 仿宋
    for column in (table.columns[3], table.columns[4]):
        assert (column.width or 0) - 2 * Mm(1) >= len("99999.99") * digit


def test_it_is_built_as_a_bulletin_is() -> None:
    word = _open(_made(LINE, number="县政督〔2020〕12号", day="2020年5月8日"))
    headings = [each.text for each in _of_style(word, HEADING)]
    assert headings == [
        "一、总体进展",
        "二、进展较好的项目",
        "三、进展滞后的项目",
        "四、下步要求",
    ]
    assert _of_style(word, NUMBER)[0].text == "县政督〔2020〕12号"
    assert _of_style(word, DATE)[0].text == "2020年5月8日"
    text = "\n".join(each.text for each in word.paragraphs)
    assert "附件：" in text
    assert "{{" not in text
    assert "{%" not in text


def test_the_annex_has_every_project() -> None:
    word = _open(_made(*(replace(LINE, name=f"{n}号工程") for n in range(1, 41))))
    table = word.tables[0]
    assert len(table.rows) == 41
    assert table.rows[40].cells[1].text == "40号工程"
    assert len(list(table.rows[0]._tr.iter(qn("w:tblHeader")))) == 1


def test_what_people_wrote_is_printed_as_it_is() -> None:
    name = 'A<&>"B{{ x }}{% y %}' + "县" * 40
    word = _open(_made(replace(LINE, name=name)))
    assert word.tables[0].rows[1].cells[1].text == name


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("12", "县政督〔2020〕12号", id="bare"),
        pytest.param("012号", "县政督〔2020〕12号", id="no leading zeros"),
        pytest.param("清督[2020]7", "清督〔2020〕7号", id="other brackets"),
        pytest.param("清督〔2020〕12号", "清督〔2020〕12号", id="as it should be"),
        pytest.param("第二期", None, id="no number"),
        pytest.param("0", None, id="nothing"),
    ],
)
def test_numbers_are_written_as_the_standard_says(typed: str, number: str | None) -> None:
    assert read_number(typed, 2020, "县政督") == number


def test_the_date_has_no_leading_zeros() -> None:
    assert document_day(date(2020, 5, 8)) == "2020年5月8日"


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([], id="no project at all"),
        pytest.param([replace(LINE, plan_wan=Decimal(0))], id="a plan of zero"),
        pytest.param([replace(LINE, done_wan=None, light=Light.GREY, gap="")], id="none reported"),
        pytest.param([replace(LINE, light=Light.GREEN, gap="")] * 3, id="all are well"),
        pytest.param([replace(LINE, plan_wan=Decimal(100_000))], id="ten hundred million"),
    ],
)
def test_whatever_the_figures_the_words_are_words(lines: list[BulletinLine]) -> None:
    text = "\n".join(each.text for each in _open(_made(*lines)).paragraphs)
    assert not re.search(r"NaN|None|nan|Infinity|：。|。。", text)


@pytest.mark.parametrize(
    ("told", "of_year", "words"),
    [
        pytest.param(0, 0, "累计完成投资尚无数据；今年完成投资尚无项目上报。", id="nothing"),
        pytest.param(
            1, 2,
            "累计完成投资10万元，占总投资100万元的10.0%（1/2项有累计数）；"
            "今年完成投资5万元，占年度计划50万元的10.0%。",
            id="in part",
        ),
    ],
)  # fmt: skip
def test_what_nobody_told_is_not_printed_as_nothing(told: int, of_year: int, words: str) -> None:
    sums = dict.fromkeys(Tally, Decimal(0)) | {
        Tally.PROJECTS: Decimal(2),
        Tally.WITH_CUMULATIVE: Decimal(told),
        Tally.WITH_MONEY: Decimal(of_year),
        Tally.TOTAL_WAN: Decimal(100),
        Tally.PLAN_WAN: Decimal(50),
        Tally.CUMULATIVE_WAN: Decimal(10 * told),
        Tally.DONE_YEAR_WAN: Decimal(5 if of_year else 0),
    }
    assert words in draft(sums, [LINE], TODAY, DEMANDS).sections[0].paragraphs


def test_a_count_of_none_is_not_printed_as_a_rate() -> None:
    none = dict.fromkeys(Tally, Decimal(0)) | {Tally.PROJECTS: Decimal(1), Tally.NEW: Decimal(1)}
    said = draft(none, [LINE], TODAY, DEMANDS).sections[0].paragraphs
    assert "暂无应开工的新建项目。" in said
    assert not any("0/0" in each for each in said)


def test_what_is_not_verified_is_not_counted() -> None:
    fields = _draft(LINE)
    assert "开工0/1项" in "".join(fields.sections[0].paragraphs)


def test_projects_are_named_and_people_never() -> None:
    lagging = _draft(LINE).sections[2].paragraphs
    assert lagging == ("甲水库<&>（县水务局）落后时序进度16个百分点。",)


@pytest.mark.parametrize(
    ("deviation", "is_named"),
    [
        pytest.param(Decimal(3), True, id="ahead"),
        pytest.param(Decimal(0), True, id="on time"),
        pytest.param(Decimal(-1), False, id="behind, though green"),
        pytest.param(None, False, id="not judged by progress"),
    ],
)
def test_what_goes_well_is_what_is_not_behind(
    deviation: Decimal | None, *, is_named: bool
) -> None:
    line = replace(LINE, light=Light.GREEN, gap="", deviation_pp=deviation)
    (well,) = _draft(line).sections[1].paragraphs
    assert (line.name in well) is is_named


def test_an_edited_document_is_known_by_its_mark_and_takes_number_title_and_date() -> None:
    word = _open(_made(LINE))
    _of_style(word, TITLE)[0].runs[0].text = "关于某某的通报"
    word.add_paragraph("新加一段")
    file = io.BytesIO()
    word.save(file)
    edited = stamp(file.getvalue(), bulletin_mark("token", 3), number="", title="", day="")

    assert read_bulletin_mark(mark_of(edited)) == ("token", 3)
    assert title_of(edited) == "关于某某的通报"
    stamped = _open(
        stamp(edited, "mark", number="县政督〔2020〕12号", title="", day="2020年5月9日")
    )
    assert _of_style(stamped, NUMBER)[0].text == "县政督〔2020〕12号"
    assert _of_style(stamped, TITLE)[0].text == "关于某某的通报"
    assert _of_style(stamped, PRINTED)[0].text == "县政府督查室\t2020年5月9日印发"
    assert stamped.paragraphs[-1].text == "新加一段"


def test_the_date_of_printing_follows_that_of_the_document_in_whatever_pieces_it_stands() -> None:
    word = _open(stamp(_made(LINE), "mark", number="", title="", day="2020年5月8日"))
    (printed,) = _of_style(word, PRINTED)
    before = printed.text
    for run in printed.runs:  # as Word does where somebody went over it
        for at, character in enumerate(run.text):
            printed.add_run(character).bold = at % 2 == 0
        run._r.getparent().remove(run._r)
    assert printed.text == before == "县政府督查室\t2020年5月8日印发"
    assert _of_style(_stamped(word), PRINTED)[0].text == "县政府督查室\t2020年5月9日印发"


def _without(document: bytes, *styles: str) -> Word:
    """Return a document from which somebody deleted the paragraphs of some styles."""
    word = _open(document)
    for style in styles:
        for paragraph in _of_style(word, style):
            paragraph._p.getparent().remove(paragraph._p)
        word.styles.element.remove(word.styles[style].element)
    return word


def _stamped(word: Word) -> Word:
    return _open(
        stamp(_saved(word), "mark", number="县政督〔2020〕12号", title="", day="2020年5月9日")
    )


def test_the_date_of_printing_is_found_where_another_program_put_it() -> None:
    word = _open(stamp(_made(LINE), "mark", number="", title="", day="2020年5月8日"))
    (printed,) = _of_style(word, PRINTED)
    printed.style = word.styles["Normal"]
    box = OxmlElement("w:txbxContent")  # as in a text box
    printed._p.addprevious(box)
    box.append(printed._p)
    stamped = _stamped(word)
    texts = [words_of(each) for each in stamped.element.body.iter(qn("w:p"))]
    assert "县政府督查室2020年5月9日印发" in texts


def test_a_number_and_a_date_whose_paragraphs_were_deleted_are_put_back_in_their_look() -> None:
    stamped = _stamped(_without(_made(LINE), NUMBER, DATE))
    number, blank, title = stamped.paragraphs[:3]
    assert (number.text, blank.text) == ("县政督〔2020〕12号", "")
    assert title.style is not None
    assert title.style.name == TITLE
    assert _font(stamped, NUMBER) == ("仿宋_GB2312", 16)
    texts = [each.text for each in stamped.paragraphs]
    assert texts[texts.index("县政府督查室") + 1] == "2020年5月9日"


@pytest.mark.parametrize(
    "styles",
    [
        pytest.param((NUMBER, TITLE), id="no title either"),
        pytest.param((NUMBER, TITLE, ISSUER, DATE), id="no issuer either"),
        pytest.param((NUMBER, TITLE, ISSUER, DATE, ATTACHMENT, BODY), id="hardly anything"),
    ],
)
def test_whatever_was_deleted_the_number_is_there(styles: tuple[str, ...]) -> None:
    texts = [each.text for each in _stamped(_without(_made(LINE), *styles)).paragraphs]
    assert texts[0] == "县政督〔2020〕12号"


@pytest.mark.parametrize("place", ["body", "header", "table"])
def test_a_number_in_a_place_of_the_office_s_own_is_filled_there_and_nowhere_else(
    place: str,
) -> None:
    word = _without(_made(LINE), NUMBER)
    places = {
        "body": word.paragraphs[0],
        "header": word.sections[0].header.paragraphs[0],
        "table": word.tables[0].rows[0].cells[0].paragraphs[0],
    }
    places[place].text = "文号：县政督〔2020〕　号"
    stamped = _open(_saved(_stamped(word)))
    held = stamped.element.body.xpath("string()") + stamped.sections[0].header.paragraphs[0].text
    assert held.count("县政督〔2020〕12号") == 1
    assert "文号：县政督〔2020〕12号" in held


def test_the_lines_of_an_unchanged_document_are_those_of_its_draft() -> None:
    lines = [replace(LINE, name=f"{n}号工程") for n in range(1, 13)]
    assert lines_of(_made(*lines)) == _draft(*lines).lines
    assert len(_draft(*lines).lines) == 9


def test_lines_have_whole_percents_and_say_what_they_leave_out() -> None:
    lines = _draft(*(replace(LINE, name=f"{n}号工程") for n in range(1, 13))).lines
    assert not re.search(r"\d\.\d+%", "".join(lines))
    assert [each for each in lines if "见文件" in each]


def test_lines_say_how_things_stand_then_what_lags_and_what_is_asked() -> None:
    fields = _draft(*(replace(LINE, name=f"{n}号工程") for n in range(1, 13)))
    overall, _, lagging, demands = fields.sections
    assert len(overall.paragraphs) == 4
    assert fields.lines[3] == overall.paragraphs[3]
    assert all("号工程" in each for each in fields.lines[5:8])
    assert fields.lines[7].endswith("（另有5条见文件）")
    assert "整改措施" in fields.lines[8]
    assert lagging.paragraphs[0].startswith(fields.lines[5])
    assert demands.paragraphs[0] in fields.lines[8]


def test_lines_of_a_text_without_headings_are_its_paragraphs_with_what_is_tracked() -> None:
    word = Document()
    for words in ("甲项目停工。", "乙项目", ""):
        word.add_paragraph(words)
    inserted = OxmlElement("w:ins")
    inserted.append(word.paragraphs[1].add_run("已复工。")._r)
    word.paragraphs[1]._p.append(inserted)
    deleted = word.paragraphs[0].add_run("删去的话")._r
    deleted.find(qn("w:t")).tag = qn("w:delText")
    assert lines_of(_saved(word)) == ("甲项目停工。", "乙项目已复工。")


def test_the_template_goes_out_and_comes_back() -> None:
    template = template_to_edit()
    assert check_template(template) > 10
    assert mark_of(template) == "duban-template"
    made = _open(render_bulletin(_draft(LINE).as_json(), template))
    assert made.sections[0].top_margin == pytest.approx(Mm(37), abs=2000)


def test_an_unknown_field_tells_field_and_paragraph() -> None:
    with pytest.raises(BulletinTemplateError) as told:
        check_template(_template_with(5, "本期共{{ projcts }}项"))
    assert (told.value.field, told.value.number) == ("projcts", 6)
    assert told.value.paragraph == "本期共{{ projcts }}项"


@pytest.mark.parametrize(
    "field",
    [
        pytest.param("title.__class__.__mro__[1].__subclasses__()|length", id="behind a field"),
        pytest.param("title['__class__']", id="by subscript"),
        pytest.param("title|attr('__class__')", id="by filter"),
        pytest.param("range(99999)|list", id="a call"),
    ],
)
def test_a_field_that_reaches_behind_what_is_given_is_refused_with_its_place(field: str) -> None:
    with pytest.raises(BulletinTemplateError) as told:
        check_template(_template_with(5, f"共{{{{ {field} }}}}"))
    assert (told.value.fault, told.value.field, told.value.number) == ("private", field, 6)


def test_a_template_that_was_never_checked_runs_nothing_either() -> None:
    template = _template_with(5, "{{ title.__class__.__mro__[1].__subclasses__()|length }}")
    with pytest.raises(SecurityError):
        render_bulletin(_draft(LINE).as_json(), template)


@pytest.mark.parametrize(
    ("words", "fault", "field"),
    [
        pytest.param("共{{ row.leader }}", "unknown", "row.leader", id="no such column"),
        pytest.param("共{{ title.leader }}", "unknown", "title.leader", id="no such part"),
        pytest.param("共{{ title ", "unpaired", "{{ title", id="not closed"),
        pytest.param("共 title }}", "unpaired", "共 title }}", id="not opened"),
        pytest.param("{{ basis | nofilter }}", "filter", "basis | nofilter", id="no such filter"),
        pytest.param("{{ basis basis }}", "syntax", "basis basis", id="unreadable"),
        pytest.param("{% for a in rows %}", "unclosed", "for a in rows", id="a loop without end"),
        pytest.param("{% endif %}", "unopened", "endif", id="an end without start"),
        pytest.param(
            "{% for a in row.b %}{% endfor %}", "unknown", "for a in row.b", id="of what"
        ),
    ],
)
def test_what_is_wrong_with_a_template_is_told_with_field_and_paragraph(
    words: str, fault: str, field: str
) -> None:
    with pytest.raises(BulletinTemplateError) as told:
        check_template(_template_with(5, words))
    assert (told.value.fault, told.value.field) == (fault, field)
    assert (told.value.place, told.value.number) == ("body", 6)
    assert told.value.paragraph == words.strip()


@pytest.mark.parametrize("place", ["header", "footer", "table"])
def test_a_field_outside_the_body_tells_where_it_is(place: str) -> None:
    word = _open(template_to_edit())
    section = word.sections[0]
    lines = {
        "header": section.header.paragraphs[0],
        "footer": section.footer.paragraphs[0],
        "table": word.tables[0].rows[2].cells[3].paragraphs[0],
    }
    lines[place].add_run("{{ row.leader }}")
    with pytest.raises(BulletinTemplateError) as told:
        check_template(_saved(word))
    assert (told.value.place, told.value.fault) == (place, "unknown")
    assert told.value.number == (3 if place == "table" else 0)


def test_a_field_where_nobody_counts_paragraphs_is_refused_too() -> None:
    word = _open(template_to_edit())
    word.core_properties.title = "{{ nothing }}"
    with pytest.raises(BulletinTemplateError) as told:
        check_template(_saved(word))
    assert told.value.fault == "whole"


def test_a_condition_and_a_loop_of_the_office_s_own_are_taken() -> None:
    words = "{% if cc %}{% for each in rows if each.light == '红灯' %}{{ loop.index }}{{ each.name }}{% endfor %}{% else %}无{% endif %}"
    assert check_template(_template_with(5, words)) > 10


def test_a_broken_loop_is_told_too() -> None:
    with pytest.raises(BulletinTemplateError):
        check_template(_template_with(6, "没有开头的循环"))


def test_what_is_no_word_document_is_refused() -> None:
    with pytest.raises(DocumentBrokenError):
        mark_of(b"PK not a document")


def test_the_annex_is_as_wide_as_its_page_and_parts_no_row() -> None:
    word = _open(_made(LINE))
    table = word.tables[0]

    widths = [column.width or 0 for column in table.columns]

    assert sum(widths) == pytest.approx(Mm(210 - 28 - 26), abs=Mm(1))
    assert widths == [cell.width for cell in table.rows[1].cells]
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
