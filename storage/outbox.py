"""Messages that go out: claimed once, settled by what Telegram said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Text,
    bindparam,
    cast,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Session

from storage.statements import change_row, insert_new, literal, table_of
from storage.tables import Lease, Outbox, OutboxState

SENDER = "sender"
"""Name of the lease that whoever claims must hold."""

LEASE = timedelta(minutes=5)
"""How long a claimed row may stay unsettled before its fate counts as unknown."""

ANSWER, NOTICE, DIGEST, PAPER = 0, 10, 20, 30
"""Priorities: what a person waits for goes first."""

_T = table_of(Outbox)
_READY = literal(OutboxState.READY)
_UNSENT = (_READY, literal(OutboxState.UNCERTAIN))
_SENDING = literal(OutboxState.SENDING)
_CLAIMED = (
    _T.c.id,
    _T.c.chat_id,
    _T.c.person_id,
    _T.c.project_id,
    cast(_T.c.body, Text),
    cast(_T.c.render, Text),
    _T.c.edits,
    _T.c.attempts,
    _T.c.expires_at,
    _T.c.priority,
)


class Parcel(NamedTuple):
    """A claimed row as the sender needs it; what it says is decoded when it goes out.

    A named tuple of plain values is made in a fraction of a dataclass's time.
    """

    id: int
    chat_id: int
    person_id: int | None
    project_id: int | None
    body_json: str | None
    render_json: str | None
    edits: int | None
    attempts: int
    expires_at: datetime | None
    priority: int

    @property
    def body(self) -> dict[str, Any] | None:
        """What to send; None if that is still to be made."""
        body: dict[str, Any] | None = from_json(self.body_json or "null")
        return body

    @property
    def render(self) -> dict[str, Any]:
        """What is to be made."""
        order: dict[str, Any] = from_json(self.render_json or "{}")
        return order


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message of ours that somebody answers to or taps on."""

    id: int
    project_id: int | None
    person_id: int | None


class NoticeDue(NamedTuple):
    """A notice that is to go out, and to whom."""

    id: int
    person_id: int | None
    render: dict[str, Any]


def reading_key(inbox_id: int) -> str:
    """Return the key of the message that says that the file of an update is being read."""
    return f"reading:{inbox_id}"


