"""A light excused, or not any more: 豁免 P07 因征地未批, 豁免 P07 结束."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from bot.domain.codes import read_code
from bot.domain.deadlines import read_deadline
from bot.domain.errors import LedgerError

_LINE = re.compile(r"\s*(?P<code>[Pp][\s-]?\d{1,6})?[\s,:]*(?P<words>.*?)\s*$", re.DOTALL)
_MARK = re.compile(r"^(?:原因|理由|因为|因|because(?:\s+of)?|reason)\s*:?\s*", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:截?至|截?到|直到|\b(?:until|till|to)\b)\s*(?P<day>\S.*?)\s*(?:为?止|前|之前|以前)?\s*$",
    re.IGNORECASE,
)
_ENDS = frozenset({"结束", "解除", "取消", "撤销", "end"})


@dataclass(frozen=True, slots=True)
class Exemption:
    """Which project is exempt and why; *ends* where it is not to be any more.

    `until` are the words that name the day it should last to; no exemption ends by itself.
    """

    code: str | None
    reason: str
    ends: bool = False
    until: str = ""


class ExemptionUntilError(LedgerError):
    """An exemption should end by itself, as *words* say; it ends by a line of the office."""

    text = "error.exemption_until"

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code, words)
        self.code = code
        self.words = words


def read_exemption(text: str, today: date) -> Exemption:
    """Return what a line tells; the reason is empty where none is written."""
    found = _LINE.match(unicodedata.normalize("NFKC", text))
    code, words = (found["code"], found["words"]) if found else (None, "")
    clean = read_code(code) if code else None
    if words.strip("。. ").lower() in _ENDS:
        return Exemption(clean, "", ends=True)
    reason = _MARK.sub("", words).rstrip("。")
    return Exemption(clean, reason, until=_until(reason, today))


def _until(reason: str, today: date) -> str:
    """Return the words at the end of a *reason* that name a day it should last to, if any."""
    found = _UNTIL.search(reason)
    span = read_deadline(found["day"], today).span if found else None
    is_day = found is not None and span is not None and span[1] >= len(found["day"])
    return found[0].strip() if found and is_day else ""
