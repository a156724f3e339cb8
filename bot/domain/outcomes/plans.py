"""How a plan changed: deadlines moved, nodes, permits, projects."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from bot.domain.outcomes.projects import PermitLine, ProjectStanding
from bot.domain.records import MilestoneLine, MoveLine, Project
from bot.domain.schedules import Schedule


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A deadline that moved, and how its project stands now."""

    line: ProjectStanding
    node: MilestoneLine
    move: MoveLine


@dataclass(frozen=True, slots=True)
class DeadlinesMoved:
    """Deadlines that moved, as all concerned read them; who registered them may undo the moves."""

    lines: tuple[MovedLine, ...]
    undoes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeLine:
    """A node, and how its project stands now."""

    line: ProjectStanding
    node: MilestoneLine


@dataclass(frozen=True, slots=True)
class AdjustmentUndone:
    """Deadlines that stand again as they did before they were adjusted."""

    lines: tuple[NodeLine, ...]


@dataclass(frozen=True, slots=True)
class NodesSet:
    """A project whose nodes were changed, with all of them."""

    line: ProjectStanding


@dataclass(frozen=True, slots=True)
class NodeReached:
    """A node was reached, or was not after all."""

    line: ProjectStanding
    node: MilestoneLine
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class MonthlyPlanShown:
    """A project's plan by month; `is_followed` where the county's curve follows it."""

    line: ProjectStanding
    is_followed: bool


@dataclass(frozen=True, slots=True)
class MonthlyPlanSet:
    """A project's plan by month was changed; in 万元, January first, `before` what it was.

    `undoes`: the change that a tap takes back, None where it was taken back.
    """

    line: ProjectStanding
    before: tuple[Decimal, ...]
    is_followed: bool
    undoes: int | None

    @property
    def changed(self) -> tuple[tuple[int, Decimal | None, Decimal | None], ...]:
        """The months that changed, with what each was and is; None where there is no plan."""
        now = self.line.project.monthly_plan_wan
        pairs = zip_longest(self.before, now)
        return tuple((n, old, new) for n, (old, new) in enumerate(pairs, start=1) if old != new)


@dataclass(frozen=True, slots=True)
class ExemptionChanged:
    """A project is exempt for the reason on its record, or is not any more."""

    line: ProjectStanding


@dataclass(frozen=True, slots=True)
class ScheduleShown:
    """A project counted back from its finish, and the permits it waits for.

    `is_ahead`: 建设 goes on while 规划 is open.
    """

    line: ProjectStanding
    schedule: Schedule | None
    permits: tuple[PermitLine, ...]
    is_ahead: bool
    sees_money: bool


@dataclass(frozen=True, slots=True)
class StartsSet:
    """All new projects are to have begun by a day: so many starts moved, so many added."""

    day: date
    moved: int
    added: int
    basis: str


@dataclass(frozen=True, slots=True)
class ProjectsChanged:
    """Projects that became others, were renamed, left the lists or came back.

    `what` is a key of the texts; `now` are those in the lists that came of it.
    """

    what: str
    before: tuple[Project, ...]
    now: tuple[ProjectStanding, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A field that the office corrected, as the trail keeps it, and why."""

    line: ProjectStanding
    field: str
    old: str | None
    new: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class PlanMenu:
    """What can be changed on a project's plan, to be tapped; the words are asked next."""

    line: ProjectStanding
    orders: tuple[str, ...]
