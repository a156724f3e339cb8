"""Monthly investment returns, as they were locked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlmodel import Session

from storage.statements import insert_new, table_of
from storage.tables import MonthlyReturn

_T = table_of(MonthlyReturn)


class Returns:
    """Queries over returns."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def last(self) -> MonthlyReturn | None:
        """Return the return of the latest month that was ever locked."""
        return self._first(select(MonthlyReturn).order_by(_T.c.month.desc()).limit(1))

    def of(self, month: date) -> MonthlyReturn | None:
        """Return the return of a month, None while it was never locked."""
        return self._first(select(MonthlyReturn).where(_T.c.month == month))

    def lock(self, month: date, lines: Sequence[dict[str, Any]], now: datetime) -> None:
        """Keep the lines of a month; in place of those before, if it was reopened.

        It stays locked as of its first lock: what was told later is the next month's.
        """
        kept = list(lines)
        again = (
            update(_T)
            .where(_T.c.month == month, _T.c.reopened_at.is_not(None))
            .values(lines=kept, reopened_at=None)
            .returning(_T.c.id)
        )
        if self.session.execute(again).first() is None:
            values = {"month": month, "lines": kept, "locked_at": now}
            self.session.execute(insert_new(self.session, MonthlyReturn), values)

    def reopen(self, month: date, person_id: int, reason: str, now: datetime) -> bool:
        """Open a locked month; False if it is open."""
        statement = (
            update(_T)
            .where(_T.c.month == month, _T.c.reopened_at.is_(None))
            .values(reopened_at=now, reopened_by=person_id, reason=reason)
            .returning(_T.c.id)
        )
        return self.session.execute(statement).first() is not None

    def _first(self, statement: Select[Any]) -> MonthlyReturn | None:
        # What was read before in this unit may have been locked or reopened since.
        fresh = statement.execution_options(populate_existing=True)
        found: MonthlyReturn | None = self.session.scalars(fresh).first()
        return found
