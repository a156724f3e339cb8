"""What opens from a summary: changes since a day, and the projects behind a figure."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.domain.groups import Group
from bot.domain.outcomes.projects import ProjectStanding
from bot.domain.rates import AMOUNTS, Figure, Headline, Rate, RateName, sides_of
from bot.domain.records import ReportLine
from bot.domain.terms import Light


@dataclass(frozen=True, slots=True)
class Turned:
    """A project whose light is no more what it *was*."""

    line: ProjectStanding
    was: Light


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since a stored day."""

    since: date
    before: Headline
    turned: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class WhichGroup:
    """Several groups have the name that was written; *since* stays as it was asked."""

    groups: tuple[Group, ...]
    since: date | None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A project behind a figure: its part above and below the line, and its last report."""

    line: ProjectStanding
    numerator: Decimal
    denominator: Decimal
    report: ReportLine | None

    @property
    def counts(self) -> bool:
        """Whether it stands in the numerator of a rate that counts."""
        return self.numerator > 0


@dataclass(frozen=True, slots=True)
class FigureOpened:
    """A page of the projects behind a figure of a day; `rate` of a plain count is itself of all.

    `printed` is what it was when a bulletin was drafted on that day, before more was told.
    """

    figure: Figure
    group: Group
    on: date
    rate: Rate
    lines: tuple[FigureLine, ...]
    page: int
    pages: int
    total: int
    printed: Rate | None = None
    printed_at: datetime | None = None

    @property
    def is_rate(self) -> bool:
        """Whether it has two sides."""
        return isinstance(self.figure, RateName)

    @property
    def in_wan(self) -> bool:
        """Whether it adds up money."""
        return sides_of(self.figure)[1] in AMOUNTS


@dataclass(frozen=True, slots=True)
class WhichFigure:
    """Several figures of a day show the number that was asked about."""

    number: str
    figures: tuple[Figure, ...]
    group: Group
    on: date


@dataclass(frozen=True, slots=True)
class MeetingNoted:
    """From this day on changes can be asked for since the meeting."""

    on: date
