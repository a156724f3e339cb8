"""What was asked back and waits for a tap."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlmodel import Session

from storage.statements import table_of
from storage.tables import Question

_T = table_of(Question)
_OPEN_IN = (  # made once: every reply needs it
    select(Question)
    .where(
        _T.c.chat_id == bindparam("chat"),
        _T.c.closed_at.is_(None),
        _T.c.asked_at > bindparam("since"),
    )
    .order_by(_T.c.id.desc())
)


class Questions:
    """Queries over questions."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, values: dict[str, Any]) -> int:
        """Keep a question with its choices and return its number."""
        statement = insert(_T).values(**values).returning(_T.c.id)
        return int(self.session.execute(statement).scalar_one())

    def get(self, question_id: int) -> Question | None:
        """Return a question."""
        return self.session.get(Question, question_id)

    def close(self, question_id: int, now: datetime) -> bool:
        """Close a question; False if it was closed before (the second tap of two)."""
        statement = (
            update(_T)
            .where(_T.c.id == question_id, _T.c.closed_at.is_(None))
            .values(closed_at=now)
            .returning(_T.c.id)
        )
        return self.session.execute(statement).first() is not None

    def close_those_of(self, chat_id: int, message_id: int, now: datetime) -> None:
        """Close what was asked about a message."""
        self.session.execute(
            update(_T)
            .where(_T.c.chat_id == chat_id, _T.c.message_id == message_id)
            .where(_T.c.closed_at.is_(None))
            .values(closed_at=now)
        )

    def open_in(self, chat_id: int, since: datetime) -> list[Question]:
        """Return the questions asked in a chat after *since* that still wait, newest first."""
        return list(self.session.scalars(_OPEN_IN, {"chat": chat_id, "since": since}))

    def last_in(self, chat_id: int) -> Question | None:
        """Return the newest question of a chat, answered or not."""
        statement = (
            select(Question).where(_T.c.chat_id == chat_id).order_by(_T.c.id.desc()).limit(1)
        )
        return self.session.scalars(statement).first()

    def unread(self) -> list[Question]:
        """Return what people wrote that is still not understood, oldest first."""
        statement = select(Question).where(_T.c.closed_at.is_(None)).order_by(_T.c.id)
        return list(self.session.scalars(statement))

    def count_unread(self) -> int:
        """Return how many texts are still not understood."""
        statement = select(func.count()).where(_T.c.closed_at.is_(None))
        return int(self.session.execute(statement).scalar_one())

    def pass_on(
        self, old: int, new: int, chat_id: int, project_ids: Collection[int], now: datetime
    ) -> list[int]:
        """Let another person answer what somebody was asked of projects; return what is open."""
        statement = (
            update(_T)
            .where(
                _T.c.person_id == old,
                _T.c.project_id.in_(project_ids),
                _T.c.closed_at.is_(None),
                _T.c.expires_at > now,
            )
            .values(person_id=new, chat_id=chat_id)
            .returning(_T.c.id)
        )
        return list(self.session.execute(statement).scalars())

    def forget(self, project_ids: Collection[int]) -> None:
        """Close what was asked about projects that are taken out; the words stay."""
        self.session.execute(
            update(_T)
            .where(_T.c.project_id.in_(project_ids))
            .values(project_id=None, closed_at=func.coalesce(_T.c.closed_at, _T.c.asked_at))
        )
