"""Brings a reply to one spelling sign by sign, so that blanks, breaks and places stay as typed."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.normal import normalise

# The spelling of deadlines makes a comma of it; here it parts numbers: 60，120万 is no 60,120万.
_FULL_WIDTH_COMMA = "，"
_BLANKS = " \t\u00a0\u3000"
# ① ² ⒈ are marks beside a number, not digits of it: "①5%" is 5 %.
_MARKS = ("<circle>", "<super>", "<sub>", "<fraction>", "<compat>", "<square>")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in one spelling and lower case; `origin` leads back to the text as typed."""

    typed: str
    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the stretch from *start* up to *end* stands in the text as typed."""
        if start >= end:
            return (self.origin[start], self.origin[start])
        return (self.origin[start], self.origin[end - 1] + 1)

    def words(self, start: int, end: int) -> str:
        """Return the stretch in the words of the person."""
        first, last = self.span(start, end)
        return self.typed[first:last].strip()


def fold(typed: str) -> Folded:
    """Return *typed* in one spelling; signs that cannot be seen are left out."""
    text: list[str] = []
    origin: list[int] = []
    for place, sign in enumerate(typed):
        folded = _fold_sign(sign)
        text.append(folded)
        origin += [place] * len(folded)
    return Folded(typed, "".join(text), (*origin, len(typed)))


@lru_cache(maxsize=8192)
def _fold_sign(sign: str) -> str:
    """Return one sign in its usual spelling, or nothing."""
    if sign.isascii() and sign.isprintable():
        return sign.lower()
    if sign in _BLANKS:
        return " "
    if sign == "\r":
        return "\n"
    if sign == _FULL_WIDTH_COMMA or unicodedata.decomposition(sign).startswith(_MARKS):
        return sign
    return normalise(sign).text.lower()
