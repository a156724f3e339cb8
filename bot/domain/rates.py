"""Rates and the headline of a group of projects (RULES.md section 6).

Of a group every rate is a ratio of sums, never a mean of ratios, and it keeps both sums.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum, auto

STATISTICS_FROM_WAN = Decimal(500)
"""From this cost on a project is to be entered in the statistics. Source: RULES.md section 6."""


class Tally(StrEnum):
    """What is counted, or added up in 万元, over a group of projects on a day."""

    PROJECTS = auto()
    CONTINUED = auto()
    NEW = auto()
    PREPARATORY = auto()
    RED = auto()
    YELLOW = auto()
    GREEN = auto()
    GREY = auto()
    DUE_SOON = auto()
    EXEMPT = auto()
    REPORTED = auto()
    WITH_MONEY = auto()
    WITH_CUMULATIVE = auto()
    UNVERIFIED = auto()
    DUE = auto()
    DUE_STARTED = auto()
    DUE_STARTED_UNVERIFIED = auto()
    NEW_STARTED = auto()
    NEW_STARTED_UNVERIFIED = auto()
    CONTINUED_COMPLETED = auto()
    CONTINUED_COMPLETED_UNVERIFIED = auto()
    STARTED = auto()
    COMPLETED = auto()
    COMPLETED_UNVERIFIED = auto()
    STOPPED = auto()
    RESUMED = auto()
    FOR_STATISTICS = auto()
    IN_STATISTICS = auto()
    TOTAL_WAN = auto()
    PLAN_WAN = auto()
    DONE_YEAR_WAN = auto()
    CUMULATIVE_WAN = auto()


AMOUNTS = (Tally.TOTAL_WAN, Tally.PLAN_WAN, Tally.DONE_YEAR_WAN, Tally.CUMULATIVE_WAN)
"""Those that are added up; the others are counts."""

Sums = Mapping[Tally, Decimal]


class RateName(StrEnum):
    """The rates that papers print."""

    DONE_YEAR = auto()
    CUMULATIVE = auto()
    STARTS_DUE = auto()
    STARTS_OF_ALL = auto()
    COMPLETIONS = auto()
    FINISHED = auto()
    RESUMPTIONS = auto()
    STATISTICS = auto()
    COVERAGE = auto()


PARTS: Mapping[RateName, tuple[Tally, Tally, Tally | None]] = {
    RateName.DONE_YEAR: (Tally.DONE_YEAR_WAN, Tally.PLAN_WAN, None),
    RateName.CUMULATIVE: (Tally.CUMULATIVE_WAN, Tally.TOTAL_WAN, None),
    RateName.STARTS_DUE: (Tally.DUE_STARTED, Tally.DUE, Tally.DUE_STARTED_UNVERIFIED),
    RateName.STARTS_OF_ALL: (Tally.NEW_STARTED, Tally.NEW, Tally.NEW_STARTED_UNVERIFIED),
    RateName.COMPLETIONS: (
        Tally.CONTINUED_COMPLETED,
        Tally.CONTINUED,
        Tally.CONTINUED_COMPLETED_UNVERIFIED,
    ),
    RateName.FINISHED: (Tally.COMPLETED, Tally.STARTED, Tally.COMPLETED_UNVERIFIED),
    RateName.RESUMPTIONS: (Tally.RESUMED, Tally.STOPPED, None),
    RateName.STATISTICS: (Tally.IN_STATISTICS, Tally.FOR_STATISTICS, None),
    RateName.COVERAGE: (Tally.REPORTED, Tally.PROJECTS, None),
}
"""Of each rate: numerator, denominator, and how much of the numerator is not verified yet.

`STARTS_DUE` counts the due ones alone on both sides, so that an early start hides no late one.
`FINISHED` 竣工率 is of those under construction this year, the completed ones included.
"""


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
class Headline:
    """The figures on top of a summary; unknown amounts count as nothing.

    Attributes:
        sums: Counts and amounts in 万元.
        rates: Each rate of `RateName`, also those with nothing to divide by.
        expected: Share of the year's plan that the county's curve expects by the day.
        last_year_wan: Done by the same day of last year, where the policy tells it.
        of_target: Done this year / the county's target, where the policy tells it.
    """

    sums: Sums
    rates: Mapping[RateName, Rate]
    expected: Decimal
    last_year_wan: Decimal | None = None
    of_target: Rate | None = None

    @property
    def year_on_year(self) -> Decimal | None:
        """Growth over last year in percent, to one decimal."""
        if not self.last_year_wan:
            return None
        growth = self.sums[Tally.DONE_YEAR_WAN] / self.last_year_wan - 1
        return (growth * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


Figure = RateName | Tally
"""What can be shown and opened to its projects."""


def figure_of(name: str) -> Figure | None:
    """Return the figure that a button names, None if it names none."""
    for figures in (RateName, Tally):
        if name in figures.__members__.values():
            return figures(name)
    return None


def sides_of(figure: Figure) -> tuple[Tally, Tally]:
    """Return what stands above and below the line; of a plain count or amount both are itself."""
    if isinstance(figure, Tally):
        return figure, figure
    numerator, denominator, _ = PARTS[figure]
    return numerator, denominator


def rate(sums: Sums, name: RateName) -> Rate:
    """Return a rate of the group that was added up."""
    numerator, denominator, unverified = PARTS[name]
    return Rate(sums[numerator], sums[denominator], int(sums[unverified]) if unverified else 0)


def rates(sums: Sums) -> dict[RateName, Rate]:
    """Return all rates of the group that was added up."""
    return {name: rate(sums, name) for name in RateName}
