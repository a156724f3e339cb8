"""Reads percents: the project's own, those of the plan and those of one part of the works."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bot.domain.replies.clauses import FIGURES, Clause
from bot.domain.replies.findings import Choice, Findings
from bot.domain.replies.percent_roles import Place, Role, doubt_of, naming, role_of
from bot.domain.replies.tokens import Token
from bot.domain.replies.words import Sort

_HUNDRED = Decimal(100)
_SUMS = (Sort.MONEY, Sort.UNCLEAR_MONEY)


@dataclass(frozen=True, slots=True)
class _Percent:
    role: Role
    value: Decimal
    name: str
    token: Token
    doubt: str | None


def read_percents(clauses: tuple[Clause, ...], found: Findings) -> None:
    """Find the project's percent and keep those of the plan and of parts apart."""
    percents: list[_Percent] = []
    for before, clause, after in zip(
        (None, *clauses), clauses, (*clauses[1:], None), strict=False
    ):
        _doubt_unclear(clause, found)
        percents += _percents_of(before, clause, after, found)
    _ask_doubtful(percents, found)
    _record_plan(percents, found)
    parts = [p for p in percents if p.role is Role.PART]
    if parts:
        named = tuple((part.name, part.value) for part in parts)
        found.record("percent of a part", parts[0].token, part_percents=named)
    _settle_whole(percents, found)


def _percents_of(
    before: Clause | None, clause: Clause, after: Clause | None, found: Findings
) -> Iterator[_Percent]:
    outdated = _outdated(clause, found)
    for at, token in clause.of(Sort.PERCENT):
        if at in outdated or not isinstance(token.value, Decimal):
            continue
        bracketed = found.folded.text[token.end : token.end + 1] == "("
        last = at + 1 == len(clause.tokens)
        place = Place(
            token,
            _lead(clause, at),
            clause.tail(at),
            clause.attached(at),
            before=before if at == len(clause.lead(at)) else None,
            aside=after if bracketed and last and after and not after.has(*FIGURES) else None,
            today=found.today,
        )
        name = found.words(*naming(place))
        yield _Percent(role_of(place), token.value, name, token, doubt_of(place))


def _lead(clause: Clause, at: int) -> tuple[Token, ...]:
    """Return what stands before a percent, over the words that belong to it.

    主体完工60% says 完工 as one says 完成; of 年度计划5000万元的60% the plan is what it is of.
    """
    lead = clause.lead(at)
    if not lead and at and clause.tokens[at - 1].sort is Sort.STATE:
        return (*clause.lead(at - 1), clause.tokens[at - 1])
    whole = at - len(lead) - 1
    if whole >= 0 and lead[:1] and lead[0].text == "的" and clause.tokens[whole].sort in _SUMS:
        return (*clause.lead(whole), *lead)
    return lead


def _outdated(clause: Clause, found: Findings) -> set[int]:
    """Return the percents of a clause that do not stand alone.

    Of 从60%到65% and 60%→65% the second holds; 60-70% and 6-7成 are ranges, which are asked.
    """
    out: set[int] = set()
    numbers = list(clause.of(Sort.PERCENT, Sort.NUMBER))
    for (at, first), (then, second) in pairwise(numbers):
        between = clause.tokens[at + 1 : then]
        if second.sort is not Sort.PERCENT or len(between) != 1:
            continue
        if between[0].sort is Sort.BECAME or (between[0].sort is Sort.TO and _from(clause, at)):
            out.add(at)
            found.spent.add(first.start)
        elif between[0].sort is Sort.TO:
            out |= {at, then}
            found.spent |= {first.start, second.start}
            _ask_range(first, second, found)
    for _, token in clause.of(Sort.RANGE):
        if isinstance(token.value, tuple):
            ask_range(token.value, found)
    return out


def _from(clause: Clause, at: int) -> bool:
    """Return whether 从 or 由 stands before the first of two numbers."""
    before = [t for t in clause.tokens[:at] if t.sort is not Sort.ABOUT]
    return bool(before) and before[-1].sort is Sort.FROM


def _ask_range(first: Token, second: Token, found: Findings) -> None:
    if isinstance(first.value, Decimal) and isinstance(second.value, Decimal):
        tenths = "成" in second.text and first.sort is Sort.NUMBER
        ask_range((first.value * 10 if tenths else first.value, second.value), found)


def ask_range(ends: tuple[Decimal, Decimal], found: Findings) -> None:
    """Ask which end of a range it is."""
    found.doubt("range", *(percent_choice(end) for end in ends if 0 <= end <= _HUNDRED))
    found.hints["percent"] = ends[0]