class OutboxRows:
    """Queries over the outbox."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(
        self,
        chat_id: int,
        now: datetime,
        *,
        body: dict[str, Any] | None = None,
        render: dict[str, Any] | None = None,
        priority: int = ANSWER,
        person_id: int | None = None,
        project_id: int | None = None,
        key: str | None = None,
        edits: int | None = None,
        not_before: datetime | None = None,
        expires_at: datetime | None = None,
    ) -> int | None:
        """Queue a message and return its number, or None if one with the same key was queued.

        A message that edits another which surely is not out yet takes that one's place.
        """
        if edits is not None and body is not None and self._replace_unsent(edits, body):
            return edits
        values = {
            "chat_id": chat_id,
            "created_at": now,
            "body": body,
            "render": render,
            "priority": priority,
            "person_id": person_id,
            "project_id": project_id,
            "key": key,
            "edits": edits,
            "not_before": not_before,
            "expires_at": expires_at,
            "state": OutboxState.READY,
            "attempts": 0,
        }
        return self.session.execute(insert_new(self.session, Outbox), values).scalar()

    def _replace_unsent(self, row_id: int, body: dict[str, Any]) -> bool:
        statement = (
            update(_T)
            .where(_T.c.id == row_id, _T.c.state == _READY)
            .values(body=body, render=None)
            .returning(_T.c.id)
        )
        return self.session.execute(statement).first() is not None

    def claim(
        self,
        holder: str,
        now: datetime,
        limit: int,
        resting: Collection[int] = (),
        least_urgent: int = PAPER,
    ) -> list[Parcel]:
        """Take up to *limit* unsent rows, answers first, for chats that are not *resting*.

        Rows of a priority below *least_urgent* stay.

        Of each chat only the first, so that the next waits for its fate: the order in a chat
        stands. One conditional statement: a process that lost the lease claims nothing.
        """
        claimed = self.session.execute(
            _CLAIM,
            {
                "holder": holder,
                "now": now,
                "most": limit,
                "resting": list(resting),
                "least_urgent": least_urgent,
                "leased_until": now + LEASE,
            },
        )
        return sorted(map(Parcel._make, claimed.all()), key=attrgetter("priority", "id"))

    def any_unsent(self) -> bool:
        """Say whether any row waits to be sent, now or later; costs next to nothing."""
        return self.session.execute(_ANY_UNSENT).first() is not None

    def notices_due(self, now: datetime) -> list[NoticeDue]:
        """Return the notices that may go out at *now* as far as their rows say."""
        statement = select(_T.c.id, _T.c.person_id, _T.c.render).where(
            _T.c.state.in_(_UNSENT),
            _T.c.priority == NOTICE,
            or_(_T.c.not_before.is_(None), _T.c.not_before <= now),
        )
        return [
            NoticeDue(number, person_id, render or {})
            for number, person_id, render in self.session.execute(statement)
        ]

    def hold(self, row_id: int, until: datetime) -> None:
        """Let a row wait until an instant."""
        self._set(row_id, not_before=until)

    def next_due(self, now: datetime) -> datetime | None:
        """Return the soonest instant after *now* at which a held-back row may go out."""
        return self.session.execute(_NEXT_DUE, {"now": now}).scalar()

    def mark_uncertain(self, *, expired_at: datetime | None = None) -> int:
        """Turn claimed rows of unknown fate into uncertain ones; all, or those whose lease ran out."""
        statement = update(_T).where(_T.c.state == _SENDING)
        if expired_at is not None:
            statement = statement.where(_T.c.lease_until < expired_at)
        rows = statement.values(state=OutboxState.UNCERTAIN).returning(_T.c.id)
        return len(self.session.execute(rows).all())

    def sent(self, row_id: int, message_id: int | None, now: datetime) -> None:
        """Settle a row that Telegram took."""
        self._set(row_id, state=OutboxState.SENT, message_id=message_id, sent_at=now, error=None)

    def fix_body(self, row_id: int, body: dict[str, Any], project_id: int | None) -> None:
        """Store what was rendered for a claimed row."""
        self._set(row_id, body=body, project_id=project_id)

    def skipped(self, row_id: int, why: str) -> None:
        """Settle a row that no longer has anything to say."""
        self._set(row_id, state=OutboxState.SKIPPED, error=why)

    def dead(self, row_id: int, error: str) -> None:
        """Settle a row that Telegram will never take; the office is shown these."""
        self._set(row_id, state=OutboxState.DEAD, error=error[:2000])

    def again(
        self, row_id: int, error: str, not_before: datetime | None, *, certain: bool
    ) -> None:
        """Put a row back: surely unsent (*certain*) or of unknown fate."""
        state = OutboxState.READY if certain else OutboxState.UNCERTAIN
        self._set(row_id, state=state, error=error[:2000], not_before=not_before)

    def has_answer(self, chat_id: int, after: int) -> bool:
        """Say whether an answer waits for a chat that was queued after row *after*."""
        statement = select(_T.c.id).where(
            _T.c.chat_id == chat_id,
            _T.c.id > after,
            _T.c.priority == ANSWER,
            _T.c.state.in_(_UNSENT),
        )
        return self.session.execute(statement.limit(1)).first() is not None

    def bury_chat(self, chat_id: int, error: str) -> list[int]:
        """Kill all that is waiting for a chat that refuses us, in one statement; return which."""
        statement = (
            update(_T)
            .where(_T.c.chat_id == chat_id, _T.c.state.in_((*_UNSENT, _SENDING)))
            .values(state=OutboxState.DEAD, error=error[:2000])
            .returning(_T.c.id)
        )
        return list(self.session.execute(statement).scalars())

    def move_chat(self, old: int, new: int) -> None:
        """Address what is waiting for a chat that migrated to its new number."""
        self.session.execute(
            update(_T)
            .where(_T.c.chat_id == old, _T.c.state != OutboxState.SENT)
            .values(chat_id=new)
        )

    def message_id(self, row_id: int) -> int | None:
        """Return the number Telegram gave to a message of ours, None while it is not out."""
        return self.session.execute(select(_T.c.message_id).where(_T.c.id == row_id)).scalar()

    def asks(self, row_id: int) -> list[int]:
        """Return the projects of which a message asked to be told."""
        body = self.session.execute(select(_T.c.body).where(_T.c.id == row_id)).scalar()
        return list((body or {}).get("asks", ()))

    def order(self, row_id: int) -> dict[str, Any]:
        """Return what a message was made from, empty if it was queued as it is."""
        order = self.session.execute(select(_T.c.render).where(_T.c.id == row_id)).scalar()
        return dict(order or {})

    def by_message(self, chat_id: int, message_id: int) -> SentMessage | None:
        """Return the row behind a message in a chat."""
        return self._one(_T.c.chat_id == chat_id, _T.c.message_id == message_id)

    def by_key(self, key: str) -> SentMessage | None:
        """Return the row that was queued under a key."""
        return self._one(_T.c.key == key)

    def by_mark(self, chat_id: int, row_id: int) -> SentMessage | None:
        """Return the row that bears a mark such as `#r123`, if it went to this chat."""
        return self._one(_T.c.chat_id == chat_id, _T.c.id == row_id)

    def undelivered(self) -> int:
        """Return how many messages are dead: the office's list of what did not arrive."""
        statement = select(func.count()).where(_T.c.state == OutboxState.DEAD)
        return int(self.session.execute(statement).scalar_one())

    def dead_letters(self, limit: int) -> list[tuple[datetime, int | None, str, str]]:
        """Return what could not be delivered: when, to whom (person), what, why; newest first."""
        statement = (
            select(_T.c.created_at, _T.c.person_id, _T.c.body, _T.c.error)
            .where(_T.c.state == OutboxState.DEAD)
            .order_by(_T.c.id.desc())
            .limit(limit)
        )
        return [
            (at, person_id, (body or {}).get("text", ""), error or "")
            for at, person_id, body, error in self.session.execute(statement)
        ]

    def waiting(self, now: datetime) -> int:
        """Return how many messages are on their way or may go out now."""
        due = select(func.count()).select_from(_DUE.subquery())
        on_their_way = select(func.count()).where(_T.c.state == _SENDING)
        counts = select(due.scalar_subquery() + on_their_way.scalar_subquery())
        parameters = {"now": now, "resting": []}
        return int(self.session.execute(counts, parameters).scalar_one())

    def _one(self, *conditions: ColumnElement[bool]) -> SentMessage | None:
        statement = (
            select(_T.c.id, _T.c.project_id, _T.c.person_id)
            .where(*conditions)
            .order_by(_T.c.id.desc())
            .limit(1)
        )
        row = self.session.execute(statement).first()
        return SentMessage(*row) if row else None

    def _set(self, row_id: int, **values: object) -> None:
        self.session.execute(_CHANGE, {"row": row_id, **values})


