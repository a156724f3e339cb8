"""What the weekly letter adds up: the burden on each unit, the audits, the handovers that wait."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session

from storage.outbox import DIGEST, NOTICE
from storage.statements import table_of
from storage.tables import Handover, Outbox, OutboxState, Person, Question, SelfAudit, Unit

_O, _Q, _P, _U = table_of(Outbox), table_of(Question), table_of(Person), table_of(Unit)
_A, _H = table_of(SelfAudit), table_of(Handover)


class Burden(NamedTuple):
    """What a unit was sent unasked: messages, and questions back. No unit: the county itself."""

    unit_id: int | None
    unit: str
    messages: int
    questions: int


class SentWords(NamedTuple):
    """A message that went out: when, to whom, and what it was."""

    at: datetime
    name: str
    body: dict[str, Any] | None


class Letters:
    """Queries over the days of a letter."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def burden(self, since: datetime, until: datetime) -> list[Burden]:
        """Return what the people of each unit were sent from an instant to another, the most first.

        What was sent at *until* is no part of it.
        """
        messages = self._by_unit(_O.c.person_id, *_sent_between(since, until))
        questions = self._by_unit(_Q.c.person_id, _Q.c.asked_at >= since, _Q.c.asked_at < until)
        units = [
            Burden(*unit, messages.get(unit, 0), questions.get(unit, 0))
            for unit in messages.keys() | questions.keys()
        ]
        return sorted(units, key=lambda each: (-each.messages, -each.questions, each.unit))

    def _by_unit(self, person_id: Any, *conditions: Any) -> dict[tuple[int | None, str], int]:
        statement = (
            select(_U.c.id, func.coalesce(_U.c.name, ""), func.count())
            .select_from(person_id.table)
            .join(_P, _P.c.id == person_id)
            .outerjoin(_U, _U.c.id == _P.c.unit_id)
            .where(*conditions)
            .group_by(_U.c.id, _U.c.name)
        )
        return {(number, name): count for number, name, count in self.session.execute(statement)}

    def sent(
        self, unit_id: int | None, since: datetime, until: datetime, limit: int, offset: int
    ) -> list[SentWords]:
        """Return what the people of a unit, or of none, were sent between two instants, in order."""
        statement = (
            select(_O.c.sent_at, _P.c.name, _O.c.body)
            .join(_P, _P.c.id == _O.c.person_id)
            .where(_P.c.unit_id == unit_id, *_sent_between(since, until))
            .order_by(_O.c.sent_at, _O.c.id)
            .limit(limit)
            .offset(offset)
        )
        return [SentWords(*row) for row in self.session.execute(statement)]

    def audits(self, since: date, until: date) -> tuple[int, int]:
        """Return on how many of the days the reminders were audited, and the differences."""
        statement = select(_A.c.differences).where(_A.c.day.between(since, until))
        rows = self.session.execute(statement).all()
        return len(rows), sum(len(row.differences or ()) for row in rows)

    def handovers_waiting(self) -> int:
        """Return how many handovers nobody has settled yet."""
        statement = select(func.count()).where(_H.c.state == "asked")
        return int(self.session.execute(statement).scalar_one())


def _sent_between(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    """Say which messages went out, to somebody who had not asked for them: those are a burden."""
    unasked = _O.c.priority.in_((NOTICE, DIGEST))
    return unasked, _O.c.state == OutboxState.SENT, _O.c.sent_at >= since, _O.c.sent_at < until
