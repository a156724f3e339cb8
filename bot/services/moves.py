"""Deadlines that move: carried out in one place, so that no move forgets anything."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.clock import Clock
from bot.domain.errors import ProjectEndedError
from bot.domain.moves import DeadlinePastError, NoNodeError, days_late, require_movable
from bot.domain.orders import Adjustment, read_adjustment
from bot.domain.orders.adjustments import is_past
from bot.domain.outcomes import DeadlinesMoved, MovedLine
from bot.domain.permissions import Action
from bot.domain.records import MilestoneLine, Person, Project, Source
from bot.domain.terms import MilestoneKind, MoveKind
from bot.services.access import require
from bot.services.lacks import Lack, OrderLine
from bot.services.notices import Notices
from bot.services.projects import Projects
from storage.trail import Change
from storage.unit_of_work import Work

_IN_USE = ("投入使用", "投用", "in use")


@dataclass(frozen=True, slots=True)
class Why:
    """By whose word a deadline moves: asked for and granted, or decided elsewhere by a paper."""

    kind: MoveKind
    reason: str | None
    basis: str | None = None

    @property
    def words(self) -> str | None:
        """Reason and basis as the trail keeps them."""
        return "；".join(filter(None, (self.basis, self.reason))) or None


class Moves:
    """Moves deadlines, keeps how late they were, and tells all concerned."""

    def __init__(self, work: Work, clock: Clock, projects: Projects, notices: Notices) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.notices = notices

    def adjust(self, line: OrderLine) -> DeadlinesMoved | Lack:
        """Register a deadline decided elsewhere, for all projects named, or say what is missing.

        Raises:
            NotPermittedError: It is not the office.
            LedgerError: A project is unknown or ended, or a deadline cannot move there; then
                none of them moves.
        """
        require(line.by, Action.REGISTER_DEADLINE_CHANGE)
        order = read_adjustment(line.text, self.clock.today())
        projects = [self.projects.find(code) for code in order.codes]
        if order.missing is not None:
            return Lack(order.missing, projects[0] if len(projects) == 1 else None)
        if order.due.date is None or is_past(order.due):
            raise DeadlinePastError(order.codes[0], order.due.date)
        why = Why(MoveKind.ADJUSTMENT, order.reason or None, order.basis.words)
        moves = []
        for project in projects:
            node = node_meant(project, order)
            require_movable(project, node, order.due.date, self.clock.today())
            moves.append(self.move(project, node, order.due.date, why, line.by, line.source))
        self.tell(moves, projects, besides={line.by.id})
        return self.told(moves)

    def move(
        self,
        project: Project,
        node: MilestoneLine,
        day: date,
        why: Why,
        person: Person,
        source: Source,
    ) -> int:
        """Move the deadline of a node and return the number of the move.

        Raises:
            ProjectEndedError: The project has left the lists.
        """
        if project.ended is not None:
            raise ProjectEndedError(project.code, project.ended)
        now, today = self.clock.now(), self.clock.today()
        self.work.milestones.move(node.id, day, today)
        move_id = self.work.milestones.note_move(
            {
                "project_id": project.id,
                "milestone_id": node.id,
                "kind": why.kind,
                "old_date": node.deadline,
                "new_date": day,
                "moved_on": today,
                "days_late": days_late(node, today),
                "reason": why.reason,
                "basis": why.basis,
                "person_id": person.id,
            }
        )
        change = Change(
            "milestone", node.id, why.kind.value, node.deadline, day, project.id, why.words
        )
        self.work.trail.add([change], now, person.id, source)
        return move_id

    def tell(
        self, moves: Sequence[int], projects: Sequence[Project], *, besides: Collection[int]
    ) -> None:
        """Queue one message a person about the moved deadlines of their projects."""
        theirs: dict[int, list[int]] = defaultdict(list)
        by_project = {project.id: move for project, move in zip(projects, moves, strict=True)}
        for each in self.work.duties.answerable(list(by_project)):
            if each.person_id not in besides:
                theirs[each.person_id].append(by_project[each.project_id])
        people = self.work.people.by_ids(theirs)
        for person in people.values():
            own = list(dict.fromkeys(theirs[person.id]))
            order = {"kind": "deadlines_moved", "moves": own}
            self.notices.notify(person, f"deadlines_moved:{min(own)}", order)

    def told(self, moves: Sequence[int]) -> DeadlinesMoved:
        """Return moves as they are read by whoever is concerned."""
        lines = []
        for move in self.work.milestones.moves_by_ids(moves):
            project = self.projects.by_id(move.project_id)
            node = next(each for each in project.milestones if each.id == move.milestone_id)
            lines.append(MovedLine(self.projects.standing(project), node, move))
        return DeadlinesMoved(tuple(lines))


def node_meant(project: Project, order: Adjustment) -> MilestoneLine:
    """Return the node that an order names, or the one the ledger's 完成时限 speaks of.

    Raises:
        NoNodeError: The project has no such node.
    """
    named = [each for each in project.milestones if each.name and each.name in order.body]
    if named:
        return max(named, key=lambda each: len(each.name or ""))
    kind = order.due.kind
    if any(word in order.body.lower() for word in _IN_USE):
        kind = MilestoneKind.IN_USE
    if kind is None:
        return project.main_milestone
    node = next((each for each in project.milestones if each.kind is kind), None)
    if node is None:
        raise NoNodeError(project.code, kind)
    return node
