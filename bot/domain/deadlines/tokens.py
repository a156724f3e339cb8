"""Text cut into the signs of the grammar: linear, without going back."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from bot.domain.calendars import SOLAR_TERMS
from bot.domain.deadlines import words
from bot.domain.deadlines.patterns import (
    NUMBER_PATTERNS,
    NUMBER_STARTS,
    NUMERAL,
    WORD_PATTERNS,
    WORD_STARTS,
    compiled,
    kind_of,
)
from bot.domain.numerals import parse_integer


class Token(NamedTuple):
    """One sign of the grammar.

    Attributes:
        kind: Its kind, which the patterns of the rules are made of.
        numbers: The numbers in it, such as year, month and day.
        word: The text, or a festival's name in the calendar.
        start: Where it begins in the normalised text.
        end: Where it ends.
    """

    kind: str
    numbers: tuple[int, ...]
    word: str
    start: int
    end: int


_NUMBER = compiled(NUMBER_PATTERNS)
_WORD = compiled(WORD_PATTERNS)
# Digits up to which a number needs no check.
_LONG = 10
_LETTERS = re.compile(r"[a-z]+(?:[-#]?\d+)*")
_NUMERAL = re.compile(NUMERAL)


def tokenise(text: str) -> list[Token]:
    """Return the signs of the grammar in *text*, which is normalised and in lower case.

    What is nothing of a date is one sign `other` for a whole stretch; fillers are left out.
    """
    tokens: list[Token] = []
    for token in _cut(text):
        stretch = token.kind == "other" and tokens and tokens[-1].kind == "other"
        if token.kind != "filler" and not stretch:
            tokens.append(token)
    return tokens


def _cut(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        found = _token_at(text, place)
        yield from found
        place = found[-1].end


def _token_at(text: str, place: int) -> list[Token]:
    """Return the longest sign at *place*: of the tables, or of the patterns if that is longer."""
    word, pattern = _word_at(text, place), _pattern_at(text, place)
    if word and (pattern is None or pattern.end <= word[0].end):
        return word
    if pattern:
        return [pattern]
    kind = "filler" if text[place] == " " else "other"
    letters = _LETTERS.match(text, place)
    return [Token(kind, (), text[place], place, letters.end() if letters else place + 1)]


def _pattern_at(text: str, place: int) -> Token | None:
    if text[place] in NUMBER_STARTS and (match := _NUMBER.match(text, place)):
        return _numbered(kind_of(match, NUMBER_PATTERNS), match)
    if text[place] in WORD_STARTS and (match := _WORD.match(text, place)):
        return _numbered(kind_of(match, WORD_PATTERNS), match)
    return None


def _numbered(kind: str, match: re.Match[str]) -> Token:
    numbers = tuple([_number(numeral) for numeral in _NUMERAL.findall(match[0])])
    return Token(kind, numbers, match[0], match.start(), match.end())


def _number(numeral: str) -> int:
    if len(numeral) < _LONG and numeral.isdecimal():
        return int(numeral)
    number = parse_integer(numeral)
    return -1 if number is None else number


def _word_at(text: str, place: int) -> list[Token]:
    """Return the longest word of the tables that stands at *place*, as its signs."""
    for length in _LENGTHS.get(text[place], ()):
        word = text[place : place + length]
        signs = _DICTIONARY.get(word)
        if signs and not (word.isascii() and _is_cut_off(text, place, word)):
            end = place + len(word)
            return [Token(kind, numbers, name, place, end) for kind, numbers, name in signs]
    return []


def _is_cut_off(text: str, place: int, word: str) -> bool:
    """Return whether a Latin word would be a piece of a longer one."""
    end = place + len(word)
    before, after = text[place - 1 : place], text[end : end + 1]
    if _is_latin(word[0]) and _is_latin(before):
        return True
    return word[-1].isalnum() and (_is_latin(after) or (word[-1].isdigit() and after.isdecimal()))


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


_Signs = tuple[tuple[str, tuple[int, ...], str], ...]


def dictionary_entries() -> Iterator[tuple[str, _Signs]]:
    """Yield each word of the tables with the signs it stands for."""
    for word in words.words(words.NOT_DATES):
        yield word, (("other", (), word),)
    for word in words.words(words.VAGUE):
        yield word, (("vague", (), word),)
    for kind, line in words.PLAIN.items():
        for word in words.words(line):
            yield word, ((kind, (), word),)
    for kind, table in words.VALUED.items():
        for word, number in table.items():
            yield word, ((kind, (number,), word),)
    yield from _double_entries()
    yield from _festival_entries()


def _double_entries() -> Iterator[tuple[str, _Signs]]:
    """Yield the words that are read as two: EOM, 至第二年, next Friday."""
    for word, kind in words.ENDS.items():
        yield word, (("edge", (3,), word), (kind, (0,), word))
    for to in words.words(words.PLAIN["to"]):
        second = words.SECOND_YEAR
        yield to + second, (("to", (), to), ("following_year", (1,), second))
    for (near, distance), (day, number) in product(
        words.NEARBY.items(), words.VALUED["weekday"].items()
    ):
        if near.isascii() and day.isascii() and not near.startswith("last"):
            yield near + day, (("relative_week", (distance,), near), ("weekday", (number,), day))


def _festival_entries() -> Iterator[tuple[str, _Signs]]:
    for term in SOLAR_TERMS:
        yield term, (("festival", (), term),)
    for festival, names in words.FESTIVALS.items():
        for name in {festival, *words.words(names)} - set(words.DATE_FESTIVALS):
            yield name, (("festival", (), festival),)
    for word in words.words(words.HOLIDAYS):
        yield word, (("holiday", (), word),)


def _lengths() -> dict[str, tuple[int, ...]]:
    """Return how long the words are that begin with a sign, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for word in _DICTIONARY:
        found[word[0]].add(len(word))
    return {sign: tuple(sorted(lengths, reverse=True)) for sign, lengths in found.items()}


_DICTIONARY = dict(dictionary_entries())
_LENGTHS = _lengths()
