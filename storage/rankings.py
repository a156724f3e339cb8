"""What a ranking is made from, and the issues that were made."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, case, false, func, insert, or_, select
from sqlmodel import Session

from bot.domain.rankings import OnTime
from bot.domain.terms import Kind, WorksState
from storage.statements import table_of
from storage.tables import Milestone, Project, RankingIssue, Report, Standing, Unit

_I, _S, _T, _U = (table_of(each) for each in (RankingIssue, Standing, Project, Unit))
_M, _R = table_of(Milestone), table_of(Report)
_IS_COMPLETED = _S.c.works_state.in_([each for each in WorksState if each.is_completed])


class Rankings:
    """Queries over rankings."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def entries(self, day: date, week: datetime | None) -> Iterable[Any]:
        """Return who is in a stored day's issue: all but new projects that are not due to start.

        `owes_report` says whether a project that goes on was there before the *week* that was
        reported on.
        """
        owes = false() if week is None else and_(_T.c.created_at < week, ~_IS_COMPLETED)
        statement = (
            select(
                _T.c.id, _T.c.code, _T.c.name, _T.c.owner_unit_id, _U.c.name.label("owner"),
                _T.c.difficulty, owes.label("owes_report"), _S.c.kind, _S.c.exempt,
                _S.c.done, _S.c.expected, _S.c.plan_wan,
            )
            .join(_T, _T.c.id == _S.c.project_id)
            .join(_U, _U.c.id == _T.c.owner_unit_id)
            .where(_S.c.on == day, or_(_S.c.kind != Kind.NEW, _S.c.start_due))
            .order_by(_T.c.id)
        )  # fmt: skip
        return self.session.execute(statement)

    def milestones(self, day: date) -> dict[int, OnTime]:
        """Return of each project how many of the year's nodes were met in time, and were due."""
        met = case((_M.c.done_on <= _M.c.deadline, 1), else_=0)
        statement = (
            select(_M.c.project_id, func.sum(met), func.count())
            .where(_M.c.deadline < day, _M.c.deadline >= date(day.year, 1, 1))
            .group_by(_M.c.project_id)
        )
        return {
            number: OnTime(int(done), due) for number, done, due in self.session.execute(statement)
        }

    def reported(self, since: datetime, until: datetime) -> set[int]:
        """Return the projects of which something was told from an instant until another."""
        statement = (
            select(_R.c.project_id)
            .where(_R.c.at >= since, _R.c.at <= until, _R.c.undone_at.is_(None))
            .distinct()
        )
        return set(self.session.execute(statement).scalars())

    def keep(self, day: date, made_at: datetime, content: dict[str, Any]) -> None:
        """Keep an issue; it is never changed."""
        self.session.execute(insert(_I), {"on": day, "made_at": made_at, **content})

    def last_on(self, until: date) -> date | None:
        """Return the day of the last issue made up to a day."""
        return self.session.execute(select(func.max(_I.c.on)).where(_I.c.on <= until)).scalar()

    def issue(self, until: date) -> RankingIssue | None:
        """Return the last issue made up to a day."""
        statement = select(RankingIssue).where(_I.c.on <= until).order_by(_I.c.on.desc()).limit(1)
        return self.session.scalars(statement).first()
