"""Updates that came in: oldest first, in order within a chat."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlmodel import Session

from storage.statements import change_row, insert_new, literal, table_of
from storage.tables import Inbox, InboxState

MAX_ATTEMPTS = 3
_T = table_of(Inbox)
_RECEIVED, _READY = literal(InboxState.RECEIVED), literal(InboxState.READY)
_OPEN = (_RECEIVED, _READY)
_CHANGE = change_row(Inbox)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row of the inbox as dispatch needs it."""

    id: int
    chat_id: int | None
    payload: str
    prepared: str | None
    attempts: int


class InboxRows:
    """Queries over the inbox."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(
        self, update_id: int, chat_id: int | None, payload: str, now: datetime, state: InboxState
    ) -> bool:
        """Keep a raw update; False if Telegram delivered it before."""
        values = {
            "update_id": update_id,
            "chat_id": chat_id,
            "payload": payload,
            "received_at": now,
            "state": state,
            "attempts": 0,
        }
        added = self.session.execute(insert_new(self.session, Inbox), values)
        return added.first() is not None

    def next_ready(self) -> Arrival | None:
        """Return the oldest ready row with no earlier open row in its chat, locked on PostgreSQL."""
        row = self.session.execute(_NEXT_READY).first()
        return Arrival(*row) if row else None

    def awaiting_preparation(self) -> list[Arrival]:
        """Return rows whose file is still to be fetched and read, oldest first."""
        statement = (
            select(_T.c.id, _T.c.chat_id, _T.c.payload, _T.c.prepared, _T.c.attempts)
            .where(_T.c.state.in_(_OPEN), _T.c.state == _RECEIVED)
            .order_by(_T.c.id)
        )
        return [Arrival(*row) for row in self.session.execute(statement)]

    def prepared(self, row_id: int, prepared: str) -> None:
        """Store what was read from the file of a row and make it ready."""
        self._set(row_id, prepared=prepared, state=InboxState.READY)

    def done(self, row_id: int) -> None:
        """Mark a row as handled; what was read from its file is needed no more."""
        self._set(row_id, state=InboxState.DONE, prepared=None)

    def forget_done(self, before: datetime, limit: int = 200) -> None:
        """Take out handled rows that came in before an instant, a few at a time.

        Telegram numbers updates anew after an idle week: an old number must not hide a new one.
        """
        oldest = select(_T.c.id).order_by(_T.c.id).limit(limit)
        self.session.execute(
            delete(_T).where(
                _T.c.id.in_(oldest), _T.c.state == InboxState.DONE, _T.c.received_at < before
            )
        )

    def failed(self, row_id: int, error: str) -> bool:
        """Count a failure; True if it was the last try and the row is now a dead letter."""
        attempts = self.session.execute(
            update(_T)
            .where(_T.c.id == row_id)
            .values(attempts=_T.c.attempts + 1, error=error[:2000])
            .returning(_T.c.attempts)
        ).scalar_one()
        dead: bool = attempts >= MAX_ATTEMPTS
        if dead:
            self._set(row_id, state=InboxState.DEAD)
        return dead

    def open(self) -> int:
        """Return how many updates are still to be handled."""
        statement = select(func.count()).where(_T.c.state.in_(_OPEN))
        return int(self.session.execute(statement).scalar_one())

    def dead_letters(self) -> int:
        """Return how many updates could not be handled."""
        statement = select(func.count()).where(_T.c.state == InboxState.DEAD)
        return int(self.session.execute(statement).scalar_one())

    def unhandled(self, limit: int) -> list[tuple[datetime, int | None, str]]:
        """Return the updates that could not be handled: when, from which chat, why; newest first."""
        statement = (
            select(_T.c.received_at, _T.c.chat_id, _T.c.error)
            .where(_T.c.state == InboxState.DEAD)
            .order_by(_T.c.id.desc())
            .limit(limit)
        )
        return [
            (at, chat_id, error or "") for at, chat_id, error in self.session.execute(statement)
        ]

    def _set(self, row_id: int, **values: object) -> None:
        self.session.execute(_CHANGE, {"row": row_id, **values})


def _next_ready() -> Select[Any]:
    """Return the statement for it; made once, because every update needs it."""
    earlier = _T.alias("earlier")
    blocked = (
        select(earlier.c.id)
        .where(
            earlier.c.state.in_(_OPEN),
            earlier.c.chat_id == _T.c.chat_id,
            earlier.c.id < _T.c.id,
        )
        .exists()
    )
    return (
        select(_T.c.id, _T.c.chat_id, _T.c.payload, _T.c.prepared, _T.c.attempts)
        .where(_T.c.state.in_(_OPEN), _T.c.state == _READY, ~blocked)
        .order_by(_T.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


_NEXT_READY = _next_ready()
