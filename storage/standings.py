"""How projects stood, day by day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, union
from sqlmodel import Session

from bot.domain.lights import Streak
from storage.statements import table_of
from storage.tables import Project, Report, Standing, Trail

_S, _T = table_of(Standing), table_of(Project)
_TRAIL, _R = table_of(Trail), table_of(Report)


class Standings:
    """Queries over stored standings; of a day each project has one."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def last_day(self, until: date) -> date | None:
        """Return the last day up to *until* of which standings are stored."""
        return self.session.execute(select(func.max(_S.c.on)).where(_S.c.on <= until)).scalar()

    def first_day(self) -> date | None:
        """Return the first day of which standings are stored."""
        return self.session.execute(select(func.min(_S.c.on))).scalar()

    def streaks(self, day: date, ids: Collection[int]) -> dict[int, Streak]:
        """Return the streaks that *day* left behind, by project."""
        statement = select(_S.c.project_id, _S.c.weeks_behind, _S.c.weeks_red).where(
            _S.c.on == day, _S.c.project_id.in_(ids)
        )
        return {number: Streak(*weeks) for number, *weeks in self.session.execute(statement)}

    def listed(self, after: int, limit: int) -> list[int]:
        """Return the numbers of projects on the lists, from the one behind *after* on."""
        statement = select(_T.c.id).where(_T.c.id > after, _T.c.ended.is_(None))
        return list(self.session.execute(statement.order_by(_T.c.id).limit(limit)).scalars())

    def put(self, day: date, ids: Collection[int], rows: Sequence[Mapping[str, Any]]) -> None:
        """Store *rows* in place of what is stored of projects *ids* on *day*."""
        self.session.execute(delete(_S).where(_S.c.on == day, _S.c.project_id.in_(ids)))
        if rows:
            self.session.execute(insert(_S), list(rows))

    # what was touched since

    def touched(self, trail_id: int, report_id: int) -> list[int]:
        """Return the projects that later rows of the trail, or later reports, are about."""
        changed = select(_TRAIL.c.project_id).where(
            _TRAIL.c.id > trail_id, _TRAIL.c.project_id.is_not(None)
        )
        reported = select(_R.c.project_id).where(_R.c.id > report_id)
        return list(self.session.execute(union(changed, reported)).scalars())

    def settled(self, before: datetime) -> tuple[int, int]:
        """Return the last row of the trail, and the last report, from up to *before*; 0 for none."""
        return self._last_until(_TRAIL, before), self._last_until(_R, before)

    def _last_until(self, table: Table, before: datetime) -> int:
        # From the newest backwards: nearly always it is among the first few.
        statement = select(table.c.id).where(table.c.at <= before).order_by(table.c.id.desc())
        return self.session.execute(statement.limit(1)).scalar() or 0
