"""Cuts a folded reply into tokens: numbers with what marks them, words of the table, the rest."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.replies.figures import read_figure
from bot.domain.replies.folding import Folded
from bot.domain.replies.values import Value
from bot.domain.replies.words import PERIODS, RESUMED, STATES, WORDS, Sort

_BREAKS = frozenset('\n，,;。、!()[]{}|"“”…/·')


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a reply: what it is, where it stands and, for figures and states, its value."""

    sort: Sort
    text: str
    start: int
    end: int
    value: Value = None


def _table() -> dict[str, list[tuple[str, Sort, Value]]]:
    """Return the words by their first sign, the longest first."""
    entries: dict[str, tuple[Sort, Value]] = {}
    for sort, words in WORDS.items():
        for word in words.split():
            entries.setdefault(word, (sort, None))
    for state, words in STATES.items():
        entries |= dict.fromkeys(words.split(), (Sort.STATE, state))
    for period, words in PERIODS.items():
        entries |= dict.fromkeys(words.split(), (Sort.PERIOD, period))
    entries |= dict.fromkeys(RESUMED.split(), (Sort.RESUMED, None))
    by_first: dict[str, list[tuple[str, Sort, Value]]] = defaultdict(list)
    for word, (sort, value) in sorted(entries.items(), key=lambda entry: -len(entry[0])):
        spelled = word.replace("_", " ")
        by_first[spelled[0]].append((spelled, sort, value))
    return dict(by_first)


_WORDS = _table()


def tokenise(folded: Folded) -> tuple[Token, ...]:
    """Return the tokens of a reply in order; together they cover it."""
    return tuple(_with_gaps_joined(_pieces(folded.text)))


def _pieces(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        token = _piece(text, at)
        yield token
        at = token.end


def _piece(text: str, at: int) -> Token:
    sign = text[at]
    if sign in _BREAKS or (sign.isdigit() and not sign.isdecimal()):  # ① marks an item
        return Token(Sort.BREAK, sign, at, at + 1)
    if sign == " ":
        return Token(Sort.SPACE, sign, at, at + 1)
    word = _word(text, at)
    figure = read_figure(text, at)
    if figure is not None and (word is None or figure.end >= word.end):
        return Token(figure.sort, text[at : figure.end], at, figure.end, figure.value)
    return word or Token(Sort.UNKNOWN, sign, at, at + 1)


def _word(text: str, at: int) -> Token | None:
    for word, sort, value in _WORDS.get(text[at], ()):
        end = at + len(word)
        if text.startswith(word, at) and _stands_alone(text, at, end):
            return Token(sort, word, at, end, value)
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether an English word is not part of a longer one; Chinese has no such bounds."""
    if not (text[start].isascii() and text[start].isalpha()):
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_is_letter(before) or _is_letter(after))


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _with_gaps_joined(tokens: Iterator[Token]) -> Iterator[Token]:
    """Yield the tokens with neighbouring unknown signs made one."""
    gap: list[Token] = []
    for token in tokens:
        if token.sort is Sort.UNKNOWN:
            gap.append(token)
            continue
        yield from _joined(gap)
        gap = []
        yield token
    yield from _joined(gap)


def _joined(gap: list[Token]) -> Iterator[Token]:
    if gap:
        text = "".join(token.text for token in gap)
        yield Token(Sort.UNKNOWN, text, gap[0].start, gap[-1].end)
