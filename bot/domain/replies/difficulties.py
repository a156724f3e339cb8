"""Reads difficulties in the words of the person, and what is denied or solved of them."""

from collections.abc import Iterator
from enum import Enum, auto

from bot.domain.replies.clauses import FIGURES, Clause, has
from bot.domain.replies.findings import Findings
from bot.domain.replies.tokens import Token
from bot.domain.replies.words import Sort
from bot.domain.terms import WorksState

Words = tuple[Token, ...]
_CUTS = FIGURES | {Sort.CODE, Sort.STATE, Sort.RESUMED, Sort.STILL, Sort.REQUEST}
# An amount behind these is part of the difficulty: 资金缺口500万元.
_SHORT = (Sort.TROUBLE, Sort.OBSTACLE, Sort.LACK, Sort.WAIT, Sort.NEED, Sort.STUFF)
_BEHIND = frozenset({"滞后", "落后", "behind"})
_BLOCKERS = frozenset({"卡点", "blocker"})
_DENIALS = ("没", "未")
# 解决 is none of them: 资金没到位解决了.
_ENDINGS = frozenset({"下来", "到位", "通过", "到账"})
_OF_THE_EFFECT = (Sort.NOT, Sort.FILLER, Sort.FORECAST, Sort.TO)
_OF_THE_DATE = (Sort.TO, Sort.DATE, Sort.NEXT, Sort.DURATION, Sort.FILLER)
_TRIMMED = (Sort.FILLER, Sort.CAUSE, Sort.COLON, Sort.ABOUT)


class _Verdict(Enum):
    NONE = auto()
    TROUBLE = auto()
    SOLVED = auto()


def read_difficulties(clauses: tuple[Clause, ...], found: Findings) -> None:
    """Find what holds the works up, whether it is to be sent on, and why a date should move."""
    told: list[Words] = []
    for clause in clauses:
        for words in _stretches(clause):
            told += _read(words, clause, found)
        told += _interruptions(clause, found)
    # A bare 请协调 says what is wanted, not what is wrong, unless it is all that is said.
    told = [words for words in told if not _only_calls(words)] or told
    if told:
        texts = list(dict.fromkeys(found.words(*words) for words in told))
        found.record("difficulty", *told[0], difficulty="；".join(texts))


def _only_calls(words: Words) -> bool:
    return all(token.sort in {Sort.CALL, Sort.FILLER} for token in words)


def _stretches(clause: Clause) -> Iterator[Words]:
    """Yield what stands between figures, states, and requests with their date."""
    kept: list[Token] = []
    requested = False
    for token in clause.tokens:
        if token.sort in _CUTS and not (token.sort is Sort.MONEY and has(kept, *_SHORT)):
            if kept:
                yield tuple(kept)
            kept = []
            requested = token.sort is Sort.REQUEST
        elif kept or not (requested and token.sort in _OF_THE_DATE):
            kept.append(token)
    if kept:
        yield tuple(kept)


def _read(words: Words, clause: Clause, found: Findings) -> Iterator[Words]:
    if _calls_for_help(words):
        found.record("to be sent on", *words, coordinate=True)
    verdict = _verdict(words)
    if verdict is _Verdict.NONE and not clause.has(*FIGURES) and _is_lagging(words):
        verdict = _Verdict.TROUBLE
    cause = next((at for at, t in enumerate(words) if t.sort is Sort.CAUSE), None)
    if verdict is _Verdict.SOLVED and not clause.has(Sort.PERCENT):
        found.record("solved", *words, difficulty_solved=True)
    elif cause is not None and (reason := _reason(words[cause:])):
        if clause.has(Sort.REQUEST) or "new_date" in found.facts:
            found.record("reason of the delay", *reason, postponed_reason=found.words(*reason))
        yield reason
    elif verdict is _Verdict.TROUBLE and _trimmed(words):
        yield _trimmed(words)


def _trimmed(words: Words) -> Words:
    """Return *words* without the label before them: 卡点:征地2户, 因征地, 目前缺料."""
    colon = next((at for at, t in enumerate(words) if t.sort is Sort.COLON), None)
    if (
        colon is not None
        and colon + 1 < len(words)
        and has(words[:colon], Sort.OBSTACLE, Sort.STUFF, Sort.CAUSE)
    ):
        words = words[colon + 1 :]
    while words and words[0].sort in _TRIMMED and len(words) > 1:
        words = words[1:]
    return () if len(words) == 1 and words[0].sort in _TRIMMED else words


def _reason(words: Words) -> Words:
    """Return the cause without what already belongs to its effect: 因征地无法|开工."""
    words = _trimmed(words)
    while len(words) > 1 and words[-1].sort in _OF_THE_EFFECT:
        words = words[:-1]
    return words


def _calls_for_help(words: Words) -> bool:
    """Return whether 请协调 or 卡点 is said, which alone sends a difficulty on."""
    if has(words, Sort.CALL):
        return True
    return any(t.text in _BLOCKERS and not _is_denied(words, at) for at, t in enumerate(words))


