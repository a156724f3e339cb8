"""The fields in braces of a bulletin's template, and what is wrong with them.

A template is somebody's document and runs in the render process, so it gets the names it is given
and nothing behind them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from jinja2 import (
    StrictUndefined,
    TemplateAssertionError,
    TemplateError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.domain.bulletins import sample
from bot.domain.errors import BulletinTemplateError

_FIELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PREFIX = re.compile(r"(?<=^\{[{%])(?:p|tr|tc|r)(?= )")
"""Of docxtpl: the paragraph, row, cell or run around the field goes with it."""

_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_ENDS = {"for": "{% endfor %}", "if": "{% endif %}", "elif": "{% endif %}"}
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.Const, nodes.Tuple, nodes.For, nodes.If, nodes.CondExpr, nodes.Filter, nodes.Keyword,
    nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Add,
    nodes.Sub, nodes.Concat,
)  # fmt: skip
"""What a field may be made of. Nothing is called and nothing multiplied: no file needs it."""

SAMPLES = sample().as_json()
"""What a template is tried on: there is something in each field and in each list."""


def environment(undefined: type[Undefined] = Undefined) -> ImmutableSandboxedEnvironment:
    """Return what renders a template: a sandbox, for anybody of the office may send one."""
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=undefined)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a template: the *number*-th of its body, or what it stands in.

    `place` is body, table (then `number` is the row), header or footer.
    """

    place: str
    number: int
    text: str

    def refused(self, fault: str, field: str) -> BulletinTemplateError:
        """Return the error that says what is wrong with a field of this line."""
        return BulletinTemplateError(
            field, self.number, self.text.strip(), place=self.place, fault=fault
        )


@dataclass(frozen=True, slots=True)
class _Opened:
    """A loop or condition whose end has not come yet: for or if, its field, and where it is."""

    word: str
    field: str
    line: Line


def check_fields(word: Word) -> None:
    """Check each field of a template, by itself, on sample figures.

    Raises:
        BulletinTemplateError: Its braces do not pair, it cannot be read, there is no such field
            or filter, it reaches behind what a template is given, or a loop has no end or start.
    """
    for part in parts_of(word):
        around: list[_Opened] = []
        for line in part:
            _check_braces(line)
            for field in _FIELD.findall(line.text):
                _check_field(line, field, around)
        if around:
            raise around[-1].line.refused("unclosed", _inside(around[-1].field))


def parts_of(word: Word) -> Iterator[list[Line]]:
    """Yield the lines of the body, then those of each header and footer, as they stand."""
    yield list(_body(word))
    for kind, place in (
        (RELATIONSHIP_TYPE.HEADER, "header"),
        (RELATIONSHIP_TYPE.FOOTER, "footer"),
    ):
        for relation in word.part.rels.values():
            if relation.reltype == kind:
                root = parse_xml(relation.target_part.blob)
                yield [Line(place, 0, words_of(each)) for each in root.iter(qn("w:p"))]


def _body(word: Word) -> Iterator[Line]:
    number = 0
    for block in word.element.body:
        if block.tag == qn("w:tbl"):
            for row, element in enumerate(block.iterchildren(qn("w:tr")), start=1):
                for paragraph in element.iter(qn("w:p")):
                    yield Line("table", row, words_of(paragraph))
            continue
        number += block.tag == qn("w:p")
        for paragraph in block.iter(qn("w:p")):
            yield Line("body", number, words_of(paragraph))


def words_of(paragraph: Any) -> str:
    """Return a paragraph's own words, without those of a text box that is anchored in it.

    Of changes that Word tracks it has what was put in, not what was taken out.
    """
    return "".join(each.text or "" for each in texts_of(paragraph))


def texts_of(paragraph: Any) -> list[Any]:
    """Return the elements that hold a paragraph's own words."""
    return [
        each
        for each in paragraph.iter(qn("w:t"))
        if next(each.iterancestors(qn("w:p"))) is paragraph
        and next(each.iterancestors(qn("w:moveFrom")), None) is None
    ]


def _check_braces(line: Line) -> None:
    rest = _FIELD.sub("", line.text)
    if found := _BRACES.search(rest):
        start = max(found.start() - 10, 0) if "}" in found[0] else found.start()
        raise line.refused("unpaired", rest[start:].strip())


def _check_field(line: Line, field: str, around: "list[_Opened]") -> None:
    """Try a field within the loops that are open *around* it, and note what it opens or ends."""
    if field.startswith("{#"):
        return
    word = _inside(field).partition(" ")[0] if field.startswith("{%") else ""
    if word in {"endfor", "endif"}:
        if not around or f"end{around[-1].word}" != word:
            raise line.refused("unopened", _inside(field))
        around.pop()
        return
    if word in {"else", "elif"} and not around:
        raise line.refused("unopened", _inside(field))
    _try(line, field, word, around)
    if word in {"for", "if"}:
        around.append(_Opened(word, field, line))


def _try(line: Line, field: str, word: str, around: "list[_Opened]") -> None:
    source = _plain(field) + _ENDS.get(word, "")
    if word == "elif":
        source = "{% if true %}" + source
    elif word == "else":
        source = ""
    # A condition may not hold for the samples, so what stands in it is tried without it.
    loops = [_plain(each.field) for each in around if each.word == "for"]
    source = "".join(loops) + source + "{% endfor %}" * len(loops)
    strict = environment(StrictUndefined)
    try:
        if any(map(_is_forbidden, strict.parse(source).find_all(nodes.Node))):
            raise line.refused("private", _inside(field))
        strict.from_string(source).render(SAMPLES)
    except TemplateAssertionError:
        raise line.refused("filter", _inside(field)) from None
    except TemplateSyntaxError:
        raise line.refused("syntax", _inside(field)) from None
    except UndefinedError:
        raise line.refused("unknown", _inside(field)) from None
    except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError):
        raise line.refused("syntax", _inside(field)) from None


def _is_forbidden(node: nodes.Node) -> bool:
    return not isinstance(node, _ALLOWED) or _is_private(node)


def _is_private(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Getattr):
        return node.attr.startswith("_")
    return isinstance(node, nodes.Const) and str(node.value).startswith("_")


def _plain(field: str) -> str:
    """Return a field as Jinja reads it."""
    return _PREFIX.sub("", field.translate(_STRAIGHT))


def _inside(field: str) -> str:
    return _plain(field)[2:-2].strip("-+ ")
