"""Lists, cards and histories of projects."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.escalations import Skip, Step
from bot.domain.lights import Standing
from bot.domain.permissions import Action
from bot.domain.records import MilestoneLine, MoveLine, Project, ReportLine
from bot.domain.terms import MoveKind


@dataclass(frozen=True, slots=True)
class ProjectStanding:
    """A project as it stands on a day; `days_left` is negative once the next node is overdue."""

    project: Project
    standing: Standing
    days_left: int


@dataclass(frozen=True, slots=True)
class ProjectList:
    """A page of somebody's projects, worst first."""

    lines: tuple[ProjectStanding, ...]
    page: int
    pages: int
    total: int
    to_acknowledge: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the best matches of *total*."""

    words: str
    lines: tuple[ProjectStanding, ...]
    total: int


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of a project: when, by whom, what from what to what, and why."""

    at: datetime
    by: str
    field: str
    old: str | None
    new: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """What was changed on a project, newest first."""

    project: Project
    lines: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A recorded step of an overdue case."""

    on: date
    step: Step
    name: str | None
    to_phone: bool
    skipped: Skip | None


@dataclass(frozen=True, slots=True)
class Card:
    """All there is to say of one project to one person."""

    line: ProjectStanding
    reports: tuple[ReportLine, ...]
    steps: tuple[StepLine, ...]
    moves: tuple[MoveLine, ...]
    allowed: frozenset[Action]

    def moved(self, milestone: MilestoneLine, kind: MoveKind | str) -> int:
        """Return how often the deadline of a node was moved in one way."""
        return sum(each.milestone_id == milestone.id and each.kind == kind for each in self.moves)

    def days_late(self, milestone: MilestoneLine) -> int:
        """Return how many days a node was overdue in all when its deadline was moved."""
        return sum(each.days_late for each in self.moves if each.milestone_id == milestone.id)
