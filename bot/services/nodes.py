"""Dated nodes of a project: added, weighed, reached and dropped in one line."""

from datetime import date

from bot.clock import Clock
from bot.domain.errors import OldButtonError, ProjectEndedError
from bot.domain.moves import NodeDoneError, require_order
from bot.domain.nodes import (
    NodeInUseError,
    NodeSetError,
    UnknownNodeError,
    is_behind_the_finish,
    require_weights,
)
from bot.domain.orders.nodes import NodeEntry, read_nodes
from bot.domain.outcomes import NodeReached, NodesSet
from bot.domain.permissions import Action
from bot.domain.progress import milestones_met
from bot.domain.records import MilestoneLine, Person, Project, Source
from bot.domain.terms import MilestoneKind
from bot.services.access import require
from bot.services.lacks import Lack, OrderLine, doubted
from bot.services.ledger_values import node_values
from bot.services.moves import require_year
from bot.services.projects import Projects
from storage.trail import NODE, Change
from storage.unit_of_work import Work

BEHIND_THE_FINISH = "order_behind_the_finish"


class Nodes:
    """Keeps the nodes of projects in order."""

    def __init__(self, work: Work, clock: Clock, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects

    def order(self, order: OrderLine) -> NodesSet | Lack:
        """Enter, weigh, reach or drop the nodes told, or say what is missing.

        Raises:
            NotPermittedError: The person does not keep the plan.
            LedgerError: A node cannot be so; then none is changed.
        """
        require(order.by, Action.EDIT_PLAN)
        told = read_nodes(order.text, self.clock.today())
        if told.code is None or not (told.entries or told.unread):
            project = self.projects.find(told.code) if told.code else None
            return Lack("order_node", project)
        project = self.projects.find(told.code)
        if project.ended is not None:
            raise ProjectEndedError(project.code, project.ended)
        if told.unread:
            return Lack("order_node_date", project, about=told.unread[0])
        for each in told.entries:
            if each.due is not None:
                require_year(project.code, order.text, each.due, self.clock.today())
        late = next((each for each in told.entries if is_behind_the_finish(project, each)), None)
        if late is not None and BEHIND_THE_FINISH not in order.settled:
            return doubted(order, BEHIND_THE_FINISH, project, about=late.name)
        changes = [change for each in told.entries for change in self._set(project, each)]
        project = self._checked(project)
        self.work.trail.add(changes, self.clock.now(), order.by.id, order.source)
        return NodesSet(self.projects.standing(project))

    def reach(self, person: Person, milestone_id: int, source: Source) -> NodeReached:
        """Note that a node is reached, by a tap of who reports on the project.

        Raises:
            OldButtonError: There is no such node, or it was reached before.
        """
        project, node = self._node(person, milestone_id)
        if node.done_on is not None:
            raise OldButtonError
        change = self._reach(project, node, self.clock.today())
        self.work.trail.add([change], self.clock.now(), person.id, source)
        return NodeReached(self.projects.standing(self.projects.by_id(project.id)), node)

    def reopen(self, person: Person, milestone_id: int, source: Source) -> NodeReached:
        """Take back, on the same day, that a node is reached."""
        project, node = self._node(person, milestone_id)
        today = self.clock.today()
        if node.done_on != today:
            raise OldButtonError
        self.work.milestones.reopen([node.id], today)
        change = Change("milestone", node.id, "node_done", today, None, project.id)
        self.work.trail.add([change], self.clock.now(), person.id, source)
        line = self.projects.standing(self.projects.by_id(project.id))
        return NodeReached(line, node, taken_back=True)

    def _node(self, person: Person, milestone_id: int) -> tuple[Project, MilestoneLine]:
        project = self.work.projects.with_node(milestone_id)
        if project is None:
            raise OldButtonError
        require(person, Action.REPORT, project)
        return project, next(each for each in project.milestones if each.id == milestone_id)

    def _set(self, project: Project, entry: NodeEntry) -> list[Change]:
        node = _existing(project, entry)
        if node is None:
            return [self._enter(project, entry)]
        if entry.is_gone:
            return [self._drop(project, node)]
        if entry.done_on is not None:
            if node.done_on is not None:
                raise NodeDoneError(project.code, node)
            return [self._reach(project, node, entry.done_on)]
        if entry.due not in {None, node.deadline}:
            raise NodeSetError(project.code, node)
        return self._weigh(project, node, entry.weight)

    def _enter(self, project: Project, entry: NodeEntry) -> Change:
        if entry.due is None:
            raise UnknownNodeError(project.code, entry.name)
        node = node_values(project.id, entry.kind, entry.due, self.clock.today())
        name = entry.name if entry.kind is MilestoneKind.OWN else None
        number = self.work.milestones.add({**node, "name": name, "weight": entry.weight})
        return Change("milestone", number, NODE, None, entry.due, project.id)

    def _drop(self, project: Project, node: MilestoneLine) -> Change:
        """Take out a node of the county's own of which nobody has been told."""
        if node.kind is not MilestoneKind.OWN or self.work.milestones.is_leaned_on(node.id):
            raise NodeInUseError(project.code, node)
        self.work.milestones.remove(node.id)
        return Change("milestone", node.id, "node_dropped", node.name, None, project.id)

    def _reach(self, project: Project, node: MilestoneLine, day: date) -> Change:
        self.work.milestones.finish([node.id], day)
        return Change("milestone", node.id, "node_done", None, day, project.id)

    def _weigh(self, project: Project, node: MilestoneLine, weight: int | None) -> list[Change]:
        if weight is None or weight == node.weight:
            return []
        self.work.milestones.change(node.id, weight=weight)
        return [Change("milestone", node.id, "weight", node.weight, weight, project.id)]

    def _checked(self, project: Project) -> Project:
        """Return the project as it is now, its nodes in order, those passed already done."""
        changed = self.projects.by_id(project.id)
        require_order(changed.code, changed.milestones)
        require_weights(changed.code, changed.milestones)
        met = milestones_met(changed, changed.works_state)
        self.work.milestones.finish(met, self.clock.today())
        return self.projects.by_id(project.id) if met else changed


def _existing(project: Project, entry: NodeEntry) -> MilestoneLine | None:
    return next(
        (
            each
            for each in project.milestones
            if each.kind is entry.kind
            and (each.kind is not MilestoneKind.OWN or each.name == entry.name)
        ),
        None,
    )
