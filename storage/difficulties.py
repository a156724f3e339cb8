"""What holds projects up."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlmodel import Session

from storage.statements import table_of
from storage.tables import Difficulty

_T = table_of(Difficulty)
_OPEN = _T.c.ended_on.is_(None)


class Difficulties:
    """Queries over difficulties."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, values: dict[str, Any]) -> int:
        """Keep a difficulty and return its number."""
        statement = insert(_T).values(**values).returning(_T.c.id)
        return int(self.session.execute(statement).scalar_one())

    def get(self, difficulty_id: int) -> Difficulty | None:
        """Return a difficulty as it is stored."""
        return self.session.get(Difficulty, difficulty_id, populate_existing=True)

    def of_report(self, report_id: int) -> Difficulty | None:
        """Return the open difficulty that a report raised."""
        statement = select(Difficulty).where(_T.c.report_id == report_id, _OPEN)
        return self.session.scalars(statement).first()

    def open_on(self, project_id: int) -> list[Difficulty]:
        """Return the open difficulties of a project, oldest first."""
        statement = select(Difficulty).where(_T.c.project_id == project_id, _OPEN)
        return list(self.session.scalars(statement.order_by(_T.c.id)))

    def all_open(self) -> list[Difficulty]:
        """Return every open difficulty, oldest first."""
        return list(self.session.scalars(select(Difficulty).where(_OPEN).order_by(_T.c.id)))

    def change(self, difficulty_id: int, **values: object) -> None:
        """Change fields of a difficulty."""
        self.session.execute(update(_T).where(_T.c.id == difficulty_id).values(**values))

    def solve(self, difficulty_id: int, **values: object) -> bool:
        """End an open difficulty; False if it was ended before (the second tap of two)."""
        statement = (
            update(_T).where(_T.c.id == difficulty_id, _OPEN).values(**values).returning(_T.c.id)
        )
        return self.session.execute(statement).first() is not None

    def taken_back(self, report_id: int, today: date) -> None:
        """Undo what a report did: what it raised is withdrawn, what it solved is open again."""
        self.session.execute(
            update(_T)
            .where(_T.c.ended_report_id == report_id)
            .values(ended_on=None, ended_by_id=None, ended_report_id=None)
        )
        self.session.execute(
            update(_T)
            .where(_T.c.report_id == report_id, _OPEN)
            .values(state="withdrawn", ended_on=today)
        )

    def hand_over(self, report_id: int, new_report_id: int) -> None:
        """Let a report stand for what another had raised or ended."""
        for column in (_T.c.report_id, _T.c.ended_report_id):
            self.session.execute(
                update(_T).where(column == report_id).values({column: new_report_id})
            )

    def listed(self, ids: Collection[int], today: date) -> None:
        """Note that difficulties stood in a bundled message of today."""
        self.session.execute(update(_T).where(_T.c.id.in_(ids)).values(listed_on=today))
