"""Number, title and date as given in the chat, put into a bulletin that was edited in Word."""

import re
from typing import Any

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from bot.papers.bulletin_template import (
    ATTACHMENT,
    BODY,
    BODY_SIZE,
    DATE,
    DATE_FROM_RIGHT,
    ISSUER,
    NUMBER,
    PRINTED,
    TITLE,
    ensure_style,
)
from bot.papers.template_fields import texts_of, words_of

_NUMBER = re.compile(r"[^\s：:，。〔\[【（(]*[〔\[【（(]20\d\d[〕\]】）)]\s*\d*\s*号")
_DATE = re.compile(r"20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_PRINTED = re.compile(rf"(?:{_DATE.pattern})?\s*印发")
_PRINTED_LINE = re.compile(rf".{{0,30}}{_DATE.pattern}\s*印发")
_TWIPS = 20  # a point
_SHORT = 24
"""Characters of a paragraph that is a number or a date, and does not only mention one."""


def stamp_on(word: Word, *, number: str, title: str, day: str) -> None:
    """Put number, title and date in their places; what is empty leaves them as they are.

    A place is known by its style, or else by what stands in it, as in a template of the office's
    own. A number and a date whose place was deleted are put back: nothing is issued without them.
    """
    if title and (place := _of_style(word, TITLE)) is not None:
        _say(place, title)
    if number and not _put(word, NUMBER, _NUMBER, number):
        _insert_number(word, number)
    if day and not _put(word, DATE, _DATE, day):
        _insert_day(word, day)
    for printed in _printed(word) if day else ():
        _replace(printed, _PRINTED, f"{day}印发")
    issuer, date = _of_style(word, ISSUER), _of_style(word, DATE)
    if issuer is not None and date is not None:
        _centre_over(date, issuer)


def _printed(word: Word) -> list[Any]:
    """Return the paragraphs that say when it was printed, also in the text box of another program."""
    found = _of_style(word, PRINTED)
    alike = [
        each
        for each in word.element.body.iter(qn("w:p"))
        if each is not found and _PRINTED_LINE.fullmatch(words_of(each).strip())
    ]
    return alike if found is None else [found, *alike]


def _centre_over(date: Any, issuer: Any) -> None:
    """Centre the issuer over the date, as above a seal (7.3.5.1); one that was moved stays."""
    layout = issuer.get_or_add_pPr()
    if layout.find(qn("w:ind")) is not None:
        return
    beside = (_width(words_of(date)) - _width(words_of(issuer))) / 2
    characters = max(DATE_FROM_RIGHT + beside, 0)
    place = layout.get_or_add_ind()
    place.set(qn("w:right"), str(round(characters * BODY_SIZE * _TWIPS)))
    place.set(qn("w:rightChars"), str(round(characters * 100)))


def _width(words: str) -> float:
    """Return how many Chinese characters wide some words are."""
    return sum(0.5 if each.isascii() else 1 for each in words.strip())


def style_of(paragraph: Paragraph) -> str:
    """Return the name of a paragraph's style."""
    return str(paragraph.style.name) if paragraph.style is not None else ""


def _put(word: Word, style: str, pattern: re.Pattern[str], text: str) -> bool:
    """Put *text* where *style* or *pattern* finds a place for it; False if there is none."""
    place = _of_style(word, style)
    if place is None:
        # A number stands above the text and a date below it; the text may mention others.
        alike = [each for each in _places(word, style) if _is_alike(each, pattern)]
        place = next(iter(alike if style == NUMBER else reversed(alike)), None)
    if place is None:
        return False
    if not _replace(place, pattern, text):
        _say(place, text)
    return True


def _of_style(word: Word, style: str) -> Any | None:
    return next((each._p for each in word.paragraphs if style_of(each) == style), None)  # noqa: SLF001 -- what is written is written into its elements


def _places(word: Word, style: str) -> list[Any]:
    """Return the paragraphs that may hold a number, or a date: that is in no table or margin."""
    if style == DATE:
        return [each._p for each in word.paragraphs]  # noqa: SLF001 -- as above
    margins = {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}
    roots = [word.element.body]
    roots += [
        each.target_part.element for each in word.part.rels.values() if each.reltype in margins
    ]
    return [each for root in roots for each in root.iter(qn("w:p"))]


def _is_alike(paragraph: Any, pattern: re.Pattern[str]) -> bool:
    words = words_of(paragraph).strip()
    return len(words) <= _SHORT and pattern.search(words) is not None


def _replace(paragraph: Any, pattern: re.Pattern[str], text: str) -> bool:
    """Put *text* in place of what *pattern* finds, in whatever pieces that stands; False if nothing."""
    pieces = texts_of(paragraph)
    found = pattern.search("".join(each.text or "" for each in pieces))
    if found is None:
        return False
    at = 0
    for each in pieces:
        words = each.text or ""
        begin, end = max(found.start() - at, 0), max(found.end() - at, 0)
        at += len(words)
        if begin < min(end, len(words)):
            each.text = words[:begin] + text + words[end:]
            text = ""  # it stands where the first piece stood
    return True


def _say(paragraph: Any, text: str) -> None:
    """Put *text* in place of a paragraph's words, in the look of the first of them."""
    texts = texts_of(paragraph)
    if not texts:
        Paragraph(paragraph, None).add_run(text)  # type: ignore[arg-type]  # a run needs no part
        return
    first, *others = texts
    first.text = text
    for each in others:
        each.text = ""


def _insert_number(word: Word, number: str) -> None:
    """Put a number above the title, with a blank line between, or on top if there is no title."""
    title = _of_style(word, TITLE)
    if title is None:
        first = next(word.element.body.iterchildren())
        first.addprevious(_new(word, NUMBER, number))
        return
    above = title.getprevious()
    if above is None or above.tag != qn("w:p") or words_of(above).strip():
        above = _new(word, BODY, "")
        title.addprevious(above)
    above.addprevious(_new(word, NUMBER, number))


def _insert_day(word: Word, day: str) -> None:
    """Put a date below the issuer, or else below what the text ends with, before its annex."""
    found = (_of_style(word, style) for style in (ISSUER, ATTACHMENT))
    above = next((each for each in found if each is not None), None)
    if above is None:
        bodies = [each._p for each in word.paragraphs if style_of(each) == BODY]  # noqa: SLF001 -- as above
        above = next((each for each in reversed(bodies) if words_of(each).strip()), None)
    new = _new(word, DATE, day)
    if above is not None:
        above.addnext(new)


def _new(word: Word, style: str, text: str) -> Any:
    """Return a paragraph that stands nowhere yet, in a style that the document may have lost."""
    ensure_style(word, style)
    paragraph = word.add_paragraph(text, style=style)
    element = paragraph._p  # noqa: SLF001 -- as above
    element.getparent().remove(element)
    return element
