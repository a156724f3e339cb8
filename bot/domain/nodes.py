"""What a project's nodes must be to each other."""

from collections.abc import Iterable

from bot.domain.errors import LedgerError
from bot.domain.orders.nodes import NodeEntry
from bot.domain.records import MilestoneLine, Project
from bot.domain.terms import MilestoneKind

ALL = 100


class NodeSetError(LedgerError):
    """The node has a deadline already: it moves by a request or a paper, not by being told anew."""

    text = "error.node_set"

    def __init__(self, code: str, milestone: MilestoneLine) -> None:
        super().__init__(code, milestone)
        self.code = code
        self.milestone = milestone


class NodeInUseError(LedgerError):
    """The node cannot be dropped: people were told of it, or the project cannot be without it."""

    text = "error.node_in_use"

    def __init__(self, code: str, milestone: MilestoneLine) -> None:
        super().__init__(code, milestone)
        self.code = code
        self.milestone = milestone


class UnknownNodeError(LedgerError):
    """The project has no node called *name*."""

    text = "error.unknown_node"

    def __init__(self, code: str, name: str) -> None:
        super().__init__(code, name)
        self.code = code
        self.name = name


class WeightsError(LedgerError):
    """The weights of a project's nodes come to *total* percent."""

    text = "error.weights"

    def __init__(self, code: str, total: int) -> None:
        super().__init__(code, total)
        self.code = code
        self.total = total


def require_weights(code: str, milestones: Iterable[MilestoneLine]) -> None:
    """Return if the nodes' weights leave room for each other.

    Raises:
        WeightsError: They come to more than all.
    """
    total = sum(each.weight or 0 for each in milestones)
    if total > ALL:
        raise WeightsError(code, total)


def is_behind_the_finish(project: Project, entry: NodeEntry) -> bool:
    """Return whether a node of the county's own would be due behind the finish: 决算 may be."""
    finishes = [each for each in project.milestones if each.kind is MilestoneKind.FINISH]
    return (
        entry.kind is MilestoneKind.OWN
        and entry.due is not None
        and any(entry.due > each.deadline for each in finishes)
    )
