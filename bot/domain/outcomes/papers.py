"""The office's papers on their way to people, and the investment return."""

from dataclasses import dataclass
from datetime import date

from bot.domain.rates import Rate
from bot.domain.records import Project
from bot.domain.returns import ReturnLine


@dataclass(frozen=True, slots=True)
class PapersOffered:
    """The papers that a person may tap, by their names."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnStatus:
    """Who has returned the month's investment, and when it is locked.

    `reopened_because` is the office's reason where the month was locked before.
    """

    month: date
    lock_on: date
    returned: Rate
    missing: tuple[ReturnLine, ...]
    last_locked: date | None
    reopened_because: str | None
    may_lock: bool


@dataclass(frozen=True, slots=True)
class ReturnChanged:
    """A month's return was reopened, or locked again."""

    month: date
    locked: bool
    reason: str


@dataclass(frozen=True, slots=True)
class StatisticsList:
    """Projects that are to be 入库 and are not: the first of *missing*, of *large* in all."""

    projects: tuple[Project, ...]
    missing: int
    large: int


@dataclass(frozen=True, slots=True)
class StatisticsMarked:
    """A project was marked as 入库, or the mark was taken back."""

    project: Project
    marked: bool
