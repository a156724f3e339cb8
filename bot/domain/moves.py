"""When a deadline may move, and what its move must not make forgotten (RULES.md section 2)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.domain.errors import LedgerError
from bot.domain.records import MilestoneLine, Project
from bot.domain.terms import MilestoneKind

# What must not come before what; the county's own nodes stand between start and use.
_ORDER = (
    (MilestoneKind.START, MilestoneKind.OWN),
    (MilestoneKind.START, MilestoneKind.FINISH),
    (MilestoneKind.START, MilestoneKind.IN_USE),
    (MilestoneKind.FINISH, MilestoneKind.IN_USE),
)


class NodeDoneError(LedgerError):
    """The node is done: its deadline has nothing left to say."""

    text = "error.node_done"

    def __init__(self, code: str, milestone: MilestoneLine) -> None:
        super().__init__(code, milestone)
        self.code = code
        self.milestone = milestone


class DeadlinePastError(LedgerError):
    """A deadline cannot be moved to a day that is over."""

    text = "error.deadline_past"

    def __init__(self, code: str, day: date | None) -> None:
        super().__init__(code, day)
        self.code = code
        self.day = day


class YearMissingError(LedgerError):
    """A day was named without its year, and this year's is over."""

    text = "error.year_missing"

    def __init__(self, code: str, day: date) -> None:
        super().__init__(code, day)
        self.code = code
        self.day = day


class SameDeadlineError(LedgerError):
    """The deadline is that day already."""

    text = "error.same_deadline"

    def __init__(self, code: str, milestone: MilestoneLine) -> None:
        super().__init__(code, milestone)
        self.code = code
        self.milestone = milestone


class NotLaterError(LedgerError):
    """A request is for a later date; an earlier one needs no leave."""

    text = "error.not_later"

    def __init__(self, code: str, milestone: MilestoneLine) -> None:
        super().__init__(code, milestone)
        self.code = code
        self.milestone = milestone


class NoNodeError(LedgerError):
    """The project has no node of the kind that was named."""

    text = "error.no_node"

    def __init__(self, code: str, kind: MilestoneKind) -> None:
        super().__init__(code, kind)
        self.code = code
        self.kind = kind


class OutOfOrderError(LedgerError):
    """*later* would be due before *earlier*, which must come first."""

    text = "error.out_of_order"

    def __init__(self, code: str, earlier: MilestoneLine, later: MilestoneLine) -> None:
        super().__init__(code, earlier, later)
        self.code = code
        self.earlier = earlier
        self.later = later


def require_movable(project: Project, milestone: MilestoneLine, day: date, today: date) -> None:
    """Return if the deadline of *milestone* may be moved to *day*.

    Raises:
        NodeDoneError: The node is done.
        DeadlinePastError: The day is over.
        SameDeadlineError: It is the deadline already.
        OutOfOrderError: The nodes would come out of order.
    """
    if milestone.done_on is not None:
        raise NodeDoneError(project.code, milestone)
    if day < today:
        raise DeadlinePastError(project.code, day)
    if day == milestone.deadline:
        raise SameDeadlineError(project.code, milestone)
    moved = replace(milestone, deadline=day)
    others = [each for each in project.milestones if each.id != milestone.id]
    require_order(project.code, [*others, moved])


def require_order(code: str, milestones: Iterable[MilestoneLine]) -> None:
    """Return if no node is due before one that must come first.

    Raises:
        OutOfOrderError: Two are.
    """
    nodes = tuple(milestones)
    for first, second in _ORDER:
        for earlier in (each for each in nodes if each.kind is first):
            for later in (each for each in nodes if each.kind is second):
                if later.deadline < earlier.deadline:
                    raise OutOfOrderError(code, earlier, later)


def days_late(milestone: MilestoneLine, today: date) -> int:
    """Return by how many days an open node is overdue; 0 while it is not."""
    return 0 if milestone.done_on else max(0, (today - milestone.deadline).days)
