"""Bulletins, from draft to issue."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlmodel import Session

from storage.statements import table_of
from storage.tables import Bulletin, BulletinState

_T = table_of(Bulletin)


class Bulletins:
    """Queries over bulletins."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, values: dict[str, Any]) -> int:
        """Keep a draft and return its number in the register."""
        statement = insert(_T).values(**values).returning(_T.c.id)
        return int(self.session.execute(statement).scalar_one())

    def get(self, bulletin_id: int) -> Bulletin | None:
        """Return a bulletin."""
        return self._first(select(Bulletin).where(_T.c.id == bulletin_id))

    def by_token(self, token: str) -> Bulletin | None:
        """Return the bulletin whose document bears a mark."""
        return self._first(select(Bulletin).where(_T.c.token == token))

    def latest(self, *states: BulletinState) -> Bulletin | None:
        """Return the newest bulletin in any of *states*."""
        statement = select(Bulletin).where(_T.c.state.in_(states)).order_by(_T.c.id.desc())
        return self._first(statement.limit(1))

    def is_taken(self, number: str, bulletin_id: int) -> bool:
        """Say whether another bulletin bears a number."""
        statement = select(_T.c.id).where(_T.c.number == number, _T.c.id != bulletin_id)
        return self.session.execute(statement).first() is not None

    def move(
        self,
        bulletin_id: int,
        version: int,
        states: Collection[BulletinState],
        values: Mapping[str, object],
    ) -> bool:
        """Change a bulletin; False if it has left *states* or that version since."""
        statement = (
            update(_T)
            .where(_T.c.id == bulletin_id, _T.c.version == version, _T.c.state.in_(states))
            .values(values)
            .returning(_T.c.id)
        )
        return self.session.execute(statement).first() is not None

    def _first(self, statement: Select[Any]) -> Bulletin | None:
        # What was read before in this unit may have been moved on since.
        fresh = statement.execution_options(populate_existing=True)
        found: Bulletin | None = self.session.scalars(fresh).first()
        return found
