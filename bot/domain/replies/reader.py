"""Reads one reply: facts to record, or the choices to ask back with. See `words` for the words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import product
from math import prod

from bot.domain.calendars import NO_OVERRIDES, Overrides
from bot.domain.replies.amounts import read_amounts
from bot.domain.replies.bare_numbers import read_bare_numbers
from bot.domain.replies.clauses import part_clauses
from bot.domain.replies.difficulties import read_difficulties
from bot.domain.replies.findings import Choice, Doubt, Findings
from bot.domain.replies.folding import fold
from bot.domain.replies.new_dates import read_new_dates
from bot.domain.replies.percents import read_percents
from bot.domain.replies.records import Asked, ReplyFacts, ReplyOption, ReplyReading
from bot.domain.replies.standstill import doubt_empty, read_standstill
from bot.domain.replies.states import read_states
from bot.domain.replies.tokens import Token, tokenise
from bot.domain.replies.words import Sort
from bot.domain.terms import Status

LONGEST_REPLY = 500
"""Characters of what is read as one project's reply; a longer text is asked back."""
_MOST_TOKENS = 250
_LONGEST_CLAUSE = 60
"""Tokens of a reply and between two breaks; nobody writes more, and it bounds the time."""
_MOST_OPTIONS = 4
# The order in which a reply is understood: dates first, because 年底前完工 is no state of today,
# and percents before states, because a state may deny a percent.
_RULES = (
    read_new_dates,
    read_percents,
    read_amounts,
    read_bare_numbers,
    read_standstill,
    read_states,
    read_difficulties,
)


def read_reply(
    text: str,
    today: date,
    *,
    asked: Asked = Asked.NOTHING,
    previous: date | None = None,
    overrides: Overrides = NO_OVERRIDES,
) -> ReplyReading:
    """Return what a reply of one project says, never a guess.

    Args:
        text: What was typed, of any length and in any script.
        today: Calendar day in the county's zone.
        asked: What the bot had just asked; a bare number is a percent only if one was asked.
        previous: The deadline that holds now, from which 推迟一个月 counts.
        overrides: The office's own table of working days.
    """
    if len(text) > LONGEST_REPLY:
        return ReplyReading(text, Status.ASK, reason="too_long")
    found = Findings(fold(text), today, asked, previous, overrides)
    tokens = tokenise(found.folded)
    _read_code(tokens, found)
    clauses = part_clauses(tokens)
    if len(tokens) > _MOST_TOKENS or any(len(c.tokens) > _LONGEST_CLAUSE for c in clauses):
        return ReplyReading(text, Status.ASK, reason="too_long")
    for rule in _RULES:
        rule(clauses, found)
    if not found.doubts and not found.read().told:
        found.doubts += found.remarks[:1]
    if not found.doubts and not found.read().told:
        doubt_empty(tokens, found)
    return _verdict(text, found)


def _read_code(tokens: Iterable[Token], found: Findings) -> None:
    codes = [token for token in tokens if token.sort in {Sort.CODE, Sort.UNCLEAR_CODE}]
    if any(token.sort is Sort.UNCLEAR_CODE for token in codes):
        found.doubt("unclear_code")
    elif len({token.value for token in codes}) > 1:
        found.doubt("several_projects")
    elif codes:
        found.record("code", codes[0], code=codes[0].value)


def _verdict(text: str, found: Findings) -> ReplyReading:
    facts, traces = found.read(), tuple(found.traces)
    if any(doubt.reason == "several_projects" for doubt in found.doubts):
        return ReplyReading(text, Status.ASK, reason="several_projects", traces=traces)
    if found.doubts:
        options = _options(facts, found.doubts)
        shown = options[0].facts if len(options) == 1 else replace(facts, **found.hints)
        return ReplyReading(text, Status.ASK, shown, options, found.doubts[0].reason, traces)
    if facts.told:
        return ReplyReading(text, Status.OK, facts, traces=traces)
    return ReplyReading(text, Status.NONE, facts, reason="nothing_readable", traces=traces)


def _options(facts: ReplyFacts, doubts: list[Doubt]) -> tuple[ReplyOption, ...]:
    """Return the ways to settle all doubts at once; each records everything else as read."""
    if any(doubt.reason in {"several_projects", "unclear_code"} for doubt in doubts):
        return ()
    options = [_option(facts, way) for way in _ways([d.choices for d in doubts if d.choices])]
    if not options and facts.told:
        options = [ReplyOption("as_read", "", facts)]
    return tuple(options)


def _ways(settled: list[tuple[Choice, ...]]) -> list[tuple[Choice, ...]]:
    """Return the ways to settle all doubts, or where those are too many to ask the first one."""
    if not settled:
        return []
    if prod(map(len, settled)) <= _MOST_OPTIONS:
        return list(product(*settled))
    return [(choice,) for choice in settled[0][:_MOST_OPTIONS]]


def _option(facts: ReplyFacts, way: tuple[Choice, ...]) -> ReplyOption:
    for choice in way:
        facts = replace(facts, **choice.changes)
    meaning = "+".join(choice.meaning for choice in way)
    return ReplyOption(meaning, "，".join(choice.label for choice in way), facts)
