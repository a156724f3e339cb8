"""Tells what the words around a word of state make of it: denied, soon, waited for, a mere name."""

from bot.domain.replies.clauses import FIGURES, Clause, has
from bot.domain.replies.tokens import Token
from bot.domain.replies.words import COMPOUNDS, Sort
from bot.domain.terms import WorksState

# Words of other sorts that also mean "soon" or "nearly" before a state.
_SOON_BOUNDS = frozenset({"快", "快要", "快到", "接近", "将近", "近", "almost", "nearly"})
_NEARLY = frozenset({"基本", "基本上", "差不多", "大致", "大概"})
# Behind 未 these are what is denied, not the state before it: 竣工未结算, 完工未移交.
_OWN_TO_DENY = (
    *(Sort.STATE, Sort.RESUMED, Sort.OBSTACLE, Sort.TROUBLE, Sort.STUFF, Sort.LACK),
    *(Sort.PAID, Sort.STEP, Sort.IN_USE),
)
_COMPOUNDS = tuple(COMPOUNDS.split())


def is_about_something_else(clause: Clause, at: int) -> bool:
    """Return whether the word is part of a name (开工手续), a condition or a gauge (完工60%)."""
    lead, next_to = clause.lead(at), clause.attached(at)
    if has(clause.tokens[:at], Sort.IF) or has(lead[-1:], Sort.AFTER):
        return True
    before = clause.tokens[at - 1] if at else None
    done = clause.tokens[at].value is WorksState.COMPLETED and clause.tokens[at].text.isascii()
    behind = clause.tokens[at + 1 : at + 3]
    if done and ((before is not None and before.sort in FIGURES) or has(behind[:1], *FIGURES)):
        return True  # 60% done, completed 60%
    if has(clause.tail(at)[:2], Sort.FORECAST, Sort.REQUEST, Sort.NEED, Sort.REMAINING):
        return True  # 开工延期到6月, 完工还需10天
    if next_to is None:
        return False
    compound = "".join(token.text for token in behind).startswith(_COMPOUNDS)
    return next_to.sort in {Sort.AFTER, Sort.QUANTITY, *FIGURES} or compound  # 完工3个


def said_behind(clause: Clause, at: int) -> tuple[Token, ...]:
    """Return what stands behind the word at *at* without particles: 停工了约三天."""
    return tuple(t for t in clause.tail(at) if t.sort not in {Sort.FILLER, Sort.ABOUT})


def is_prevented(token: Token, lead: tuple[Token, ...]) -> bool:
    """Return whether trouble keeps it from happening (不能按期完工); a halt comes of trouble."""
    return has(lead, Sort.TROUBLE) and token.value not in {
        WorksState.SUSPENDED,
        WorksState.NOT_STARTED,
        WorksState.STARTED,
    }


def is_awaited(token: Token, lead: tuple[Token, ...]) -> bool:
    """Return whether the state is waited for (待验收, 待雨停复工); one may halt while waiting."""
    if token.value is WorksState.ACCEPTED and has(lead[-1:], Sort.WORKING):
        return True
    return has(lead, Sort.WAIT) and token.value is not WorksState.SUSPENDED


def is_whether(clause: Clause, at: int) -> bool:
    """Return whether it is asked by a closing 没: 开工了没."""
    behind = [token.text for token in clause.tokens[at:]]
    return "".join(behind[:-1]).endswith("了") and behind[-1] in {"没", "没有"} and len(behind) < 4


def may_be_to_come(clause: Clause, at: int) -> bool:
    """Return whether 本周完工 may tell of this week's plan; 已, 了 and a halt are facts."""
    past = {"已", "已经", "了", "刚", "刚刚"}
    told = any(t.text in past for t in (*clause.lead(at), *clause.tail(at)))
    period = has(clause.lead(at), Sort.PERIOD)
    return period and not told and clause.tokens[at].value is not WorksState.SUSPENDED


def is_negated(clause: Clause, at: int) -> bool:
    """Return whether the word at *at* is denied, before (未完工) or behind it (验收还没做)."""
    before = sum(token.sort is Sort.NOT for token in clause.lead(at))
    return bool(before % 2) or _denied_behind(clause, at)


def _denied_behind(clause: Clause, at: int) -> bool:
    words = [t for t in clause.tokens[at + 1 :] if t.sort not in {Sort.FILLER, Sort.COLON}]
    denied = bool(words) and (
        words[0].sort is Sort.NOT or words[0].text in {"没办", "没到", "没动"}
    )
    return denied and not has(words[1:2], *_OWN_TO_DENY)


def is_soon(lead: tuple[Token, ...]) -> bool:
    """Return whether it is near, for sure (即将完工) or by and large (基本完工)."""
    return has(lead, Sort.SOON) or any(t.text in _SOON_BOUNDS | _NEARLY for t in lead)


def is_nearly(lead: tuple[Token, ...]) -> bool:
    """Return whether it may as well have been reached: 基本完工."""
    return any(token.text in _NEARLY for token in lead)
