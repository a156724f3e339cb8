"""难点 P02 自然资源局牵头 6月底前: who solves a difficulty, and by when."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from bot.domain.deadlines import read_deadline
from bot.domain.orders.clauses import read_clauses
from bot.domain.terms import Status

_LEAD = re.compile(
    r"(?:(?:牵头|主办)(?:单位)?\s*:\s*([^\s,;。]{2,20})"
    r"|由?([^\s,;。由]{2,20}?)(?:牵头|主办|负责)(?:解决|办理)?"
    r"|lead\s*:?\s*([^,;]{2,40}))",
    re.IGNORECASE,
)
_SOLVED = re.compile(r"(?:已经?|均已)?(?:解决|办结)(?:了)?$|^solved$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Steering:
    """What is said of the difficulty of a project; `words` is what was not understood."""

    code: str | None
    lead_unit: str | None
    wanted_by: date | None
    solved: bool
    words: str


def read_steering(text: str, today: date) -> Steering:
    """Return what *text* says: a code, then a lead unit, a date, or that it is solved."""
    clauses = read_clauses(unicodedata.normalize("NFKC", text))
    code = clauses.codes[0] if clauses.codes else None
    found = _LEAD.search(clauses.body)
    lead = next(filter(None, found.groups()), None) if found else None
    rest = clauses.body.replace(found[0], " ") if found else clauses.body
    rest = rest.strip(" ,;。")
    reading = read_deadline(rest, today)
    day = reading.date if rest and reading.status is Status.OK else None
    solved = bool(_SOLVED.search(rest)) and not rest.startswith(("未", "没"))
    return Steering(code, lead, day, solved, "" if day or solved else rest)
