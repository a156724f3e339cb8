"""Holiday notices that the office entered."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from bot.domain.calendars import Overrides
from storage.statements import table_of
from storage.tables import HolidayYear

_T = table_of(HolidayYear)


class Holidays:
    """Queries over holiday notices."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def overrides(self) -> Overrides:
        """Return all that was entered, to be laid over the published tables."""
        rows = self.session.execute(select(_T.c.year, _T.c.days_off, _T.c.workdays)).all()
        return Overrides(
            holidays=frozenset(date.fromisoformat(day) for row in rows for day in row.days_off),
            workdays=frozenset(date.fromisoformat(day) for row in rows for day in row.workdays),
            years=frozenset(row.year for row in rows),
        )

    def enter(
        self,
        year: int,
        days_off: Iterable[date],
        workdays: Iterable[date],
        person_id: int | None,
        now: datetime,
    ) -> None:
        """Keep the notice of a year in place of what was entered for it before."""
        self.session.execute(delete(_T).where(_T.c.year == year))
        values = {
            "year": year,
            "days_off": sorted(map(date.isoformat, days_off)),
            "workdays": sorted(map(date.isoformat, workdays)),
            "person_id": person_id,
            "entered_at": now,
        }
        self.session.execute(insert(_T).values(**values))
