"""Rungs that came into force, and the steps of overdue cases."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, or_, select, update
from sqlmodel import Session

from bot.domain.terms import Role
from storage.statements import insert_new_rows, literal, table_of
from storage.tables import (
    Escalation,
    Milestone,
    Outbox,
    Project,
    Reminder,
    ReminderState,
)

_T, _E, _M = table_of(Reminder), table_of(Escalation), table_of(Milestone)
_P, _O = table_of(Project), table_of(Outbox)
_PLANNED = literal(ReminderState.PLANNED)
_ANSWERED = (  # made once: every reply needs it
    update(_T)
    .where(
        _T.c.project_id == bindparam("project"),
        _T.c.state == _PLANNED,
        or_(_T.c.rung >= 0, _T.c.role.in_(bindparam("overdue_of", expanding=True))),
    )
    .values(state=literal(ReminderState.ANSWERED))
    .returning(_T.c.id)
)


@dataclass(frozen=True, slots=True)
class PlannedReminder:
    """A reminder that waits for its person's next bundled message."""

    id: int
    milestone_id: int
    project_id: int
    rung: int
    role: Role


class Reminders:
    """Queries over reminders and escalation steps."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def plan(self, rows: Sequence[dict[str, Any]]) -> int:
        """Enter rungs that are in force; those already there stay. Returns how many were new."""
        return len(insert_new_rows(self.session, Reminder, rows))

    def supersede(self, milestone_ids: Collection[int], today: date) -> None:
        """Retire rungs planned before *today* that were never sent: a later one has come."""
        self.session.execute(
            update(_T)
            .where(
                _T.c.milestone_id.in_(milestone_ids),
                _T.c.state == _PLANNED,
                _T.c.planned_on < today,
            )
            .values(state=ReminderState.SUPERSEDED)
        )

    def planned_for(self, person_id: int) -> list[PlannedReminder]:
        """Return what a person is to be reminded of, most overdue first."""
        statement = (
            select(_T.c.id, _T.c.milestone_id, _T.c.project_id, _T.c.rung, _T.c.role)
            .join(_M, _M.c.id == _T.c.milestone_id)
            .where(
                _T.c.person_id == person_id,
                _T.c.state == _PLANNED,
                _T.c.deadline_revision == _M.c.deadline_revision,
                _M.c.done_on.is_(None),
            )
            .order_by(_M.c.deadline, _T.c.project_id)
        )
        return [PlannedReminder(*row) for row in self.session.execute(statement)]

    def people_waiting(self) -> set[int]:
        """Return who has a planned reminder."""
        statement = select(_T.c.person_id).where(_T.c.state == _PLANNED).distinct()
        return set(self.session.execute(statement).scalars())

    def sent(self, ids: Collection[int], outbox_id: int) -> None:
        """Note with which message rungs went out."""
        self.session.execute(
            update(_T)
            .where(_T.c.id.in_(ids))
            .values(state=ReminderState.SENT, outbox_id=outbox_id)
        )

    def unsend(self, outbox_ids: Collection[int]) -> None:
        """Plan again what went out with messages that turned out never to have arrived.

        What was answered since the message was queued is not asked again.
        """
        told_since = (
            select(_P.c.id)
            .join(_O, _P.c.reported_at >= _O.c.created_at)
            .where(_O.c.id == _T.c.outbox_id)
        )
        gone = _T.c.outbox_id.in_(outbox_ids) & (_T.c.state == ReminderState.SENT)
        self.session.execute(
            update(_T)
            .where(gone, _T.c.project_id.in_(told_since))
            .values(state=ReminderState.ANSWERED)
        )
        self.session.execute(
            update(_T).where(gone).values(state=ReminderState.PLANNED, outbox_id=None)
        )

    def answered(self, project_id: int, *, overdue_too: bool) -> list[int]:
        """Retire what is planned for a project, and return what was: somebody has answered.

        What tells those above of an overdue node stays, and 照旧 answers no overdue date.
        """
        overdue_of = [Role.RESPONSIBLE, Role.LIAISON] if overdue_too else []
        given = {"project": project_id, "overdue_of": overdue_of}
        return list(self.session.execute(_ANSWERED, given).scalars())

    def plan_again(self, ids: Collection[int]) -> None:
        """Plan what an answer had retired that was taken back, unless a later rung has come."""
        later = _T.alias()
        overtaken = select(later.c.id).where(
            later.c.milestone_id == _T.c.milestone_id,
            later.c.person_id == _T.c.person_id,
            later.c.planned_on > _T.c.planned_on,
        )
        self.session.execute(
            update(_T)
            .where(_T.c.id.in_(ids), _T.c.state == ReminderState.ANSWERED, ~overtaken.exists())
            .values(state=_PLANNED)
        )

    def sent_with(self, outbox_id: int) -> list[int]:
        """Return the projects that a bundled message asked about."""
        statement = select(_T.c.project_id).where(_T.c.outbox_id == outbox_id).distinct()
        return list(self.session.execute(statement).scalars())

    def escalate(self, rows: Sequence[dict[str, Any]]) -> None:
        """Record what happened at steps of overdue cases."""
        if rows:
            self.session.execute(insert(_E), rows)

    def steps_of_milestones(self, milestone_ids: Collection[int]) -> list[Escalation]:
        """Return the recorded steps of open cases: those of each node's present deadline."""
        return self._steps(
            _E.c.milestone_id.in_(milestone_ids),
            _E.c.deadline_revision == _M.c.deadline_revision,
        )

    def steps_of_project(self, project_id: int) -> list[Escalation]:
        """Return the recorded steps of all of a project's cases, oldest first."""
        return self._steps(_E.c.project_id == project_id)

    def _steps(self, *conditions: ColumnElement[bool]) -> list[Escalation]:
        statement = (
            select(Escalation)
            .join(_M, _M.c.id == _E.c.milestone_id)
            .where(*conditions)
            .order_by(_E.c.id)
        )
        return list(self.session.scalars(statement))

    def forget(self, project_ids: Collection[int]) -> None:
        """Take out what was planned for projects that an undone import had made."""
        self.session.execute(delete(_T).where(_T.c.project_id.in_(project_ids)))
        self.session.execute(delete(_E).where(_E.c.project_id.in_(project_ids)))