def _doubt_unclear(clause: Clause, found: Findings) -> None:
    """Ask about percents that are mistyped, negative or a mere bound by their form."""
    for _, token in clause.of(Sort.MORE_PERCENT):
        if isinstance(token.value, Decimal):
            found.doubt("lower_bound", percent_choice(token.value))
    for _, token in clause.of(Sort.DELTA):
        if isinstance(token.value, Decimal):
            _ask("delta", token.value, found)
    for _, token in clause.of(Sort.UNCLEAR_PERCENT):
        if isinstance(token.value, Decimal):
            _ask("mistyped_number", token.value, found)
        else:
            found.doubt("malformed_number")


def _ask(reason: str, value: Decimal, found: Findings) -> None:
    """Ask back, with the readings that *reason* leaves."""
    if not 0 <= value <= _HUNDRED:
        found.doubt("negative" if value < 0 else "over_hundred")
    elif reason == "remaining":
        found.doubt(reason, percent_choice(_HUNDRED - value))
    elif reason == "which_percent":
        found.doubt(reason, percent_choice(value), plan_choice(value))
    else:
        found.doubt(reason, percent_choice(value))


def _ask_doubtful(percents: list[_Percent], found: Findings) -> None:
    told = {p.value for p in percents if p.role in {Role.WHOLE, Role.UNLABELLED}}
    for percent in percents:
        found.spent.add(percent.token.start)
        if percent.doubt == "remaining" and _HUNDRED - percent.value in told:
            continue  # 完成65%，剩35%
        if percent.role is Role.DOUBTFUL and percent.doubt is not None:
            _ask(percent.doubt, percent.value, found)


def _record_plan(percents: list[_Percent], found: Findings) -> None:
    """Take the percent of the plan, which may be above 100."""
    plans = [p for p in percents if p.role is Role.PLAN]
    if len({p.value for p in plans}) > 1:
        found.doubt("several_percents", *(plan_choice(p.value) for p in plans[:4]))
    elif plans:
        found.record("percent of the plan", plans[0].token, plan_percent=plans[0].value)


def _settle_whole(percents: list[_Percent], found: Findings) -> None:
    """Take the one percent of the whole, or ask which of several it is."""
    by_role: dict[Role, list[_Percent]] = {role: [] for role in Role}
    for percent in percents:
        by_role[percent.role].append(percent)
    candidates = by_role[Role.WHOLE] or by_role[Role.UNLABELLED]
    values = list(dict.fromkeys(p.value for p in candidates))
    if not values:
        _ask_without_whole(by_role, found)
    elif not by_role[Role.WHOLE] and _follows_part(by_role):
        _ask("which_percent", values[0], found)
    elif len(values) > 1:
        found.doubt("several_percents", *map(percent_choice, values[:4]))
    elif not 0 <= values[0] <= _HUNDRED:
        _ask("over_hundred", values[0], found)
    else:
        found.record("percent of the project", candidates[0].token, percent=values[0])


def _follows_part(by_role: dict[Role, list[_Percent]]) -> bool:
    """Return whether a percent without label stands behind that of a part: 外墙95%，60%."""
    parts = by_role[Role.PART]
    return bool(parts) and parts[0].token.start < by_role[Role.UNLABELLED][0].token.start


def _ask_without_whole(by_role: dict[Role, list[_Percent]], found: Findings) -> None:
    """Ask for the project's percent if only those of other things were told."""
    reasons = {
        Role.PART: "parts_only",
        Role.CHANGE: "delta",
        Role.FOREIGN: "other_percent",
        Role.FORMER: "former_percent",
        Role.EXPECTED: "expected_percent",
    }
    for role, reason in reasons.items():
        values = {p.value for p in by_role[role]}
        if values:
            fitting = [value for value in values if 0 <= value <= _HUNDRED]
            offered = fitting if len(values) == 1 and role is not Role.FOREIGN else []
            found.doubt(reason, *map(percent_choice, offered))
            return


def plain(value: Decimal) -> str:
    """Return a number without needless zeros or exponent."""
    return f"{value.normalize():f}"


def percent_choice(value: Decimal) -> Choice:
    """Return the choice that takes *value* as the project's percent."""
    return Choice("percent", f"{plain(value)}%", {"percent": value})


def plan_choice(value: Decimal) -> Choice:
    """Return the choice that takes *value* as the percent of the year's plan."""
    return Choice("plan_percent", f"年度计划的{plain(value)}%", {"plan_percent": value})
