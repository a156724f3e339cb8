"""What the weekly letter adds up: the burden on each unit, the audits, the handovers that wait."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from storage.statements import table_of
from storage.tables import Handover, Outbox, OutboxState, Person, Question, SelfAudit, Unit

_O, _Q, _P, _U = table_of(Outbox), table_of(Question), table_of(Person), table_of(Unit)
_A, _H = table_of(SelfAudit), table_of(Handover)


class Burden(NamedTuple):
    """What a unit was sent: messages, and questions back. An empty name is the county itself."""

    unit: str
    messages: int
    questions: int


class Letters:
    """Queries over the days of a letter."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def burden(self, since: datetime, until: datetime) -> list[Burden]:
        """Return what the people of each unit were sent from an instant to another, the most first.

        What was sent at *until* is no part of it.
        """
        messages = self._by_unit(
            _O.c.person_id,
            _O.c.state == OutboxState.SENT,
            _O.c.sent_at >= since,
            _O.c.sent_at < until,
        )
        questions = self._by_unit(_Q.c.person_id, _Q.c.asked_at >= since, _Q.c.asked_at < until)
        units = [
            Burden(unit, messages.get(unit, 0), questions.get(unit, 0))
            for unit in messages.keys() | questions.keys()
        ]
        return sorted(units, key=lambda each: (-each.messages, -each.questions, each.unit))

    def _by_unit(self, person_id: Any, *conditions: Any) -> dict[str, int]:
        unit = func.coalesce(_U.c.name, "")
        statement = (
            select(unit.label("unit"), func.count().label("number"))
            .select_from(person_id.table)
            .join(_P, _P.c.id == person_id)
            .outerjoin(_U, _U.c.id == _P.c.unit_id)
            .where(*conditions)
            .group_by(unit)
        )
        return {row.unit: row.number for row in self.session.execute(statement)}

    def audits(self, since: date, until: date) -> tuple[int, int]:
        """Return on how many of the days the reminders were audited, and the differences."""
        statement = select(_A.c.differences).where(_A.c.day.between(since, until))
        rows = self.session.execute(statement).all()
        return len(rows), sum(len(row.differences or ()) for row in rows)

    def handovers_waiting(self) -> int:
        """Return how many handovers nobody has settled yet."""
        statement = select(func.count()).where(_H.c.state == "asked")
        return int(self.session.execute(statement).scalar_one())
