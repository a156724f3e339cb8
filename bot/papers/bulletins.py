"""The bulletin 督查通报 as a Word document, out and back in.

docxtpl is imported here at the top: only the process that renders papers imports this module.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError

from bot.domain.bulletins import Section, short_lines
from bot.domain.errors import BulletinTemplateError, DocumentBrokenError
from bot.papers.bulletin_template import (
    ANNEX,
    ANNEX_TITLE,
    ATTACHMENT,
    CC,
    DATE,
    HEADING,
    ISSUER,
    NUMBER,
    PRINTED,
    TITLE,
    TO,
    standard_template,
)
from bot.papers.stamps import stamp_on, style_of
from bot.papers.template_fields import SAMPLES, check_fields, environment, words_of

TEMPLATE_MARK = "duban-template"
BULLETIN_MARK = "duban-bulletin-"
"""Stand among the keywords of a document, where Word and others keep them."""

_AROUND = {NUMBER, TITLE, TO, ATTACHMENT, ISSUER, DATE, CC, PRINTED, ANNEX_TITLE}
_HEADING = re.compile(r"[一二三四五六七八九十]+、.{1,30}")
_VERSO = re.compile(r"抄送[：:]")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""Where Word says once more, for older programs, what stands in a text box."""


def template_to_edit() -> bytes:
    """Return the standard template, to be edited in Word and sent back."""
    word = Document(io.BytesIO(standard_template()))
    return _marked(word, TEMPLATE_MARK)


def render_bulletin(fields: Mapping[str, Any], template: bytes | None = None) -> bytes:
    """Return a bulletin made of *fields*, by the office's own *template* if it has one."""
    filled = DocxTemplate(io.BytesIO(template or standard_template()))
    filled.render(dict(fields), environment())
    file = io.BytesIO()
    filled.save(file)
    word = Document(io.BytesIO(file.getvalue()))
    _keep_end_with_text(word)
    return _saved(word)


def _keep_end_with_text(word: Word) -> None:
    """Keep issuer and date on a page with the end of the text: no page is without any (7.3.5.4)."""
    paragraphs = word.paragraphs
    styles = [style_of(each) for each in paragraphs]
    end = styles.index(ATTACHMENT) if ATTACHMENT in styles else 0
    for each in reversed(paragraphs[:end]):
        each.paragraph_format.keep_with_next = True
        if each.text.strip():
            break


def stamp(document: bytes, mark: str, *, number: str, title: str, day: str) -> bytes:
    """Return a bulletin with number, title and date as given in the chat, and with its mark."""
    word = _opened(document)
    stamp_on(word, number=number, title=title, day=day)
    return _marked(word, mark)


def bulletin_mark(token: str, edition: int) -> str:
    """Return the mark of a bulletin's document: whose it is, and which edition of its wording."""
    return f"{BULLETIN_MARK}{token}-{edition}"


def read_bulletin_mark(mark: str) -> tuple[str, int] | None:
    """Return token and edition of a mark, 0 where it tells no edition; None if it is of no bulletin."""
    if not mark.startswith(BULLETIN_MARK):
        return None
    token, _, edition = mark.removeprefix(BULLETIN_MARK).partition("-")
    return token, int(edition) if edition.isdecimal() else 0


def mark_of(document: bytes) -> str:
    """Return the mark of a document of ours, empty if it bears none.

    Raises:
        DocumentBrokenError: It is no Word document.
    """
    words = _opened(document).core_properties.keywords or ""
    marks = (each for each in words.replace(",", " ").split() if each.startswith("duban-"))
    return next(marks, "")


def title_of(document: bytes) -> str:
    """Return the title that a bulletin has by now, empty if it has lost its paragraph."""
    titles = (words for style, words in _paragraphs(_opened(document)) if style == TITLE)
    return next(titles, "").strip()


def lines_of(document: bytes) -> tuple[str, ...]:
    """Return the lines for leaders, of what a bulletin says by now.

    Sections begin with a heading, known by its style or by its number 一、; without one the whole
    text is a section. What stands around the text and in the annex says nothing of its own.
    """
    sections: list[tuple[str, list[str]]] = [("", [])]
    for style, words in _paragraphs(_opened(document)):
        text = words.strip()
        if text == ANNEX or _VERSO.match(text):
            break
        if not text or style in _AROUND:
            continue
        if style == HEADING or _HEADING.fullmatch(text):
            sections.append((text, []))
        else:
            sections[-1][1].append(text)
    headed = sections[1:] or sections
    return short_lines([Section(heading, tuple(texts)) for heading, texts in headed])


def _paragraphs(word: Word) -> Iterator[tuple[str, str]]:
    """Yield style and words of the paragraphs of the text, without its tables."""
    for element in word.element.body.iter(qn("w:p")):
        if not any(True for _ in element.iterancestors(qn("w:tbl"), _FALLBACK)):
            yield style_of(Paragraph(element, word._body)), words_of(element)  # noqa: SLF001 -- python-docx has no other way to a paragraph of a content control


def check_template(document: bytes) -> int:
    """Return how many paragraphs a template has that can be filled.

    Raises:
        BulletinTemplateError: It cannot; names the field, what is wrong with it, and its place.
    """
    word = _opened(document)
    check_fields(word)
    try:
        DocxTemplate(io.BytesIO(document)).render(SAMPLES, environment(StrictUndefined))
    except (TemplateError, SyntaxError, ValueError, LookupError, TypeError):
        # Each field is well by itself: it is how they stand in the document.
        raise BulletinTemplateError("", 0, "", fault="whole") from None
    return len(word.paragraphs)


def _opened(document: bytes) -> Word:
    try:
        return Document(io.BytesIO(document))
    except Exception as error:
        raise DocumentBrokenError from error


def _marked(word: Word, mark: str) -> bytes:
    word.core_properties.keywords = mark
    word.core_properties.author = "duban"
    return _saved(word)


def _saved(word: Word) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()
