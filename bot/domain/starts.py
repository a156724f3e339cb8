"""What one day by which all are to have begun means for a project."""

from datetime import date
from enum import Enum, auto

from bot.domain.records import Project
from bot.domain.terms import Kind, MilestoneKind


class Limit(Enum):
    """What the day does to a project: nothing, an earlier start, or a start at all."""

    NONE = auto()
    MOVED = auto()
    ADDED = auto()


def limit_of(project: Project, day: date) -> Limit:
    """Return what the *day* does to a project: only to a new one whose works have not begun.

    An earlier start stays, and so does a project that is to be finished by then.
    """
    if project.kind is not Kind.NEW or project.works_state.has_started or project.ended:
        return Limit.NONE
    start = next((each for each in project.milestones if each.kind is MilestoneKind.START), None)
    if start is not None:
        return Limit.MOVED if start.deadline > day else Limit.NONE
    return Limit.ADDED if project.main_milestone.deadline >= day else Limit.NONE
