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
from jinja2 import TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.domain.errors import BulletinTemplateError

_FIELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PREFIX = re.compile(r"(?<=^\{[{%])(?:p|tr|tc|r)(?= )")
"""Of docxtpl: the paragraph, row, cell or run around the field goes with it."""

_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.Const, nodes.Tuple, nodes.For, nodes.If, nodes.CondExpr, nodes.Filter, nodes.Keyword,
    nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Add,
    nodes.Sub, nodes.Concat,
)  # fmt: skip
"""What a field may be made of. Nothing is called and nothing multiplied: no file needs it."""


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


def check_fields(word: Word) -> None:
    """Check each field of a template.

    Raises:
        BulletinTemplateError: One of them reaches behind what a template is given.
    """
    for part in parts_of(word):
        for line in part:
            for field in _FIELD.findall(line.text):
                _check_reach(line, field)


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
                yield [Line(place, 0, _text(each)) for each in root.iter(qn("w:p"))]


def _body(word: Word) -> Iterator[Line]:
    number = 0
    for block in word.element.body:
        if block.tag == qn("w:tbl"):
            for row, element in enumerate(block.iterchildren(qn("w:tr")), start=1):
                for paragraph in element.iter(qn("w:p")):
                    yield Line("table", row, _text(paragraph))
            continue
        number += block.tag == qn("w:p")
        for paragraph in block.iter(qn("w:p")):
            yield Line("body", number, _text(paragraph))


def _text(paragraph: Any) -> str:
    """Return a paragraph's own words, without those of a text box that is anchored in it."""
    texts = (
        each
        for each in paragraph.iter(qn("w:t"))
        if next(each.iterancestors(qn("w:p"))) is paragraph
    )
    return "".join(each.text or "" for each in texts)


def _check_reach(line: Line, field: str) -> None:
    source = _plain(field)
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError:
        return
    if any(
        not isinstance(each, _ALLOWED) or _is_private(each) for each in tree.find_all(nodes.Node)
    ):
        raise line.refused("private", _inside(field))


def _is_private(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Getattr):
        return node.attr.startswith("_")
    return isinstance(node, nodes.Const) and str(node.value).startswith("_")


def _plain(field: str) -> str:
    """Return a field as Jinja reads it."""
    return _PREFIX.sub("", field.translate(_STRAIGHT))


def _inside(field: str) -> str:
    return _plain(field)[2:-2].strip("- ")
