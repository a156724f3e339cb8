"""The parts of an order: which projects, what, on which basis, for which reason."""

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.codes import read_code

BASIS, REASON = "依据", "原因"
_CODES = re.compile(r"\s*((?:[Pp][\s-]?\d{1,6}(?:\s*(?:[、,;和及]|and)\s*|\s+|(?!\d)))+)")
_CODE = re.compile(r"[Pp][\s-]?\d{1,6}")
_MARKS = re.compile(
    r"[\s,;。]*(?:(依据|根据|按照|basis)|(原因|理由|因为?|because(?:\s+of)?|reason))\s*:?\s*"
)


@dataclass(frozen=True, slots=True)
class Clauses:
    """The parts of an order as they were written; empty where one is missing."""

    codes: tuple[str, ...]
    body: str
    basis: str
    reason: str


def read_clauses(text: str) -> Clauses:
    """Return the parts of *text*, in which codes come first and 依据 and 原因 introduce theirs."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _CODES.match(plain)
    codes = _CODE.findall(found[1]) if found else []
    clean = (read_code(each) for each in codes)
    parts = {"body": "", "basis": "", "reason": ""}
    name, start = "body", found.end() if found else 0
    for mark in _MARKS.finditer(plain, start):
        parts[name] += plain[start : mark.start()]
        name, start = ("basis" if mark[1] else "reason"), mark.end()
    parts[name] += plain[start:]
    trimmed = {key: each.strip(" ,;。") for key, each in parts.items()}
    return Clauses(tuple(dict.fromkeys(each for each in clean if each)), **trimmed)
