"""A light excused, or not any more: 豁免 P07 因征地未批, 豁免 P07 结束."""

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.codes import read_code

_LINE = re.compile(r"\s*(?P<code>[Pp][\s-]?\d{1,6})?[\s,:]*(?P<words>.*?)\s*$", re.DOTALL)
_MARK = re.compile(r"^(?:原因|理由|因为|因|because|reason)\s*:?\s*", re.IGNORECASE)
_ENDS = frozenset({"结束", "解除", "取消", "撤销", "end"})


@dataclass(frozen=True, slots=True)
class Exemption:
    """Which project is exempt and why; *ends* where it is not to be any more."""

    code: str | None
    reason: str
    ends: bool = False


def read_exemption(text: str) -> Exemption:
    """Return what a line tells; the reason is empty where none is written."""
    found = _LINE.match(unicodedata.normalize("NFKC", text))
    code, words = (found["code"], found["words"]) if found else (None, "")
    clean = read_code(code) if code else None
    if words.strip("。. ").lower() in _ENDS:
        return Exemption(clean, "", ends=True)
    return Exemption(clean, _MARK.sub("", words).rstrip("。"))
