"""The append-only trail: every change to the ledger."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select
from sqlmodel import Session

from bot.domain.records import Source
from storage.statements import table_of
from storage.tables import Person, Project, Trail

CREATED = "created"
NODE = "node"
"""Fields under which a new project, and a new node of one, stand in the trail."""
"""The field under which a project's first entry stands."""

_T = table_of(Trail)
_ADD = insert(_T)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record that went from *old* to *new*."""

    entity: str
    entity_id: int
    field: str
    old: object
    new: object
    project_id: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of a field: its number, and the value before it as the trail keeps it."""

    number: int
    old: str | None


@dataclass(frozen=True, slots=True)
class TrailLine:
    """A change as it is shown."""

    at: datetime
    code: str
    project: str
    field: str
    old: str | None
    new: str | None
    by: str
    reason: str
    entity: str
    entity_id: int
    chat_id: int | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of a project that changed, with the message and the reason it changed for."""

    project_id: int
    field: str
    old: str | None
    new: str | None
    reason: str
    at: datetime
    chat_id: int | None
    message_id: int | None


class Trails:
    """Queries over the trail; there is none that alters it, and a trigger guards it."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(
        self, changes: Iterable[Change], at: datetime, person_id: int | None, source: Source
    ) -> None:
        """Append *changes*, all by one person from one message."""
        rows = [
            {
                "at": at,
                "person_id": person_id,
                "chat_id": source.chat_id,
                "message_id": source.message_id,
                "project_id": change.project_id,
                "entity": change.entity,
                "entity_id": change.entity_id,
                "field": change.field,
                "old": as_kept(change.old),
                "new": as_kept(change.new),
                "reason": change.reason,
            }
            for change in changes
        ]
        if rows:
            self.session.execute(_ADD, rows)

    def count(self) -> int:
        """Return how many changes there have been; it grows with every one."""
        return self.session.execute(select(func.max(_T.c.id))).scalar() or 0

    def counts(self, project_ids: Collection[int]) -> dict[int, int]:
        """Return how many changes there have been of each of these projects that has any."""
        statement = (
            select(_T.c.project_id, func.count().label("changes"))
            .where(_T.c.project_id.in_(project_ids))
            .group_by(_T.c.project_id)
        )
        return {row.project_id: row.changes for row in self.session.execute(statement)}

    def recent(self, limit: int, since: datetime | None = None) -> list[TrailLine]:
        """Return the last changes of projects with whose they are and who made them, newest first."""
        since_then = () if since is None else (_T.c.at >= since,)
        return self._lines(limit, _T.c.field != CREATED, *since_then)

    def after(
        self,
        number: int,
        project_ids: Collection[int],
        besides: Iterable[Sequence[int]],
        limit: int,
    ) -> list[TrailLine]:
        """Return what changed on projects after change *number*, newest first.

        Leaves out the changes of *besides*, each from a first to a last number.
        """
        left_out = [~_T.c.id.between(first, last) for first, last in besides]
        touched = _T.c.project_id.in_(project_ids)
        return self._lines(limit, _T.c.id > number, touched, *left_out) if project_ids else []

    def of_fields(self, fields: Collection[str], since: datetime) -> list[FieldLine]:
        """Return what was changed on these fields of projects since an instant, oldest first."""
        statement = (
            select(
                _T.c.project_id, _T.c.field, _T.c.old, _T.c.new,
                func.coalesce(_T.c.reason, ""), _T.c.at, _T.c.chat_id, _T.c.message_id,
            )
            .where(_T.c.entity == "project", _T.c.field.in_(fields), _T.c.at >= since)
            .order_by(_T.c.id)
        )  # fmt: skip
        return [FieldLine(*row) for row in self.session.execute(statement)]

    def of_project(self, project_id: int, limit: int) -> list[TrailLine]:
        """Return what changed on a project, newest first; its first entry is the oldest."""
        return self._lines(limit, _T.c.project_id == project_id)

    def last_of(self, project_id: int, field: str) -> LastChange | None:
        """Return the last change of a field of a project, None where it never changed."""
        statement = (
            select(_T.c.id, _T.c.old)
            .where(_T.c.project_id == project_id, _T.c.field == field)
            .order_by(_T.c.id.desc())
            .limit(1)
        )
        row = self.session.execute(statement).first()
        return LastChange(*row) if row else None

    def has(self, project_id: int, field: str, new: str) -> bool:
        """Say whether a field of a project was ever set to a value."""
        statement = select(_T.c.id).where(
            _T.c.project_id == project_id, _T.c.field == field, _T.c.new == new
        )
        return self.session.execute(statement.limit(1)).first() is not None

    def _lines(self, limit: int, *conditions: ColumnElement[bool]) -> list[TrailLine]:
        project, person = table_of(Project), table_of(Person)
        statement = (
            select(
                _T.c.at, project.c.code, project.c.name, _T.c.field, _T.c.old, _T.c.new,
                func.coalesce(person.c.name, ""), func.coalesce(_T.c.reason, ""),
                _T.c.entity, _T.c.entity_id, _T.c.chat_id, _T.c.message_id,
            )
            .join(project, project.c.id == _T.c.project_id)
            .outerjoin(person, person.c.id == _T.c.person_id)
            .where(*conditions)
            .order_by(_T.c.id.desc())
            .limit(limit)
        )  # fmt: skip
        return [TrailLine(*row) for row in self.session.execute(statement)]


def as_kept(value: object) -> str | None:
    """Return a value as the trail keeps it."""
    if value is None:
        return None
    return ("、".join(map(str, value)) or None) if isinstance(value, tuple) else str(value)
