"""The weekly ranking 一周一排序: scores with printed parts, ranks, and the black list.

Source: RULES.md section 7. Leaders are never ranked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum, auto
from functools import cache
from typing import NamedTuple

from bot.domain.policies import Ranking

_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_NOTHING, _ALL = Decimal(0), Decimal(1)
_FULL = Decimal(100)

LISTS = ("projects_continued", "projects_new", "units_continued", "units_new", "preparatory")
"""What an issue ranks by itself, or lists; in the order in which they are shown."""


class Part(StrEnum):
    """What a score of 100 is made of; the values are the names of its weights in the policy."""

    DEVIATION = auto()
    MILESTONES = auto()
    REPORTS = auto()
    ITEMS = auto()


class OnTime(NamedTuple):
    """How many cases there were, and how many of them were on time."""

    met: int = 0
    cases: int = 0


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
    milestones: OnTime = OnTime()  # noqa: RUF009 -- immutable
    reports: OnTime = OnTime()  # noqa: RUF009 -- immutable
    items: OnTime = OnTime()  # noqa: RUF009 -- immutable

    @property
    def expected_share(self) -> Decimal:
        """Percent of the plans that the curve expects; nothing if it judges none."""
        return self.expected_wan / self.plan_wan * 100 if self.plan_wan else Decimal(0)

    @property
    def deviation_pp(self) -> Decimal | None:
        """Points ahead of the curve, of a group as a ratio of sums; None if it judges nothing."""
        if not self.plan_wan:
            return None
        share = (self.done_wan - self.expected_wan) / self.plan_wan * 100
        return share.quantize(_HUNDREDTH, ROUND_HALF_UP)


def is_under_target(record: Record) -> bool:
    """Say whether *record* is behind its curve or, where money says nothing, missed a date."""
    deviation = record.deviation_pp
    if deviation is None:
        return record.milestones.met < record.milestones.cases
    return deviation < 0


def added_up(records: Sequence[Record]) -> Record:
    """Return what a group is scored by: the sums, so that its rate is a ratio of sums."""
    return Record(
        sum((each.done_wan for each in records), Decimal(0)),
        sum((each.expected_wan for each in records), Decimal(0)),
        sum((each.plan_wan for each in records), Decimal(0)),
        _all_cases(each.milestones for each in records),
        _all_cases(each.reports for each in records),
        _all_cases(each.items for each in records),
    )


def _all_cases(cases: Iterable[OnTime]) -> OnTime:
    met = count = 0
    for each in cases:
        met, count = met + each.met, count + each.cases
    return OnTime(met, count)


class Score(NamedTuple):
    """A total out of 100, to a tenth, and the points of each part; None where there are no cases.

    `deviation_pp` is the record's: what the largest part was earned by.
    """

    total: Decimal | None
    parts: Mapping[Part, Decimal | None]
    deviation_pp: Decimal | None


def score(record: Record, weights: Ranking) -> Score:
    """Return the score of *record*; a part without cases drops out and the rest is scaled to 100."""
    deviation_pp = record.deviation_pp
    shares = (
        _of_deviation(deviation_pp, weights.none_behind),
        _of_cases(record.milestones),
        _of_cases(record.reports),
        _of_cases(record.items),
    )
    earned = possible = _NOTHING
    parts: dict[Part, Decimal | None] = {}
    for (part, weight), share in zip(_weights(weights), shares, strict=True):
        if share is None:
            parts[part] = None
            continue
        points = share * weight
        earned, possible = earned + points, possible + weight
        parts[part] = points.quantize(_TENTH, ROUND_HALF_UP)
    total = (earned / possible * _FULL).quantize(_TENTH, ROUND_HALF_UP) if possible else None
    return Score(total, parts, deviation_pp)


@cache
def _weights(weights: Ranking) -> Sequence[tuple[Part, Decimal]]:
    """Return the parts with their weights as they are multiplied; made once, not once a project."""
    return tuple((part, Decimal(getattr(weights, part))) for part in Part)


def ranks(totals: Iterable[Decimal]) -> list[int]:
    """Return the rank of each total, the highest first; equal ones share it: 1, 2, 2, 4."""
    every = list(totals)
    first_at: dict[Decimal, int] = {}
    for place, total in enumerate(sorted(every, reverse=True), 1):
        first_at.setdefault(total, place)
    return [first_at[total] for total in every]


def blacklisted(places: Sequence[tuple[int, bool]], bottom: int) -> list[bool]:
    """Say of each (rank, is under its target) whether it is at the bottom *and* under its target.

    Both are needed (published by 绵阳): the last of a group that are all in time are not listed.
    The first place and the upper half are no bottom, however small the group or many the ties.
    """
    last = sorted((rank for rank, _ in places), reverse=True)[:bottom]
    limit = max(min(last, default=0), len(places) // 2 + 1, 2)
    return [rank >= limit and is_under for rank, is_under in places]


def _of_deviation(deviation: Decimal | None, none_behind: int) -> Decimal | None:
    """Return the share earned: all of it when not behind, none from *none_behind* points on."""
    if deviation is None:
        return None
    if deviation >= 0:
        return _ALL
    return max(_NOTHING, 1 + deviation / none_behind)


def _of_cases(cases: OnTime) -> Decimal | None:
    return Decimal(cases.met) / cases.cases if cases.cases else None
