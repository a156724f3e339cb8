"""The weekly ranking 一周一排序: scores with printed parts, ranks, and the black list.

Source: RULES.md section 7. Leaders are never ranked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum, auto
from functools import cache

from bot.domain.policies import Ranking

_TENTH = Decimal("0.1")
_FULL = Decimal(100)


class Part(StrEnum):
    """What a score of 100 is made of; the values are the names of its weights in the policy."""

    DEVIATION = auto()
    MILESTONES = auto()
    REPORTS = auto()
    ITEMS = auto()


@dataclass(frozen=True, slots=True)
class OnTime:
    """How many cases there were, and how many of them were on time."""

    met: int = 0
    cases: int = 0

    def __add__(self, other: "OnTime") -> "OnTime":
        return OnTime(self.met + other.met, self.cases + other.cases)


@dataclass(frozen=True, slots=True)
class Record:
    """What a project, or a unit with all of its projects, is scored by.

    Attributes:
        done_wan: Done of the plans that the curve judges.
        expected_wan: What the curve expects of them by the day.
        plan_wan: These plans; zero where the curve judges none.
        milestones: Due by the day, and met by their deadlines.
        reports: Weekly reports due, and told in time.
        items: Rectification items due, and closed in time.
    """

    done_wan: Decimal = Decimal(0)
    expected_wan: Decimal = Decimal(0)
    plan_wan: Decimal = Decimal(0)
    milestones: OnTime = field(default_factory=OnTime)
    reports: OnTime = field(default_factory=OnTime)
    items: OnTime = field(default_factory=OnTime)

    @property
    def deviation_pp(self) -> Decimal | None:
        """Points ahead of the curve, of a group as a ratio of sums; None if it judges nothing."""
        if not self.plan_wan:
            return None
        share = (self.done_wan - self.expected_wan) / self.plan_wan * 100
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)

    def __add__(self, other: "Record") -> "Record":
        return Record(
            self.done_wan + other.done_wan,
            self.expected_wan + other.expected_wan,
            self.plan_wan + other.plan_wan,
            self.milestones + other.milestones,
            self.reports + other.reports,
            self.items + other.items,
        )


@dataclass(frozen=True, slots=True)
class Score:
    """A total out of 100, to a tenth, and the points of each part; None where there are no cases."""

    total: Decimal | None
    parts: Mapping[Part, Decimal | None]


def score(record: Record, weights: Ranking) -> Score:
    """Return the score of *record*; a part without cases drops out and the rest is scaled to 100."""
    shares = {
        Part.DEVIATION: _of_deviation(record.deviation_pp, weights.none_behind),
        Part.MILESTONES: _of_cases(record.milestones),
        Part.REPORTS: _of_cases(record.reports),
        Part.ITEMS: _of_cases(record.items),
    }
    weight = _weight_of_parts(weights)
    points = {part: share * weight[part] for part, share in shares.items() if share is not None}
    possible = sum((weight[part] for part in points), Decimal(0))
    total = sum(points.values(), Decimal(0)) / possible * _FULL if possible else None
    return Score(
        total=None if total is None else total.quantize(_TENTH, ROUND_HALF_UP),
        parts={
            part: points[part].quantize(_TENTH, ROUND_HALF_UP) if part in points else None
            for part in Part
        },
    )


@cache
def _weight_of_parts(weights: Ranking) -> Mapping[Part, Decimal]:
    """Return the weights as they are multiplied; made once, not once a project."""
    return {part: Decimal(getattr(weights, part)) for part in Part}


def ranks(totals: Iterable[Decimal]) -> list[int]:
    """Return the rank of each total, the highest first; equal ones share it: 1, 2, 2, 4."""
    every = list(totals)
    first_at: dict[Decimal, int] = {}
    for place, total in enumerate(sorted(every, reverse=True), 1):
        first_at.setdefault(total, place)
    return [first_at[total] for total in every]


def blacklisted(places: Sequence[tuple[int, Decimal | None]], bottom: int) -> list[bool]:
    """Say of each (rank, deviation) whether it is at the bottom *and* behind its target.

    Both are needed (published by 绵阳): the last of a group that are all in time are not listed.
    """
    last = sorted((rank for rank, _ in places), reverse=True)[:bottom]
    limit = min(last, default=0)
    return [
        rank >= limit and deviation is not None and deviation < 0 for rank, deviation in places
    ]


def _of_deviation(deviation: Decimal | None, none_behind: int) -> Decimal | None:
    """Return the share earned: all of it when not behind, none from *none_behind* points on."""
    if deviation is None:
        return None
    behind = max(Decimal(0), -deviation)
    return max(Decimal(0), 1 - behind / none_behind)


def _of_cases(cases: OnTime) -> Decimal | None:
    return Decimal(cases.met) / cases.cases if cases.cases else None
