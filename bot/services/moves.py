"""Deadlines that move: carried out in one place, so that no move forgets anything."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.clock import Clock
from bot.domain.errors import OldButtonError, ProjectEndedError
from bot.domain.moves import (
    DeadlinePastError,
    NoNodeError,
    YearMissingError,
    days_late,
    require_movable,
)
from bot.domain.orders import Adjustment, read_adjustment
from bot.domain.orders.adjustments import is_past
from bot.domain.orders.days import lapsed_day
from bot.domain.outcomes import AdjustmentUndone, DeadlinesMoved, MovedLine, NodeLine
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
        require_year(order.codes[0], order.body, order.due.date, self.clock.today())
        why = Why(MoveKind.ADJUSTMENT, order.reason or None, order.basis.words)
        moves = []
        for project in projects:
            node = node_meant(project, order)
            require_movable(project, node, order.due.date, self.clock.today())
            moves.append(self.move(project, node, order.due.date, why, line.by, line.source))
        self.tell(moves, projects, besides={line.by.id})
        return self.told(moves, may_undo=True)

    def undo(self, person: Person, move_ids: Sequence[int], source: Source) -> AdjustmentUndone:
        """Take adjustments back on the day they were registered; all concerned hear of it.

        Raises:
            NotPermittedError: It is not the office.
            OldButtonError: They were taken back, or a deadline has moved on since.
        """
        require(person, Action.REGISTER_DEADLINE_CHANGE)
        today, changes, projects = self.clock.today(), [], []
        moves = self.work.milestones.moves_by_ids(move_ids)
        for move in moves:
            project = self.projects.by_id(move.project_id)
            node = _node(project, move.milestone_id)
            if move.moved_on != today or node.deadline != move.new_date or node.done_on:
                raise OldButtonError
            self.work.milestones.move(node.id, move.old_date, today)
            days = (move.new_date, move.old_date)
            changes.append(Change("milestone", node.id, "undone", *days, project.id))
            projects.append(project)
        if not moves:
            raise OldButtonError
        self.work.milestones.forget_moves(move_ids)
        self.work.trail.add(changes, self.clock.now(), person.id, source)
        nodes = [move.milestone_id for move in moves]
        self._tell(nodes, projects, {person.id}, "adjustment_undone", "nodes")
        return self.undone(nodes)

    def undone(self, milestone_ids: Sequence[int]) -> AdjustmentUndone:
        """Return deadlines as they stand again."""
        lines = []
        for number in milestone_ids:
            project = self.work.projects.with_node(number)
            if project is not None:
                line = self.projects.standing(project)
                lines.append(NodeLine(line, _node(project, number)))
        return AdjustmentUndone(tuple(lines))

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
        self._tell(moves, projects, besides, "deadlines_moved", "moves")

    def _tell(
        self,
        numbers: Sequence[int],
        projects: Sequence[Project],
        besides: Collection[int],
        kind: str,
        what: str,
    ) -> None:
        """Queue one message a person about those *numbers* whose projects are theirs."""
        theirs: dict[int, list[int]] = defaultdict(list)
        by_project = {
            project.id: number for project, number in zip(projects, numbers, strict=True)
        }
        for each in self.work.duties.answerable(list(by_project)):
            if each.person_id not in besides:
                theirs[each.person_id].append(by_project[each.project_id])
        people = self.work.people.by_ids(theirs)
        for person in people.values():
            own = list(dict.fromkeys(theirs[person.id]))
            key = f"{kind}:{min(own)}:{self.clock.now().isoformat()}"
            self.notices.notify(person, key, {"kind": kind, what: own})

    def told(self, moves: Sequence[int], *, may_undo: bool = False) -> DeadlinesMoved:
        """Return moves as they are read by whoever is concerned; undone ones are left out."""
        lines = []
        for move in self.work.milestones.moves_by_ids(moves):
            project = self.projects.by_id(move.project_id)
            node = _node(project, move.milestone_id)
            lines.append(MovedLine(self.projects.standing(project), node, move))
        return DeadlinesMoved(tuple(lines), tuple(moves) if may_undo else ())


def require_year(code: str, words: str, day: date, today: date) -> None:
    """Return if *words* name *day* as they are plainly meant.

    Raises:
        YearMissingError: They name no year, and this year's day is over.
    """
    lapsed = lapsed_day(words, day, today)
    if lapsed is not None:
        raise YearMissingError(code, lapsed)


def _node(project: Project, milestone_id: int) -> MilestoneLine:
    return next(each for each in project.milestones if each.id == milestone_id)


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
