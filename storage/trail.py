"""The append-only trail: every change to the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlmodel import Session

from bot.domain.records import Source
from storage.statements import table_of
from storage.tables import Trail

_T = table_of(Trail)


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
                "old": _plain(change.old),
                "new": _plain(change.new),
                "reason": change.reason,
            }
            for change in changes
        ]
        if rows:
            self.session.execute(insert(_T), rows)

    def of_project(self, project_id: int, limit: int = 50) -> list[Trail]:
        """Return what changed on a project, newest first."""
        statement = (
            select(Trail)
            .where(_T.c.project_id == project_id)
            .order_by(_T.c.id.desc())
            .limit(limit)
        )
        return list(self.session.scalars(statement))


def _plain(value: object) -> str | None:
    return None if value is None else str(value)