def _is_denied(words: Words, at: int) -> bool:
    """Return whether the word at *at* is denied: 没啥问题, 无大的困难, 困难：无."""
    before = [t for t in words[:at] if t.sort is not Sort.FILLER]
    behind = [t for t in words[at + 1 :] if t.sort not in {Sort.FILLER, Sort.COLON}]
    none_behind = len(behind) == 1 and behind[0].sort is Sort.NOT
    return none_behind or (bool(before) and before[-1].sort is Sort.NOT)


def _verdict(words: Words) -> _Verdict:
    if has(words, Sort.IF):
        return _Verdict.NONE
    settled = _settled(words)
    if settled is not None:
        return settled
    troubles = [at for at, t in enumerate(words) if t.sort in {Sort.TROUBLE, Sort.OBSTACLE}]
    asserted = [at for at in troubles if not _is_denied(words, at)]
    if asserted:
        return _Verdict.TROUBLE
    if troubles or has(words, Sort.NO_TROUBLE):
        return _Verdict.NONE
    return _Verdict.TROUBLE if _is_wanting(words) else _Verdict.NONE


def _is_lagging(words: Words) -> bool:
    """Return whether it is said to be behind, without by how much: 项目进度滞后."""
    return any(t.text in _BEHIND and not _is_denied(words, at) for at, t in enumerate(words))


def _settled(words: Words) -> _Verdict | None:
    """Judge 解决, 到位, 批了: done, not done or still to come; None if not said."""
    places = [at for at, t in enumerate(words) if t.sort is Sort.SETTLED]
    about = (Sort.STUFF, Sort.OBSTACLE, Sort.TROUBLE, Sort.STEP, Sort.UNKNOWN)
    if not places or not has(words, *about):
        return _Verdict.SOLVED if _says_only_solved(words) else None
    before, behind = words[: places[0]], words[places[-1] + 1 :]
    open_still = (Sort.NOT, Sort.WAIT, Sort.NEED, Sort.SOON, Sort.IF, Sort.FORECAST, Sort.LACK)
    if _is_cut_in_two(words, places[0]):
        return _Verdict.TROUBLE
    if has(before, *open_still) or has(behind, Sort.AFTER, Sort.NOT) or has(behind, Sort.TROUBLE):
        return _Verdict.TROUBLE
    hindered = next((at for at, t in enumerate(before) if t.sort is Sort.TROUBLE), None)
    if hindered is not None and has(before[hindered:], Sort.STUFF, Sort.UNKNOWN):
        return _Verdict.TROUBLE  # 疫情影响材料进场
    if has(words, Sort.OBSTACLE, Sort.TROUBLE, Sort.STUFF):
        return _Verdict.SOLVED
    return None


def _is_cut_in_two(words: Words, at: int) -> bool:
    """Return whether the word at *at* ends a denied one: 没批|下来, 没落实|到位, 没拨付|到位."""
    denied = words[at - 1].text if at else ""
    return denied.startswith(_DENIALS) and words[at].text in _ENDINGS


def _says_only_solved(words: Words) -> bool:
    """Return whether 已解决 is all that is said: it speaks of what was told before."""
    return has(words, Sort.SETTLED) and all(
        t.sort in {Sort.FILLER, Sort.PAST, Sort.DONE}
        or (t.sort is Sort.SETTLED and ("解决" in t.text or t.text in {"solved", "resolved"}))
        for t in words
    )


def _is_wanting(words: Words) -> bool:
    """Return whether something needed is missing: 钱没到, 缺料, 等批复, 手续没办."""
    needed = has(words, Sort.STUFF, Sort.STEP)
    if needed and has(words, Sort.NOT, Sort.LACK, Sort.WAIT, Sort.REMAINING):
        return True
    if has(words, Sort.LACK) and has(words, Sort.UNKNOWN, Sort.PART):
        return True
    if has(words, Sort.UNKNOWN, Sort.SETTLED, Sort.PART) and _is_waiting(words):
        return True
    return any("协调" in t.text for t in words) and has(words, Sort.NEED, Sort.CALL, Sort.STUFF)


def _is_waiting(words: Words) -> bool:
    """Return whether something is waited for; in 砌墙等室内装修 the 等 is an "and so on"."""
    for at, token in enumerate(words):
        listed = (Sort.UNKNOWN, Sort.PART)
        and_so_on = has(words[at - 1 : at], *listed) and has(words[at + 1 : at + 2], *listed)
        if token.sort is Sort.WAIT and not (token.text == "等" and and_so_on):
            return True
    return False


def _interruptions(clause: Clause, found: Findings) -> Iterator[Words]:
    """Yield 停工三天: it holds the works up, but is no state of them."""
    for at, token in clause.of(Sort.STATE):
        times = [t for t in clause.tail(at)[:2] if t.sort is Sort.DURATION]
        if (
            token.value is WorksState.SUSPENDED
            and times
            and not has(clause.lead(at), Sort.TROUBLE)
        ):
            found.spent.add(token.start)
            yield (token, times[0])
