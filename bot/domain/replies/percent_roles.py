"""Tells what a percent is of: the project, the year's plan, a part of the works, something else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from bot.domain.replies.clauses import Clause, has
from bot.domain.replies.dating import looks_ahead
from bot.domain.replies.tokens import Token
from bot.domain.replies.words import Sort
from bot.domain.terms import WorksState

_PARTS = (Sort.PART, Sort.MAIN, Sort.QUANTITY, Sort.STUFF, Sort.STEP)
_OTHERS = (*_PARTS, Sort.UNKNOWN, Sort.FOREIGN, Sort.TOTAL, Sort.PAID, Sort.SETTLED)
_OTHERS_BEHIND = (*_PARTS, Sort.UNKNOWN, Sort.FOREIGN)
# Words of WORKING that are no name for a part: 施工完成60%.
_PLAIN_WORKS = frozenset({"施工", "在建", "建设中", "施工中", "working"})
# 八成 is "most likely" before these.
_AFTER_LIKELY = (
    Sort.FORECAST,
    Sort.NOT,
    Sort.TROUBLE,
    Sort.NO_TROUBLE,
    Sort.REQUEST,
    Sort.SOON,
    Sort.NEED,
)
# 计划完成80% tells what is planned, 年度计划完成60% how much of it is done.
_BARE_PLANS = frozenset({"计划", "目标", "任务", "plan", "target"})
_OF = frozenset({"的", "of"})
_SHORT_OF = frozenset({"不足", "不够"})


class Role(Enum):
    """What a percent is of, or why that is not plain."""

    WHOLE = auto()
    UNLABELLED = auto()
    PLAN = auto()
    PART = auto()
    FORMER = auto()
    EXPECTED = auto()
    FOREIGN = auto()
    CHANGE = auto()
    DOUBTFUL = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """A percent with the words around it.

    Attributes:
        token: The percent itself.
        lead: What stands before it in its clause, back to the fact before.
        tail: What stands behind it, up to the next fact.
        next_to: What follows it without a blank.
        before: The clause before its own.
        aside: The clause in brackets right behind it: 95%（外墙）.
    """

    token: Token
    lead: tuple[Token, ...]
    tail: tuple[Token, ...]
    next_to: Token | None
    before: Clause | None
    aside: Clause | None
    today: date

    @property
    def close(self) -> tuple[Token, ...]:
        """What is written onto the percent, the next two words at most."""
        english = bool(self.tail) and self.tail[0].text[0].isascii()  # 30% remaining
        words = tuple(token for token in self.tail if token.text != "the")
        return words[:2] if self.next_to is not None or english else ()


def role_of(place: Place) -> Role:
    """Return what the percent is of; DOUBTFUL if `doubt_of` has a reason."""
    doubt = doubt_of(place)
    if doubt == "delta":
        return Role.CHANGE
    for role, holds in _ROLES:
        if holds(place):
            return Role.DOUBTFUL if role is Role.PLAN and doubt is not None else role
    if doubt is not None:
        return Role.DOUBTFUL
    return Role.WHOLE if has(place.lead, Sort.WHOLE, Sort.GAUGE) else Role.UNLABELLED


def _is_expected(place: Place) -> bool:
    """Return whether it is what should be done by now: 时序进度50%, 计划80%."""
    if has(place.lead, Sort.EXPECTED):
        return True
    return has(place.lead, Sort.PLAN) and not _is_of_plan(place)


def _is_of_plan(place: Place) -> bool:
    """Return whether it is the plan's done share, not what was planned: 计划80%, 目标100%."""
    lead, close = place.lead, place.close
    if not has(lead, Sort.PLAN):
        named = bool(close) and close[0].sort is Sort.PLAN and close[0].text not in _BARE_PLANS
        return named or (has(close[1:], Sort.PLAN) and close[0].text in _OF)
    at = max(at for at, token in enumerate(lead) if token.sort is Sort.PLAN)
    if lead[at].text.endswith("率") or any(t.text == "的" for t in lead[at:]):
        return True
    before = lead[:at]
    of_plan = has(before, Sort.DONE) or any(token.text == "占" for token in before)
    return of_plan or (lead[at].text not in _BARE_PLANS and has(lead[at:], Sort.DONE))


def naming(place: Place) -> tuple[Token, ...]:
    """Return the words that name the part a percent is of."""
    for words in (place.lead, place.tail, *(c.tokens for c in (place.aside, place.before) if c)):
        named = [t for t in words if t.sort in _OTHERS or t.sort is Sort.STATE]
        if named:
            return (named[0], named[-1])
    return ()


