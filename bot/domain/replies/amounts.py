"""Reads money done: of a period, of the year, since the start; other sums are left alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise, zip_longest

from bot.domain.replies.clauses import Clause, has
from bot.domain.replies.dating import is_past_year, is_year_so_far, looks_ahead
from bot.domain.replies.findings import Changes, Choice, Findings
from bot.domain.replies.percents import plain
from bot.domain.replies.records import CumulativeLabel
from bot.domain.replies.tokens import Token
from bot.domain.replies.words import Sort
from bot.domain.terms import Period

# A sum in 元 below this is as a rule one in 万元 whose 万 was left out.
_SUSPICIOUSLY_SMALL_WAN = Decimal(1)
# Sums that are no investment done: whole cost, plan, funds that came or are missing.
_OTHER_SUMS = (
    Sort.TOTAL,
    Sort.PLAN,
    Sort.PAID,
    Sort.LACK,
    Sort.REMAINING,
    Sort.STUFF,
    Sort.NEED,
    Sort.WAIT,
    Sort.TROUBLE,
    Sort.OBSTACLE,
    Sort.SETTLED,
)


class _Label(StrEnum):
    PERIOD = "period"
    YEAR = "year"
    CUMULATIVE = "cumulative"
    SINCE_START = "since_start"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class _Amount:
    label: _Label
    period: Period | None
    wan: Decimal
    token: Token


def read_amounts(clauses: tuple[Clause, ...], found: Findings) -> None:
    """Find this period's and the cumulative investment in 万元."""
    amounts = [
        amount
        for clause, after in zip_longest(clauses, clauses[1:])
        for amount in _amounts_of(clause, after, found)
    ]
    _settle_period([a for a in amounts if a.label is _Label.PERIOD], found)
    _settle_sums([a for a in amounts if a.label is not _Label.PERIOD], found)
    _compare(found)


def _amounts_of(clause: Clause, after: Clause | None, found: Findings) -> Iterator[_Amount]:
    for at, token in clause.of(Sort.MONEY, Sort.UNCLEAR_MONEY):
        found.spent.add(token.start)
        lead = clause.lead(at)
        if _is_other_sum(clause, at, found):
            continue
        label = _label(lead, found.today)
        if label is _Label.NONE and after is not None and _is_set_against_year(after):
            label = _Label.YEAR
        amount = _Amount(label, _period(lead), _wan(token), token)
        reason = _doubt_of(clause, at, found)
        if reason is None:
            yield amount
        else:
            found.doubt(reason, *_choices(amount, token))
            if amount.label is _Label.NONE and amount.wan >= 0 and reason != "small_amount":
                found.hints.setdefault("cumulative_wan", amount.wan)


def _is_other_sum(clause: Clause, at: int, found: Findings) -> bool:
    """Return whether it is no investment done: 总投资5亿, 100万元缺口; 完成总投资1亿 is asked."""
    lead = clause.lead(at)
    done_in_total = any(
        first.sort is Sort.DONE and second.sort is Sort.TOTAL for first, second in pairwise(lead)
    )
    if has(lead, *(_OTHER_SUMS[1:] if done_in_total else _OTHER_SUMS)):
        return True
    if done_in_total:
        wan = _wan(clause.tokens[at])
        found.doubt("which_amount", *(amount_choices(wan, _Label.SINCE_START) if wan > 0 else ()))
        return True
    missing = has(clause.tail(at)[:2], Sort.TROUBLE, Sort.OBSTACLE, Sort.LACK)
    return missing and clause.attached(at) is not None


def _is_set_against_year(clause: Clause) -> bool:
    """Return whether a clause goes on with 占年计划3%, so that the sum before is this year's."""
    plans = (token for _, token in clause.of(Sort.PLAN))
    return clause.has(Sort.PERCENT) and any("年" in token.text for token in plans)


def _wan(token: Token) -> Decimal:
    return token.value if isinstance(token.value, Decimal) else Decimal(-1)


def _label(lead: tuple[Token, ...], today: date) -> _Label:
    if has(lead, Sort.SINCE_START) or (has(lead, Sort.UNTIL) and has(lead, Sort.CUMULATIVE)):
        return _Label.SINCE_START
    if has(lead, Sort.YEAR) or any(is_year_so_far(token, today) for token in lead):
        return _Label.YEAR
    if has(lead, Sort.PERIOD):
        return _Label.PERIOD
    return _Label.CUMULATIVE if has(lead, Sort.CUMULATIVE) else _Label.NONE


def _period(lead: tuple[Token, ...]) -> Period | None:
    return next((t.value for t in lead if isinstance(t.value, Period)), None)


def _doubt_of(clause: Clause, at: int, found: Findings) -> str | None:
    """Return why an amount cannot be recorded as it stands, or None."""
    token, lead, tail = clause.tokens[at], clause.lead(at), clause.tail(at)
    next_to = clause.attached(at)
    labels = [_label((word,), found.today) for word in lead]
    ahead = has(lead, Sort.FORECAST, Sort.REQUEST) or any(
        looks_ahead(word, found.today) for word in lead
    )
    moving = found.folded.text[max(0, token.start - 1) : token.start] in {"-", "~", "+"}
    checks = {
        "approximate_amount": token.sort is Sort.UNCLEAR_MONEY
        or moving
        or has(lead, Sort.BOUND, Sort.FROM, Sort.TO)
        or (next_to is not None and has(tail[:1], Sort.BOUND, Sort.TO)),
        "forecast_amount": ahead and not has(lead, Sort.UNTIL),
        "former_amount": has(lead, Sort.LAST)
        or any(is_past_year(word, found.today) for word in lead),
        "negated_amount": has(lead, Sort.NOT),
        "which_amount": (_Label.PERIOD in labels and _Label.CUMULATIVE in labels)
        or has(
            lead, Sort.UNKNOWN, Sort.PART, Sort.MAIN, Sort.QUANTITY, Sort.STEP, Sort.DELTA, Sort.IF
        )
        or (next_to is not None and has(tail[:1], Sort.UNKNOWN, Sort.STUFF, Sort.PART)),
        "small_amount": 0 < _wan(token) < _SUSPICIOUSLY_SMALL_WAN,
        "question": has(tail, Sort.QUESTION),
    }
    return next((reason for reason, doubtful in checks.items() if doubtful), None)


