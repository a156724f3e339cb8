"""The weekly ranking as it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.policies import Ranking
from bot.domain.rankings import Record


@dataclass(frozen=True, slots=True)
class RankedLine:
    """A project or a unit in its place; `last_rank` is that of the issue before, if it had one.

    `record` are the numbers it was scored by.

    Of a project in preparation, which is listed and not ranked, rank and total are None.
    """

    id: int
    code: str
    name: str
    unit: str
    rank: int | None
    last_rank: int | None
    total: Decimal | None
    parts: Mapping[str, Decimal | None]
    blocker: str | None
    exempt: bool
    black: bool
    record: Record


@dataclass(frozen=True, slots=True)
class RankingShown:
    """A page of one list of the last issue up to the day *until*; `on` is None without one.

    `is_past` says that *until* is a day before today.
    """

    which: str
    on: date | None
    lines: tuple[RankedLine, ...]
    page: int
    pages: int
    total: int
    may_make: bool
    weights: Ranking
    until: date
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class RankingExplained:
    """How a score is made, and what those of a page are made of."""

    page: RankingShown