def _is_foreign(place: Place) -> bool:
    return _is_of_other(place) and has((*place.lead, *place.tail), Sort.FOREIGN)


def _is_of_other(place: Place) -> bool:
    named = [token for token in place.lead if token.text not in _PLAIN_WORKS]
    if has(named, *_OTHERS) or any(t.value is WorksState.STRUCTURE_DONE for t in named):
        return True
    if place.aside is not None and has(place.aside.tokens, *_PARTS):
        return True
    if not place.lead and place.before is not None and _is_only_a_name(place.before):
        return True
    if place.close and place.close[0].text in _OF:
        return has(place.close[1:], *_OTHERS)
    return place.next_to is not None and place.next_to.sort in _OTHERS_BEHIND


def _is_only_a_name(clause: Clause) -> bool:
    """Return whether a clause names parts and says nothing: 外墙，95%."""
    return all(token.sort in {*_PARTS, Sort.FILLER} for token in clause.tokens) and (
        clause.has(*_PARTS)
    )


def doubt_of(place: Place) -> str | None:
    """Return why the percent cannot be taken for the state of today, or None."""
    return next((reason for reason, holds in _DOUBTS if holds(place)), None)


def _is_to_come(place: Place) -> bool:
    if any(t.sort is Sort.FORECAST and t.text != "估计" for t in place.lead):
        return True
    ahead = any(looks_ahead(token, place.today) for token in place.lead)
    return has(place.lead, Sort.REQUEST) or (ahead and not has(place.lead, Sort.UNTIL))


def _is_what_is_left(place: Place) -> bool:
    if has(place.lead, Sort.REMAINING, Sort.LACK):
        return True
    lacking = has(place.close, Sort.REMAINING, Sort.NOT)
    return lacking and not has(place.tail, *_PARTS, Sort.TROUBLE, Sort.OBSTACLE)


def _is_change(place: Place) -> bool:
    """Return whether it tells what was added: 增加5%, 本周完成5%, but not 本周累计完成65%."""
    in_period = has(place.lead, Sort.PERIOD) and has(place.lead, Sort.DONE)
    total = has(place.lead, Sort.CUMULATIVE, Sort.WHOLE, Sort.GAUGE)
    return has(place.lead, Sort.DELTA) or (in_period and not total)


def _is_bound(place: Place) -> bool:
    if has((*place.lead, *place.close), Sort.BOUND):
        return True
    return bool(place.lead) and place.lead[-1].text in _SHORT_OF


def _is_of_what(place: Place) -> bool:
    """Return whether it may be of the project or of its money: 投资完成60%, 今年完成60%."""
    year = any(t.sort is Sort.DATE and t.text.endswith("年") for t in place.lead)
    plan_aside = place.aside is not None and has(place.aside.tokens, Sort.PLAN, Sort.INVEST)
    unsure = (Sort.INVEST, Sort.YEAR, Sort.IF, Sort.TROUBLE, Sort.OBSTACLE)
    unsaid = not has(place.lead, Sort.PLAN) and has(place.lead, *unsure)
    share = any(token.text == "占" for token in place.lead)
    rate = any(token.text == "完成率" for token in place.lead)
    if rate and place.before is not None and place.before.has(Sort.MONEY, Sort.UNCLEAR_MONEY):
        return True
    return year or plan_aside or unsaid or (share and not has(place.lead, Sort.PLAN, Sort.WHOLE))


def _is_likelihood(place: Place) -> bool:
    """Return whether 八成 means "most likely": 八成完不成."""
    tenths = "成" in place.token.text
    return tenths and place.next_to is not None and place.next_to.sort in _AFTER_LIKELY


_ROLES: tuple[tuple[Role, Callable[[Place], bool]], ...] = (
    (Role.FORMER, lambda place: has(place.lead, Sort.LAST)),
    (Role.EXPECTED, _is_expected),
    (Role.PLAN, _is_of_plan),
    (Role.FOREIGN, _is_foreign),
    (Role.PART, _is_of_other),
)
_DOUBTS: tuple[tuple[str, Callable[[Place], bool]], ...] = (
    ("forecast_percent", _is_to_come),
    ("negated_percent", lambda place: has(place.lead, Sort.NOT)),
    ("likelihood", _is_likelihood),
    ("remaining", _is_what_is_left),
    ("delta", _is_change),
    ("lower_bound", _is_bound),
    ("which_percent", _is_of_what),
    ("question", lambda place: has(place.tail, Sort.QUESTION)),
)