def _choices(amount: _Amount, token: Token) -> tuple[Choice, ...]:
    if amount.wan < 0:
        return ()
    if 0 < amount.wan < _SUSPICIOUSLY_SMALL_WAN and "万" not in token.text:
        amount = _Amount(amount.label, amount.period, amount.wan * 10_000, token)
    return tuple(amount_choices(amount.wan, amount.label, amount.period))


def amount_choices(
    wan: Decimal, label: str = _Label.NONE, period: Period | None = None
) -> Iterator[Choice]:
    """Yield the readings of an amount: the one its label names, or each that it may be."""
    if label in {_Label.PERIOD, _Label.NONE}:
        yield Choice(
            "period_wan",
            f"{_PERIOD_NAMES[period]}{plain(wan)}万元",
            {"period_wan": wan, "period": period},
        )
    if label in {_Label.YEAR, _Label.NONE}:
        yield _sum_choice(wan, CumulativeLabel.YEAR)
    if label in {_Label.SINCE_START, _Label.NONE}:
        yield _sum_choice(wan, CumulativeLabel.SINCE_START)
    if label == _Label.CUMULATIVE:
        yield _sum_choice(wan, CumulativeLabel.UNSAID)


_PERIOD_NAMES = {
    None: "本期",
    Period.DAY: "今天",
    Period.WEEK: "本周",
    Period.MONTH: "本月",
    Period.QUARTER: "本季度",
}
_SUM_NAMES = {
    CumulativeLabel.YEAR: "今年累计",
    CumulativeLabel.SINCE_START: "开工以来",
    CumulativeLabel.UNSAID: "累计",
}


def _sum_choice(wan: Decimal, label: CumulativeLabel) -> Choice:
    changes: Changes = {"cumulative_wan": wan, "cumulative_label": label}
    return Choice(f"cumulative_{label}", f"{_SUM_NAMES[label]}{plain(wan)}万元", changes)


def _settle_period(amounts: list[_Amount], found: Findings) -> None:
    distinct = list(dict.fromkeys((a.wan, a.period) for a in amounts))
    if len(distinct) > 1:
        choices = (
            c for wan, period in distinct[:4] for c in amount_choices(wan, "period", period)
        )
        found.doubt("several_amounts", *choices)
    elif amounts:
        amount = amounts[0]
        found.record(
            "amount of a period", amount.token, period_wan=amount.wan, period=amount.period
        )


def _settle_sums(amounts: list[_Amount], found: Findings) -> None:
    """Take the cumulative amounts; 累计 beside 今年 is the sum since the start."""
    by_label: dict[_Label, dict[Decimal, Token]] = {}
    for amount in amounts:
        by_label.setdefault(amount.label, {})[amount.wan] = amount.token
    for wan, token in by_label.pop(_Label.NONE, {}).items():
        _take_unlabelled(wan, token, found)
    if _Label.YEAR in by_label and _Label.CUMULATIVE in by_label:
        by_label.setdefault(_Label.SINCE_START, {}).update(by_label.pop(_Label.CUMULATIVE))
    if any(len(sums) > 1 for sums in by_label.values()) or (
        {_Label.CUMULATIVE, _Label.SINCE_START} <= by_label.keys()
    ):
        pairs = [(wan, label) for label, sums in by_label.items() for wan in sums]
        found.doubt(
            "several_amounts", *(c for wan, label in pairs[:4] for c in amount_choices(wan, label))
        )
        return
    _record_sums({label: next(iter(sums.items())) for label, sums in by_label.items()}, found)


def _take_unlabelled(wan: Decimal, token: Token, found: Findings) -> None:
    """Ask which sum an amount without label is; nothing at all is nothing this period."""
    if wan == 0:
        found.record("no money this period", token, period_wan=wan)
    else:
        found.doubt("which_amount", *amount_choices(wan))
        found.hints.setdefault("cumulative_wan", wan)


_LABELS = {
    _Label.YEAR: CumulativeLabel.YEAR,
    _Label.SINCE_START: CumulativeLabel.SINCE_START,
    _Label.CUMULATIVE: CumulativeLabel.UNSAID,
}


def _record_sums(sums: dict[_Label, tuple[Decimal, Token]], found: Findings) -> None:
    if _Label.YEAR in sums and len(sums) > 1:
        wan, token = sums.pop(_Label.YEAR)
        found.record("amount of the year", token, year_wan=wan)
    for label, (wan, token) in sums.items():
        found.record(f"{label} amount", token, cumulative_wan=wan, cumulative_label=_LABELS[label])


def _compare(found: Findings) -> None:
    """Ask when a part is larger than its sum."""
    sums = [found.facts.get(name) for name in ("period_wan", "year_wan", "cumulative_wan")]
    known = [value for value in sums if value is not None]
    if known != sorted(known):
        found.doubt("amounts_conflict")
