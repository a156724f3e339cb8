"""Duties that pass from one person to another on a day."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, insert, literal_column, select, update
from sqlmodel import Session

from storage.statements import table_of
from storage.tables import Duty, Handover

_T, _D = table_of(Handover), table_of(Duty)


class Handovers:
    """Queries over handovers."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, values: dict[str, Any]) -> int:
        """Keep a handover that was asked for and return its number."""
        return int(
            self.session.execute(insert(_T).values(**values).returning(_T.c.id)).scalar_one()
        )

    def get(self, handover_id: int) -> Handover | None:
        """Return a handover as it is stored now."""
        return self.session.get(Handover, handover_id, populate_existing=True)

    def move(self, handover_id: int, old: str, new: str, **values: object) -> bool:
        """Carry a handover from one state to the next; False if it had left *old* already."""
        statement = (
            update(_T)
            .where(_T.c.id == handover_id, _T.c.state == old)
            .values(state=new, **values)
            .returning(_T.c.id)
        )
        return self.session.execute(statement).first() is not None

    def due(self, today: date) -> list[int]:
        """Return the settled handovers whose day has come, in the order they were made."""
        statement = (
            select(_T.c.id)
            .where(_T.c.state == literal_column("'settled'"), _T.c.day <= today)
            .order_by(_T.c.id)
        )
        return list(self.session.execute(statement).scalars())

    def still_held(self, duty_ids: Collection[int]) -> bool:
        """Say whether all these duties are held as they were given."""
        count = select(func.count()).where(_D.c.id.in_(duty_ids), _D.c.until.is_(None))
        return int(self.session.execute(count).scalar_one()) == len(duty_ids)
