"""How a plan changed: deadlines moved, nodes, permits, projects."""

from dataclasses import dataclass

from bot.domain.outcomes.projects import ProjectStanding
from bot.domain.records import MilestoneLine, MoveLine


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A deadline that moved, and how its project stands now."""

    line: ProjectStanding
    node: MilestoneLine
    move: MoveLine


@dataclass(frozen=True, slots=True)
class DeadlinesMoved:
    """Deadlines that moved, as all concerned read them."""

    lines: tuple[MovedLine, ...]
