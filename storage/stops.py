"""Seasons in which single projects rest."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from storage.statements import table_of
from storage.tables import WorksStop

_T = table_of(WorksStop)
Period = tuple[date, date]


class Stops:
    """Queries over the works stops of projects."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def of_projects(self, project_ids: Collection[int]) -> dict[int, tuple[Period, ...]]:
        """Return the first and last days of each stop by project, of those that have any."""
        statement = (
            select(_T.c.project_id, _T.c.first_day, _T.c.last_day)
            .where(_T.c.project_id.in_(project_ids))
            .order_by(_T.c.first_day)
        )
        found: dict[int, list[Period]] = defaultdict(list)
        for project_id, first, last in self.session.execute(statement):
            found[project_id].append((first, last))
        return {number: tuple(periods) for number, periods in found.items()}

    def resting_on(self, day: date) -> set[int]:
        """Return the projects that rest on a day."""
        statement = select(_T.c.project_id).where(_T.c.first_day <= day, _T.c.last_day >= day)
        return set(self.session.execute(statement).scalars())

    def enter(
        self, project_id: int, first: date, last: date, reason: str, person_id: int | None
    ) -> None:
        """Keep a stop."""
        self.session.execute(
            insert(_T).values(
                project_id=project_id,
                first_day=first,
                last_day=last,
                reason=reason,
                person_id=person_id,
            )
        )

    def lift(self, project_id: int, today: date) -> list[Period]:
        """Take back what is left of a project's stops; return their days as they were.

        The days that are past remain days of rest: nobody is late for them afterwards.
        """
        mine = _T.c.project_id == project_id
        left = select(_T.c.first_day, _T.c.last_day).where(mine, _T.c.last_day >= today)
        lifted = [(first, last) for first, last in self.session.execute(left)]
        self.session.execute(delete(_T).where(mine, _T.c.first_day >= today))
        under_way = update(_T).where(mine, _T.c.last_day >= today)
        self.session.execute(under_way.values(last_day=today - timedelta(days=1)))
        return lifted

    def forget(self, project_ids: Collection[int]) -> None:
        """Take out the stops of projects that an undone import had made."""
        self.session.execute(delete(_T).where(_T.c.project_id.in_(project_ids)))
