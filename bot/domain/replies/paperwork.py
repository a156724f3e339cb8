"""Tells whether a reply speaks of permits and surveys under way, which precede the works."""

from bot.domain.replies.clauses import FIGURES, Clause
from bot.domain.replies.findings import Findings
from bot.domain.replies.state_context import is_about_something_else
from bot.domain.replies.tokens import Token
from bot.domain.replies.words import Sort

# Beside a permit, these say something else than that it is under way.
_NOT_UNDER_WAY = (
    *(Sort.NOT, Sort.SETTLED, Sort.DONE, Sort.CAUSE, Sort.LACK, Sort.OBSTACLE, Sort.TROUBLE),
    *(Sort.IF, Sort.REQUEST, Sort.WAIT, Sort.CALL),
)
_STEPS = ("手续", "许可", "设计", "审批", "用地", "评审")


def permit_under_way(clauses: tuple[Clause, ...], found: Findings) -> Token | None:
    """Return the word for a permit or survey that is under way (环评中), if no progress was told."""
    if "percent" in found.facts or found.facts.get("resumed"):
        return None
    for clause in clauses:
        steps = [token for _, token in clause.of(Sort.STEP, Sort.STUFF) if _is_step(token)]
        if steps and not _says_else(clause) and _is_under_way(clause):
            return steps[0]
    return None


def _says_else(clause: Clause) -> bool:
    """Return whether a clause about a permit tells more than that; 开工手续 is a mere name."""
    states = (at for at, _ in clause.of(Sort.STATE, Sort.RESUMED))
    told = any(not is_about_something_else(clause, at) for at in states)
    return told or clause.has(*FIGURES, *_NOT_UNDER_WAY)


def _is_step(token: Token) -> bool:
    """Return whether the word names a permit or a survey, which precede the works."""
    return token.sort is Sort.STEP or any(step in token.text for step in _STEPS)


def _is_under_way(clause: Clause) -> bool:
    text = "".join(token.text for token in clause.tokens)
    plain = clause.tokens[0].text.startswith("前期") or text.startswith("preliminary")
    return plain or any(
        mark in text for mark in ("中", "办理", "阶段", "正在", "在办", "在做", "推进", "开展")
    )
