"""Dated nodes in one line: 节点 P07 主体封顶 6月30日 权重30；设备进场 8月15日；地勘 完成."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.deadlines import DeadlineReading, Mode, read_deadline
from bot.domain.orders.clauses import read_clauses
from bot.domain.orders.days import DAY, past_day
from bot.domain.terms import MilestoneKind, Status

_KINDS = {
    **dict.fromkeys(("开工", "动工", "start"), MilestoneKind.START),
    **dict.fromkeys(("完工", "竣工", "建成", "finish"), MilestoneKind.FINISH),
    **dict.fromkeys(("投入使用", "投用", "in use"), MilestoneKind.IN_USE),
}
_WEIGHT = re.compile(r"(?:权重|占|weight)\s*:?\s*(\d{1,3})\s*%?", re.IGNORECASE)
_DONE = re.compile(
    rf"^(?P<name>\S+?)\s+(?:(?P<before>{DAY})\s*)?(?:已经?)?(?:完成|达到|done)\s*(?P<after>{DAY})?$",
    re.IGNORECASE,
)
_GONE = re.compile(r"^(?P<name>\S+?)\s+(?:取消|删除|drop)$", re.IGNORECASE)
_JOINTS = " 于到在定至:,"


@dataclass(frozen=True, slots=True)
class NodeEntry:
    """A node and what is said of it: its date, its weight, that it is done or to go."""

    name: str
    kind: MilestoneKind
    due: date | None = None
    weight: int | None = None
    done_on: date | None = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class NodeOrder:
    """The nodes told of one project; `unread` are entries in which no node was found."""

    code: str | None
    entries: tuple[NodeEntry, ...]
    unread: tuple[str, ...]


def read_nodes(text: str, today: date) -> NodeOrder:
    """Return the nodes that a line names, each behind a semicolon or on a line of its own."""
    clauses = read_clauses(text)
    parts = [each.strip(" ,。") for each in re.split(r"[;\n]", clauses.body)]
    found = {each: _entry(each, today) for each in parts if each}
    return NodeOrder(
        clauses.codes[0] if clauses.codes else None,
        tuple(each for each in found.values() if each),
        tuple(each for each, entry in found.items() if not entry),
    )


def _entry(text: str, today: date) -> NodeEntry | None:
    weighed = _WEIGHT.search(text)
    weight = int(weighed[1]) if weighed else None
    rest = _WEIGHT.sub("", text).strip(_JOINTS)
    if gone := _GONE.match(rest):
        return _node(gone["name"], is_gone=True)
    if done := _DONE.match(rest):
        day = past_day(done["before"] or done["after"] or "", today) or today
        return _node(done["name"], done_on=day)
    due = read_deadline(rest, today, Mode.CHAT)
    if due.status is Status.OK and due.span is not None:
        return _dated(rest, due, weight)
    return _node(rest, weight=weight) if weight is not None and rest else None


def _dated(rest: str, due: DeadlineReading, weight: int | None) -> NodeEntry | None:
    """Return the node whose name stands before or behind the date."""
    first, last = due.span or (0, 0)
    name = (rest[:first].strip(_JOINTS) or rest[last:].strip(_JOINTS + "前以")).strip()
    return _node(name, due=due.date, weight=weight) if name else None


def _node(
    name: str,
    *,
    due: date | None = None,
    weight: int | None = None,
    done_on: date | None = None,
    is_gone: bool = False,
) -> NodeEntry:
    kind = _KINDS.get(name.lower(), MilestoneKind.OWN)
    return NodeEntry(name, kind, due, weight, done_on, is_gone)
