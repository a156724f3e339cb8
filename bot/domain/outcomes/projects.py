"""Lists, cards and histories of projects."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.escalations import Skip, Step
from bot.domain.lights import Standing
from bot.domain.permissions import Action
from bot.domain.records import MilestoneLine, MoveLine, Project, ReportLine, StepState
from bot.domain.schedules import Schedule
from bot.domain.terms import MoveKind


@dataclass(frozen=True, slots=True)
class ProjectStanding:
    """A project as it stands on a day.

    `days_left` is negative once the next node is overdue, and None where no node is open.
    """

    project: Project
    standing: Standing
    days_left: int | None

    @property
    def is_overdue(self) -> bool:
        """Whether a node should have been reached by now."""
        return self.days_left is not None and self.days_left < 0


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


EVENTS = frozenset(
    [
        "created",
        "extension",
        "adjustment",
        "deadline_asked",
        "deadline_refused",
        "instruction",
        "instruction_answered",
        "node",
        "node_done",
        "node_dropped",
        "weight",
        "ended",
        "carried",
        "undone",
    ]
)
"""Fields of the trail that are told in words of their own, not as old → new."""
WRITTEN = frozenset({"difficulty", "instruction", "instruction_answered"})
"""Fields that hold what somebody wrote."""


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """One field that went from *old* to *new*, as the trail keeps them; of *node* if of one."""

    field: str
    old: str | None
    new: str | None
    node: MilestoneLine | None = None

    @property
    def event(self) -> str:
        """What happened: a key of the texts."""
        return self.field if self.field in EVENTS else "changed"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one message changed: when, by whom, in which words or by which file, and why."""

    at: datetime
    by: str
    changes: tuple[HistoryChange, ...]
    words: str = ""
    for_office: bool = False
    file: str = ""
    is_undo: bool = False
    reason: str = ""

    @property
    def all_words(self) -> str:
        """Everything in it that somebody wrote."""
        told = (f"{each.old or ''} {each.new or ''}" for each in self.changes)
        return " ".join((self.words, self.reason, *told))

    def hidden(self) -> "HistoryEntry":
        """Return the entry without anything that somebody wrote; figures stay."""
        changes = (
            replace(each, old="……", new="……") if each.field in WRITTEN else each
            for each in self.changes
        )
        return replace(
            self,
            changes=tuple(changes),
            words="……" if self.words else "",
            reason="……" if self.reason else "",
        )


@dataclass(frozen=True, slots=True)
class History:
    """A page of what was changed on a project, newest first."""

    project: Project
    entries: tuple[HistoryEntry, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class StepLine:
    """A recorded step of an overdue case."""

    on: date
    step: Step
    name: str | None
    to_phone: bool
    skipped: Skip | None


@dataclass(frozen=True, slots=True)
class PermitLine:
    """A permit on its way, and for how many days it has waited."""

    state: StepState
    days: int | None


@dataclass(frozen=True, slots=True)
class Card:
    """All there is to say of one project to one person."""

    line: ProjectStanding
    reports: tuple[ReportLine, ...]
    steps: tuple[StepLine, ...]
    moves: tuple[MoveLine, ...]
    permits: tuple[PermitLine, ...]
    schedule: Schedule | None
    is_ahead: bool
    became: tuple[str, ...]
    came_of: tuple[str, ...]
    allowed: frozenset[Action]

    def moved(self, milestone: MilestoneLine, kind: MoveKind | str) -> int:
        """Return how often the deadline of a node was moved in one way."""
        return sum(each.milestone_id == milestone.id and each.kind == kind for each in self.moves)

    def days_late(self, milestone: MilestoneLine) -> int:
        """Return how many days a node was overdue in all when its deadline was moved."""
        return sum(each.days_late for each in self.moves if each.milestone_id == milestone.id)
