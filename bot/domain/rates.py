"""Rates and the headline of a group of projects (RULES.md section 6).

Of a group every rate is a ratio of sums, never a mean of ratios, and it keeps both sums.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.domain.terms import Kind, Light, WorksState


@dataclass(frozen=True, slots=True)
class Rate:
    """A numerator over a denominator, kept apart so that both can be printed.

    Attributes:
        numerator: An amount in 万元 or a count.
        denominator: The same.
        unverified: Of a count: how many of the numerator the office has not verified yet.
    """

    numerator: Decimal
    denominator: Decimal
    unverified: int = 0

    @property
    def percent(self) -> Decimal | None:
        """The rate in percent to one decimal, halves up; None when there is nothing to divide."""
        share = self.share
        return None if share is None else (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def share(self) -> Decimal | None:
        """The rate as a share of 1, exact; None when there is nothing to divide."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def verified(self) -> "Rate":
        """The rate that issued papers print: without what is not verified."""
        return Rate(self.numerator - self.unverified, self.denominator)


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """What the headline needs to know of a project.

    Attributes:
        kind: 续建, 新建 or 前期.
        works_state: As last reported.
        is_verified: The office has verified that state.
        light: Of the day.
        has_reported: Counts in the coverage "已报31/40".
        total_wan: Whole cost.
        plan_wan: This year's plan.
        done_year_wan: Done this year; None when nobody has reported any.
        cumulative_wan: Done since the start of works; likewise.
        start_by: Deadline of the start, where the project has one.
    """

    kind: Kind
    works_state: WorksState
    is_verified: bool
    light: Light
    has_reported: bool
    total_wan: Decimal | None = None
    plan_wan: Decimal | None = None
    done_year_wan: Decimal | None = None
    cumulative_wan: Decimal | None = None
    start_by: date | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures on top of a summary; amounts are in 万元, unknown ones count as nothing.

    Attributes:
        count_by_kind: Projects of each kind, also of kinds that have none.
        total_wan: Whole cost of all.
        cumulative: Done since the start / whole cost.
        done_year: Done this year / this year's plan.
        starts_due: New projects started / due to start by today; both count the due ones alone,
            so that an early start does not hide a late one.
        starts_of_all: New projects started / all new projects.
        completions: Continued projects completed / all continued projects.
        lights: Projects with each light, also of lights that none has.
        coverage: Projects that have reported / all.
    """

    count_by_kind: Mapping[Kind, int]
    total_wan: Decimal
    cumulative: Rate
    done_year: Rate
    starts_due: Rate
    starts_of_all: Rate
    completions: Rate
    lights: Mapping[Light, int]
    coverage: Rate


def headline(projects: Iterable[ProjectFigures], today: date) -> Headline:
    """Return the headline of *projects* as of *today*; of none, all zeros and no percents."""
    all_of_them = tuple(projects)
    new = [one for one in all_of_them if one.kind is Kind.NEW]
    due = [one for one in new if one.start_by is not None and one.start_by <= today]
    continued = [one for one in all_of_them if one.kind is Kind.CONTINUED]
    kinds = Counter(one.kind for one in all_of_them)
    lights = Counter(one.light for one in all_of_them)
    total = _sum(one.total_wan for one in all_of_them)
    return Headline(
        count_by_kind={kind: kinds[kind] for kind in Kind},
        total_wan=total,
        cumulative=Rate(_sum(one.cumulative_wan for one in all_of_them), total),
        done_year=Rate(
            _sum(one.done_year_wan for one in all_of_them),
            _sum(one.plan_wan for one in all_of_them),
        ),
        starts_due=_count([one for one in due if one.works_state.has_started], due),
        starts_of_all=_count([one for one in new if one.works_state.has_started], new),
        completions=_count([one for one in continued if one.works_state.is_completed], continued),
        lights={light: lights[light] for light in Light},
        coverage=Rate(
            Decimal(sum(one.has_reported for one in all_of_them)), Decimal(len(all_of_them))
        ),
    )


def _count(reported: Sequence[ProjectFigures], group: Sequence[ProjectFigures]) -> Rate:
    unverified = sum(not one.is_verified for one in reported)
    return Rate(Decimal(len(reported)), Decimal(len(group)), unverified)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
