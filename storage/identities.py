"""People and units that turn out to be another one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Column, delete, exists, insert, select, update
from sqlmodel import Session

from storage.statements import insert_new_rows, table_of
from storage.tables import (
    Absence,
    DeadlineRequest,
    Duty,
    Handover,
    Instruction,
    Invite,
    Person,
    Project,
    Question,
    Reminder,
    ReminderState,
    Report,
    RoleGrant,
    Unit,
)

_D, _U, _R, _M = table_of(Duty), table_of(Unit), table_of(RoleGrant), table_of(Reminder)
# What is somebody's whoever they are called; the trail is not among it, it is never altered.
_THEIRS: tuple[Column[Any], ...] = (
    _D.c.person_id,
    _U.c.head_id,
    _U.c.line_leader_id,
    table_of(Report).c.reporter_id,
    table_of(Question).c.person_id,
    table_of(DeadlineRequest).c.person_id,
    table_of(Instruction).c.person_id,
    table_of(Instruction).c.answered_by_id,
    table_of(Absence).c.person_id,
    table_of(Absence).c.delegate_id,
    table_of(Handover).c.from_id,
    table_of(Handover).c.to_id,
    table_of(Person).c.deputy_id,
)


class Identities:
    """Moves what belongs to one over to another."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def give_all(self, old: int, new: int, now: datetime) -> None:
        """Let all that is *old*'s be *new*'s; a part that both hold is held once."""
        other = _D.alias()
        twice = exists().where(
            other.c.project_id == _D.c.project_id,
            other.c.role == _D.c.role,
            other.c.person_id == new,
            other.c.until.is_(None),
        )
        held = (_D.c.person_id == old) & _D.c.until.is_(None)
        self.session.execute(update(_D).where(held, twice).values(until=now))
        for column in _THEIRS:
            self.session.execute(
                update(column.table).where(column == old).values({column.name: new})
            )
        roles = self.session.execute(select(_R.c.role).where(_R.c.person_id == old)).scalars()
        grants = [{"person_id": new, "role": role} for role in roles]
        insert_new_rows(self.session, RoleGrant, grants)
        self.session.execute(delete(_R).where(_R.c.person_id == old))
        self.session.execute(delete(table_of(Invite)).where(table_of(Invite).c.person_id == old))
        self._pass_reminders(old, new)

    def _pass_reminders(self, old: int, new: int) -> None:
        """Let planned reminders reach *new*, who is reminded of nothing twice."""
        other = _M.alias()
        twice = exists().where(
            other.c.milestone_id == _M.c.milestone_id,
            other.c.deadline_revision == _M.c.deadline_revision,
            other.c.rung == _M.c.rung,
            other.c.person_id == new,
        )
        planned = (_M.c.person_id == old) & (_M.c.state == ReminderState.PLANNED)
        self.session.execute(update(_M).where(planned, ~twice).values(person_id=new))
        self.session.execute(update(_M).where(planned).values(state=ReminderState.SUPERSEDED))

    def give_duties(self, ids: Collection[int], new: int) -> None:
        """Let duties be somebody else's, and always have been."""
        self.session.execute(update(_D).where(_D.c.id.in_(ids)).values(person_id=new))

    # units

    def rename_unit(self, unit_id: int, before: str, name: str) -> None:
        """Give a unit another name; the one before becomes a name for it."""
        self.session.execute(delete(_U).where(_U.c.name == name, _U.c.now_id == unit_id))
        self.session.execute(update(_U).where(_U.c.id == unit_id).values(name=name))
        self.session.execute(insert(_U).values(name=before, now_id=unit_id))

    def former_name(self, unit_id: int) -> str | None:
        """Return what a unit was called last before its present name."""
        statement = select(_U.c.name).where(_U.c.now_id == unit_id).order_by(_U.c.id.desc())
        return self.session.execute(statement.limit(1)).scalar()

    def join_units(self, old: int, new: int) -> None:
        """Let one unit's projects, people and former names be another's, and its name too."""
        projects, people = table_of(Project), table_of(Person)
        self.session.execute(
            update(projects).where(projects.c.owner_unit_id == old).values(owner_unit_id=new)
        )
        self.session.execute(update(people).where(people.c.unit_id == old).values(unit_id=new))
        self.session.execute(
            update(_U)
            .where((_U.c.id == old) | (_U.c.now_id == old))
            .values(now_id=new, head_id=None, line_leader_id=None)
        )
