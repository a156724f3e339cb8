"""Days on which people are away, and who stands in for them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update
from sqlmodel import Session

from bot.domain.absences import final_delegates
from storage.statements import table_of
from storage.tables import Absence, Person

_T, _P = table_of(Absence), table_of(Person)
_AWAY = (  # made once: every reply needs it
    select(_T.c.person_id, func.coalesce(_T.c.delegate_id, _P.c.deputy_id))
    .join(_P, _P.c.id == _T.c.person_id)
    .where(_T.c.first_day <= bindparam("day"), _T.c.last_day >= bindparam("day"))
    .order_by(_T.c.id)
)


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """An absence as it is shown; without a delegate of its own the B post stands in."""

    id: int
    person_id: int
    delegate_id: int | None
    first_day: date
    last_day: date


class Absences:
    """Queries over absences."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, values: dict[str, Any], now: datetime) -> int:
        """Enter an absence and return its number."""
        statement = insert(_T).values(**values, noted_at=now).returning(_T.c.id)
        return int(self.session.execute(statement).scalar_one())

    def from_day(self, day: date) -> list[AbsenceLine]:
        """Return the absences of everybody that last until *day* or longer, soonest first."""
        return self._lines(_T.c.last_day >= day)

    def of_person(self, person_id: int, day: date) -> list[AbsenceLine]:
        """Return the absences of a person that last until *day* or longer, soonest first."""
        return self._lines(_T.c.person_id == person_id, _T.c.last_day >= day)

    def shorten(self, absence_id: int, last_day: date) -> None:
        """Let an absence end on *last_day*; one that would begin later is taken out."""
        row = _T.c.id == absence_id
        self.session.execute(delete(_T).where(row, _T.c.first_day > last_day))
        self.session.execute(update(_T).where(row).values(last_day=last_day))

    def standing_in(self, day: date) -> dict[int, int]:
        """Return who stands in on *day* for each absent person for whom somebody does.

        The delegate gets the message, the person keeps the record.
        """
        away = {row[0]: row[1] for row in self.session.execute(_AWAY, {"day": day})}
        return final_delegates({who: other for who, other in away.items() if other}, away)

    def _lines(self, *conditions: ColumnElement[bool]) -> list[AbsenceLine]:
        statement = (
            select(_T.c.id, _T.c.person_id, _T.c.delegate_id, _T.c.first_day, _T.c.last_day)
            .where(*conditions)
            .order_by(_T.c.first_day, _T.c.id)
        )
        return [AbsenceLine(*row) for row in self.session.execute(statement)]
