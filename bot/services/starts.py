"""The day by which all new projects are to have begun, decided once for the county."""

from datetime import date

from bot.clock import Clock
from bot.domain.moves import DeadlinePastError
from bot.domain.orders import read_adjustment
from bot.domain.outcomes import StartsSet
from bot.domain.permissions import Action
from bot.domain.records import Project
from bot.domain.starts import Limit, limit_of
from bot.domain.terms import MilestoneKind, MoveKind
from bot.services.access import require
from bot.services.lacks import Lack, OrderLine, doubted
from bot.services.ledger_values import node_values
from bot.services.moves import Moves, Why, require_year
from bot.services.projects import Projects
from storage.facts import START_BY
from storage.trail import NODE, Change
from storage.unit_of_work import Work

CONFIRM = "order_start_by"


class Starts:
    """Sets the start of every new project that has not begun."""

    def __init__(self, work: Work, clock: Clock, projects: Projects, moves: Moves) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.moves = moves

    def order(self, order: OrderLine) -> StartsSet | Lack:
        """Limit the start of all new projects by a day, once that is confirmed.

        Raises:
            NotPermittedError: It is not the office.
            DeadlinePastError: The day is over.
            YearMissingError: This year's day is over, and no year was written.
        """
        require(order.by, Action.REGISTER_DEADLINE_CHANGE)
        today = self.clock.today()
        told = read_adjustment(order.text, today)
        if told.missing_of_all is not None:
            return Lack(told.missing_of_all)
        if told.due.date is None or told.due.date < today:
            raise DeadlinePastError("", told.due.date)
        require_year("", told.body, told.due.date, today)
        day = told.due.date
        limits = [limit_of(each, day) for each in self.work.projects.all()]
        touched = sum(each is not Limit.NONE for each in limits)
        if CONFIRM not in order.settled:
            return doubted(order, CONFIRM, about=f"{touched} {day.isoformat()}")
        return self._set(order, day, told.basis.words)

    def _set(self, order: OrderLine, day: date, basis: str) -> StartsSet:
        why = Why(MoveKind.ADJUSTMENT, None, basis)
        projects = self.work.projects.all()
        moved = [each for each in projects if limit_of(each, day) is Limit.MOVED]
        added = [each for each in projects if limit_of(each, day) is Limit.ADDED]
        moves = []
        for project in moved:
            node = next(each for each in project.milestones if each.kind is MilestoneKind.START)
            moves.append(self.moves.move(project, node, day, why, order.by, order.source))
        for project in added:
            self._add(project, day, basis, order)
        self.work.facts.put(START_BY, day.isoformat())
        self.moves.tell(moves, moved, besides={order.by.id})
        return StartsSet(day, len(moved), len(added), basis)

    def _add(self, project: Project, day: date, basis: str, order: OrderLine) -> None:
        node = node_values(project.id, MilestoneKind.START, day, self.clock.today())
        number = self.work.milestones.add(node)
        change = Change("milestone", number, NODE, None, day, project.id, basis)
        self.work.trail.add([change], self.clock.now(), order.by.id, order.source)
