"""Dated nodes and the day on which each must be looked at again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlmodel import Session

from bot.domain.records import MoveLine
from bot.domain.terms import MilestoneKind
from storage.statements import literal, table_of
from storage.tables import (
    DeadlineMove,
    DeadlineRequest,
    Escalation,
    Milestone,
    OverdueCase,
    Project,
    Reminder,
    ReminderState,
    Snooze,
)

_T, _R, _D = table_of(Milestone), table_of(DeadlineRequest), table_of(DeadlineMove)
_P = table_of(Project)


@dataclass(frozen=True, slots=True)
class DueMilestone:
    """What the planner needs to know of an open node."""

    id: int
    project_id: int
    kind: MilestoneKind
    deadline: date
    deadline_revision: int
    is_watched: bool = False


class Milestones:
    """Queries over milestones."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def due_for_check(self, day: date, limit: int) -> list[DueMilestone]:
        """Return open nodes whose next check is on or before *day*, longest waiting first."""
        statement = (
            select(
                _T.c.id, _T.c.project_id, _T.c.kind, _T.c.deadline, _T.c.deadline_revision,
                _P.c.watched_on.is_not(None),
            )
            .join(_P, _P.c.id == _T.c.project_id)
            .where(_T.c.next_check_on.is_not(None), _T.c.next_check_on <= day)
            .order_by(_T.c.next_check_on)
            .limit(limit)
        )  # fmt: skip
        return [DueMilestone(*row) for row in self.session.execute(statement)]

    def set_next_checks(self, checks: Sequence[tuple[int, date | None]]) -> None:
        """Set when each of many nodes is looked at again; None: never."""
        if not checks:
            return
        statement = (
            update(_T)
            .where(_T.c.id == bindparam("number"))
            .values(next_check_on=bindparam("next_check"))
        )
        rows = [{"number": number, "next_check": day} for number, day in checks]
        self.session.connection().execute(statement, rows)

    def add_all(self, rows: list[dict[str, Any]]) -> None:
        """Enter nodes; each is looked at once on its first planner tick."""
        if rows:
            self.session.execute(insert(_T), rows)

    def add(self, values: dict[str, Any]) -> int:
        """Enter a node and return its number."""
        return int(
            self.session.execute(insert(_T).values(**values).returning(_T.c.id)).scalar_one()
        )

    def is_leaned_on(self, milestone_id: int) -> bool:
        """Say whether somebody was reminded of a node, or its deadline was moved or asked about."""
        leaning = (
            select(table.c.id).where(table.c.milestone_id == milestone_id)
            for table in (table_of(Reminder), table_of(Escalation), _R, _D)
        )
        return any(self.session.execute(each.limit(1)).first() for each in leaning)

    def look_again(self, today: date, ids: Sequence[int] | None = None) -> None:
        """Let open nodes, all or these, be looked at again today."""
        statement = update(_T).where(_T.c.done_on.is_(None)).values(next_check_on=today)
        if ids is not None:
            statement = statement.where(_T.c.id.in_(ids))
        self.session.execute(statement)

    def change(self, milestone_id: int, **values: object) -> None:
        """Change fields of a node."""
        self.session.execute(update(_T).where(_T.c.id == milestone_id).values(**values))

    def finish(self, ids: Sequence[int], day: date) -> list[int]:
        """Mark those of these nodes that are open as done on *day*; return their numbers."""
        if not ids:
            return []
        statement = (
            update(_T)
            .where(_T.c.id.in_(ids), _T.c.done_on.is_(None))
            .values(done_on=day, next_check_on=None)
            .returning(_T.c.id)
        )
        return list(self.session.execute(statement).scalars())

    def reopen(self, ids: Sequence[int], today: date) -> None:
        """Open nodes again that were marked done by mistake."""
        if ids:
            self.session.execute(
                update(_T).where(_T.c.id.in_(ids)).values(done_on=None, next_check_on=today)
            )

    def remove(self, milestone_id: int) -> None:
        """Take out a node that was entered by mistake, with what was planned and noted for it."""
        for model in (Reminder, Snooze, OverdueCase, Escalation):
            noted = table_of(model)
            self.session.execute(delete(noted).where(noted.c.milestone_id == milestone_id))
        self.session.execute(delete(_T).where(_T.c.id == milestone_id))

    def move(self, milestone_id: int, deadline: date, today: date) -> None:
        """Move a deadline: a new revision, and the ladder is armed again.

        What was planned for the old deadline is retired with it.
        """
        moved = self.session.execute(
            update(_T)
            .where(_T.c.id == milestone_id, _T.c.deadline != deadline)
            .values(
                deadline=deadline,
                deadline_revision=_T.c.deadline_revision + 1,
                next_check_on=today,
            )
            .returning(_T.c.id)
        )
        reminder = table_of(Reminder)
        self.session.execute(
            update(reminder)
            .where(
                reminder.c.milestone_id.in_(moved.scalars().all()),
                reminder.c.state == literal(ReminderState.PLANNED),
            )
            .values(state=ReminderState.SUPERSEDED)
        )

    def note_move(self, values: dict[str, Any]) -> int:
        """Keep how a deadline was moved and how late its node was; return the move's number."""
        statement = insert(_D).values(**values).returning(_D.c.id)
        return int(self.session.execute(statement).scalar_one())

    def forget_moves(self, ids: Sequence[int]) -> None:
        """Take out moves that were taken back."""
        self.session.execute(delete(_D).where(_D.c.id.in_(ids)))

    def moves(self, project_id: int) -> list[MoveLine]:
        """Return how the deadlines of a project were moved, oldest first."""
        return self._moves(_D.c.project_id == project_id)

    def moves_by_ids(self, ids: Sequence[int]) -> list[MoveLine]:
        """Return moves by their numbers, oldest first."""
        return self._moves(_D.c.id.in_(ids))

    def _moves(self, condition: ColumnElement[bool]) -> list[MoveLine]:
        statement = (
            select(
                _D.c.project_id, _D.c.milestone_id, _D.c.kind, _D.c.old_date, _D.c.new_date,
                _D.c.moved_on, _D.c.days_late, _D.c.reason, _D.c.basis,
            )
            .where(condition)
            .order_by(_D.c.id)
        )  # fmt: skip
        return [MoveLine(*row) for row in self.session.execute(statement)]

    # requests for a later date

    def ask_for_date(self, values: dict[str, Any]) -> int:
        """Keep a request and return its number."""
        statement = insert(_R).values(**values, state="asked").returning(_R.c.id)
        return int(self.session.execute(statement).scalar_one())

    def request(self, request_id: int) -> DeadlineRequest | None:
        """Return a request."""
        return self.session.get(DeadlineRequest, request_id)

    def settle_request(self, request_id: int, state: str, **values: object) -> bool:
        """Settle a request; False if it was settled before (the second tap of two)."""
        statement = (
            update(_R)
            .where(_R.c.id == request_id, _R.c.state == "asked")
            .values(state=state, **values)
            .returning(_R.c.id)
        )
        return self.session.execute(statement).first() is not None

    def open_requests(self, project_ids: Collection[int]) -> list[int]:
        """Return the requests on projects that nobody has decided yet, oldest first."""
        statement = (
            select(_R.c.id)
            .where(_R.c.project_id.in_(project_ids), _R.c.state == "asked")
            .order_by(_R.c.id)
        )
        return list(self.session.execute(statement).scalars())

    def pass_on_requests(self, old: int, new: int, project_ids: Collection[int]) -> None:
        """Let another person hear what is decided on what somebody asked for."""
        self.session.execute(
            update(_R)
            .where(_R.c.person_id == old, _R.c.project_id.in_(project_ids), _R.c.state == "asked")
            .values(person_id=new)
        )

    def hand_over_requests(self, report_id: int, new_report_id: int) -> None:
        """Let a report stand for what another had asked for."""
        self.session.execute(
            update(_R).where(_R.c.report_id == report_id).values(report_id=new_report_id)
        )

    def withdraw_requests(self, report_id: int) -> None:
        """Drop what a report asked for that was taken back before anybody decided."""
        self.session.execute(
            update(_R)
            .where(_R.c.report_id == report_id, _R.c.state == "asked")
            .values(state="withdrawn")
        )
