"""Parts a reply into clauses, and tells what stands before and behind a word of one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from bot.domain.replies.tokens import Token
from bot.domain.replies.words import Sort

FIGURES = frozenset(
    {
        Sort.PERCENT,
        Sort.UNCLEAR_PERCENT,
        Sort.MORE_PERCENT,
        Sort.RANGE,
        Sort.MONEY,
        Sort.UNCLEAR_MONEY,
    }
)
# What says something by itself: a blank behind it parts clauses as a comma does, and the words
# that belong to the next thing begin behind it.
_FACTS = FIGURES | {
    Sort.STATE,
    Sort.RESUMED,
    Sort.STILL,
    Sort.CODE,
    Sort.NUMBER,
    Sort.UNCLEAR_NUMBER,
}
_ENDS_AT_BLANK = FIGURES | {
    Sort.STATE,
    Sort.RESUMED,
    Sort.STILL,
    Sort.TROUBLE,
    Sort.OBSTACLE,
    Sort.NO_TROUBLE,
    Sort.SETTLED,
}


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens between two breaks; blanks are left out of `tokens`."""

    tokens: tuple[Token, ...]

    def has(self, *sorts: Sort) -> bool:
        """Return whether a token of one of *sorts* stands in the clause."""
        return has(self.tokens, *sorts)

    def of(self, *sorts: Sort) -> Iterator[tuple[int, Token]]:
        """Yield the tokens of *sorts* with their index, in order."""
        return ((at, token) for at, token in enumerate(self.tokens) if token.sort in sorts)

    def lead(self, at: int) -> tuple[Token, ...]:
        """Return what stands before the token *at*, back to the fact before it."""
        first = at
        while first and self.tokens[first - 1].sort not in _FACTS:
            first -= 1
        return self.tokens[first:at]

    def tail(self, at: int) -> tuple[Token, ...]:
        """Return what stands behind the token *at*, up to the next fact."""
        last = at + 1
        while last < len(self.tokens) and self.tokens[last].sort not in _FACTS:
            last += 1
        return self.tokens[at + 1 : last]

    def attached(self, at: int) -> Token | None:
        """Return the token that follows *at* without a blank, if one does."""
        if at + 1 < len(self.tokens) and self.tokens[at + 1].start == self.tokens[at].end:
            return self.tokens[at + 1]
        return None


def has(tokens: Iterable[Token], *sorts: Sort) -> bool:
    """Return whether one of *tokens* is of one of *sorts*."""
    return any(token.sort in sorts for token in tokens)


def part_clauses(tokens: tuple[Token, ...]) -> tuple[Clause, ...]:
    """Return the clauses of a reply in order."""
    return tuple(_clauses(tokens))


def _clauses(tokens: tuple[Token, ...]) -> Iterator[Clause]:
    kept: list[Token] = []
    said = False
    for token, behind, beyond in zip_longest(tokens, tokens[1:], tokens[2:]):
        parted = token.sort is Sort.SPACE and said and not _goes_on(kept[-1:], behind, beyond)
        if token.sort is Sort.BREAK or parted:
            if kept:
                yield Clause(tuple(kept))
            kept, said = [], False
        elif token.sort is not Sort.SPACE:
            kept.append(token)
            said = said or token.sort in _ENDS_AT_BLANK
    if kept:
        yield Clause(tuple(kept))


def _goes_on(before: list[Token], behind: Token | None, beyond: Token | None) -> bool:
    """Return whether a blank parts nothing: 困难 无, 80% 完成, and between English words."""
    if behind is None:
        return False
    if behind.sort is Sort.DONE and (beyond is None or beyond.sort is Sort.BREAK):
        return bool(before) and before[0].sort is Sort.PERCENT
    if behind.sort is Sort.NOT or _is_english(behind):
        return True
    return bool(before) and _is_english(before[0]) and behind.text[0].isdigit()


def _is_english(token: Token) -> bool:
    return token.text[0].isascii() and token.text[0].isalpha() and token.sort is not Sort.CODE