def _first_of_each_chat() -> Select[tuple[int]]:
    urgent = _DUE.where(_T.c.priority <= bindparam("least_urgent"))
    row = urgent.order_by(_T.c.priority, _T.c.id).limit(bindparam("most")).subquery().c
    turn = func.row_number().over(partition_by=row.chat_id, order_by=(row.priority, row.id))
    turns = select(row.id, turn.label("turn")).subquery()
    return select(turns.c.id).where(turns.c.turn == 1)


def _due() -> Select[tuple[int, int, int]]:
    held = _held_chats()
    return (
        select(_T.c.id, _T.c.chat_id, _T.c.priority)
        .outerjoin(held, held.c.chat_id == _T.c.chat_id)
        .where(
            _T.c.state.in_(_UNSENT),
            or_(_T.c.not_before.is_(None), _T.c.not_before <= bindparam("now")),
            _T.c.chat_id.not_in(bindparam("resting", expanding=True)),
            or_(held.c.priority.is_(None), _T.c.priority < held.c.priority),
        )
    )


def _held_chats() -> Subquery:
    """Chats where a message waits to be tried again: what is no more urgent waits behind it."""
    chat = _T.c.chat_id + 0  # by its plain name SQLite would walk all chats ever written to
    return (
        select(chat.label("chat_id"), func.min(_T.c.priority).label("priority"))
        .where(_T.c.state.in_(_UNSENT), _T.c.not_before > bindparam("now"), _T.c.attempts > 0)
        .group_by(chat)
        .subquery()
    )


def _holds_lease() -> ColumnElement[bool]:
    lease = table_of(Lease)
    mine = lease.c.holder == bindparam("holder")
    return select(lease.c.name).where(lease.c.name == SENDER, mine).exists()


def _claim() -> ReturningUpdate[Any]:
    """Return the statement that claims; made once, because every answer needs it."""
    return (
        update(_T)
        .where(_T.c.id.in_(_first_of_each_chat()), _holds_lease())
        .values(
            state=OutboxState.SENDING,
            lease_until=bindparam("leased_until"),
            attempts=_T.c.attempts + 1,
        )
        .returning(*_CLAIMED)
    )


_CHANGE = change_row(Outbox)
_NEXT_DUE = select(func.min(_T.c.not_before)).where(
    _T.c.state.in_(_UNSENT), _T.c.not_before > bindparam("now")
)
_ANY_UNSENT = select(_T.c.id).where(_T.c.state.in_(_UNSENT)).limit(1)
_DUE = _due()
_CLAIM = _claim()
