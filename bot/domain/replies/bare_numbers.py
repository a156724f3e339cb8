"""Reads numbers without any mark: a percent only behind a code, 进度, or where one was asked."""

import re
from collections.abc import Iterable
from decimal import Decimal

from bot.domain.replies.amounts import amount_choices
from bot.domain.replies.clauses import FIGURES, Clause, has
from bot.domain.replies.findings import Choice, Findings
from bot.domain.replies.percents import ask_range, percent_choice
from bot.domain.replies.records import Asked
from bot.domain.replies.tokens import Token
from bot.domain.replies.words import Sort

_DAY_OF_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])[./](?:0?[1-9]|[12][0-9]|3[01])")
_SUMS = (Sort.INVEST, Sort.PERIOD, Sort.CUMULATIVE, Sort.YEAR, Sort.SINCE_START)
_HUNDRED = Decimal(100)
_ENCLOSING = frozenset("()[]{}<>=_/\\&#@$^*")
_LIGHT = (Sort.FILLER, Sort.ABOUT, Sort.COLON, Sort.DONE)


def read_bare_numbers(clauses: tuple[Clause, ...], found: Findings) -> None:
    """Take an unmarked number for a percent where it can be nothing else; ask about the others."""
    for clause in clauses:
        for at, token in clause.of(Sort.NUMBER, Sort.UNCLEAR_NUMBER):
            if token.start not in found.spent:
                _read(clause, at, token, found)


def _read(clause: Clause, at: int, token: Token, found: Findings) -> None:
    value = token.value if isinstance(token.value, Decimal) else None
    if _is_report_day(clause, at, token, found) or has(clause.lead(at), Sort.LAST):
        found.spent.add(token.start)
    elif value is None or token.sort is Sort.UNCLEAR_NUMBER:
        found.doubt("malformed_number", *([] if value is None else [percent_choice(value)]))
    elif _range(clause, at) is not None or _range(clause, at + 2) is not None:
        _ask_range(_range(clause, at), found)
    elif found.folded.text[: token.start].endswith("-"):
        found.doubt("negative")
    elif _is_enclosed(token, found):
        found.doubt("malformed_number", percent_choice(value))
    elif _is_percent(clause, at, token, found):
        _take(token, value, found)
    else:
        found.doubt(*_question(clause, at, value))


def _is_enclosed(token: Token, found: Findings) -> bool:
    """Return whether the number is a part of something else: alert(1), a[2], x=3."""
    text = found.folded.text
    return text[token.start - 1 : token.start] in _ENCLOSING or text[
        token.end : token.end + 1
    ] in (_ENCLOSING)


def _take(token: Token, value: Decimal, found: Findings) -> None:
    known = found.facts.get("percent", value)
    if not 0 <= value <= _HUNDRED:
        found.doubt("over_hundred")
    elif known != value:
        found.doubt("several_percents", percent_choice(known), percent_choice(value))
    else:
        found.record("percent without a mark", token, percent=value)


def _ask_range(ends: tuple[Decimal, Decimal] | None, found: Findings) -> None:
    """Ask at the second end of a range; None is its first."""
    if ends is not None:
        ask_range(ends, found)


def _is_report_day(clause: Clause, at: int, token: Token, found: Findings) -> bool:
    """Return whether the number at the beginning is the day of the report: 5.8 60%."""
    if at or token.start or not _DAY_OF_MONTH.fullmatch(token.text):
        return False
    month, day = (int(figure) for figure in token.text.replace("/", ".").split("."))
    now = found.today
    recent = (month, day) <= (now.month, now.day) and month >= now.month - 1
    return recent and any(sort in FIGURES for sort in (t.sort for t in clause.tokens[1:]))


def _range(clause: Clause, at: int) -> tuple[Decimal, Decimal] | None:
    """Return both ends if the token at *at* is the second number of a range: 60到70."""
    if not 2 <= at < len(clause.tokens) or clause.tokens[at - 1].sort is not Sort.TO:
        return None
    first, second = clause.tokens[at - 2].value, clause.tokens[at].value
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return first, second
    return None


def _is_percent(clause: Clause, at: int, token: Token, found: Findings) -> bool:
    if _DAY_OF_MONTH.fullmatch(token.text) or re.match(r"0[0-9.]", token.text):
        return False
    next_to = clause.attached(at)
    if next_to is not None and next_to.sort not in _LIGHT:
        return False
    lead = clause.lead(at)
    before = clause.tokens[at - len(lead) - 1] if len(lead) < at else None
    only_light = all(t.sort in _LIGHT for t in lead)
    after_code = (
        before is not None
        and before.sort is Sort.CODE
        and all(t.sort in {Sort.COLON, Sort.FILLER, Sort.ABOUT} for t in lead)
    )
    gauged = has(lead, Sort.GAUGE, Sort.WHOLE) and all(
        t.sort in {*_LIGHT, Sort.GAUGE, Sort.WHOLE} for t in lead
    )
    answered = (
        found.asked is Asked.PERCENT
        and (only_light or lead[0].sort is Sort.TO)
        and "percent" not in found.facts
    )
    return after_code or (gauged and not has(lead, Sort.DONE)) or answered


def _question(clause: Clause, at: int, value: Decimal) -> tuple[str, *tuple[Choice, ...]]:
    """Return the reason and the choices for a number that says not what it counts."""
    lead = clause.lead(at)
    if has(lead, Sort.REMAINING, Sort.LACK) and value <= _HUNDRED:
        return ("remaining", percent_choice(_HUNDRED - value))
    if has(lead, *_SUMS) and not (value <= _HUNDRED and all(t.sort is Sort.PERIOD for t in lead)):
        period = next((t.value for t in lead if t.sort is Sort.PERIOD), None)
        label = _sum_label(lead)
        return ("unit_missing", *amount_choices(value, label, period))  # type: ignore[arg-type]
    fits = value <= _HUNDRED
    return ("bare_number", percent_choice(value)) if fits else ("bare_number",)


def _sum_label(lead: Iterable[Token]) -> str:
    names = {
        Sort.SINCE_START: "since_start",
        Sort.YEAR: "year",
        Sort.PERIOD: "period",
        Sort.CUMULATIVE: "cumulative",
    }
    lead = tuple(lead)
    return next((name for sort, name in names.items() if has(lead, sort)), "none")
