"""Orders that change what is a project: 更名 撤项 恢复 拆分 合并 结转."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.orders.clauses import Clauses, read_clauses
from bot.domain.orders.sums import read_sums

_BECOMES = re.compile(r"^\s*(?:改?[为成]|到|→|->|:|into|to)\s*", re.IGNORECASE)
_YEAR = re.compile(r"(20\d\d)\s*年?")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the projects into which one is split; sums in 万元, absent where none is told."""

    name: str
    sums: dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class ProjectOrder:
    """Which projects, what they become, and why."""

    codes: tuple[str, ...]
    body: str
    reason: str

    @property
    def parts(self) -> tuple[Part, ...]:
        """The projects told, each behind a semicolon or on a line of its own."""
        told = (read_sums(each) for each in re.split(r"[;\n]", self.body) if each.strip())
        return tuple(Part(name, sums) for name, sums in told if name)

    @property
    def plan_wan(self) -> Decimal | None:
        """The year's plan told, be it 计划3000万 or the sum alone."""
        _, sums = read_sums(self.body)
        return sums.get("plan_wan", sums.get("total_wan"))

    @property
    def year(self) -> int | None:
        """The year told."""
        found = _YEAR.search(self.body)
        return int(found[1]) if found else None


def read_project_order(text: str) -> ProjectOrder:
    """Return what an order says; without 原因 the words behind the codes are its body."""
    clauses: Clauses = read_clauses(text)
    return ProjectOrder(clauses.codes, _BECOMES.sub("", clauses.body), clauses.reason)
