"""A figure corrected: 更正 P07 今年完成 850万 原因 报表核对."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.numerals import parse_decimal
from bot.domain.orders.clauses import read_clauses
from bot.domain.orders.sums import read_sums
from bot.domain.terms import WorksState

Value = Decimal | WorksState | str | None

_STATES = {
    "未开工": WorksState.NOT_STARTED,
    "前期": WorksState.PRE,
    "在建": WorksState.STARTED,
    "已开工": WorksState.STARTED,
    "主体完工": WorksState.STRUCTURE_DONE,
    "收尾": WorksState.FINISHING,
    "完工": WorksState.COMPLETED,
    "已验收": WorksState.ACCEPTED,
    "停工": WorksState.SUSPENDED,
}
_PERCENT = re.compile(
    r"^(?:形象)?(?:进度|percent)\s*:?\s*(\d{1,3}(?:\.\d{1,2})?)\s*%?$", re.IGNORECASE
)
_STATE = re.compile(rf"^(?:状态|state)\s*:?\s*({'|'.join(_STATES)})$", re.IGNORECASE)
_DIFFICULTY = re.compile(r"^(?:困难|卡点|difficulty)\s*:?\s*(\S.*)$", re.IGNORECASE)
_NONE = frozenset({"无", "没有", "已解决", "none"})
_FULL = 100


@dataclass(frozen=True, slots=True)
class Correction:
    """Which field of which project is to be what, and why; `field` is empty where none is read."""

    code: str | None
    field: str
    value: Value
    reason: str


def read_correction(text: str) -> Correction:
    """Return what a line corrects."""
    clauses = read_clauses(text)
    field, value = _told(clauses.body)
    return Correction(clauses.codes[0] if clauses.codes else None, field, value, clauses.reason)


def _told(body: str) -> tuple[str, Value]:
    if found := _PERCENT.match(body):
        percent = parse_decimal(found[1])
        return ("percent", percent) if percent is not None and percent <= _FULL else ("", None)
    if found := _STATE.match(body):
        return "works_state", _STATES[found[1]]
    if found := _DIFFICULTY.match(body):
        return "difficulty", None if found[1] in _NONE else found[1]
    before, sums = read_sums(body)
    if len(sums) == 1 and not before:
        return next(iter(sums.items()))
    return "", None
