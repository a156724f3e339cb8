"""Progress told, newest first."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, or_, select, true, update
from sqlmodel import Session

from bot.domain.records import ReportLine
from bot.domain.returns import ToldAmount
from bot.domain.terms import Role, WorksState
from storage.statements import table_of
from storage.tables import Duty, Person, Project, Report

_T, _P = table_of(Report), table_of(Person)
_D, _PROJECT = table_of(Duty), table_of(Project)

# Made once: every reply needs them.
_ADD = insert(_T).returning(_T.c.id)
_LINES = (
    select(
        _T.c.id, _T.c.project_id, _T.c.at, func.coalesce(_P.c.name, ""), _T.c.for_office,
        _T.c.text, _T.c.percent, _T.c.works_state, _T.c.done_year_wan, _T.c.cumulative_wan,
        _T.c.period_wan, _T.c.difficulty, _T.c.new_date, _T.c.evidence,
        _T.c.undone_at.is_not(None),
    )
    .outerjoin(_P, _P.c.id == _T.c.reporter_id)
    .order_by(_T.c.id.desc())
)  # fmt: skip
_STANDING_KEY = select(_T.c.id).where(_T.c.key == bindparam("told_in"), _T.c.undone_at.is_(None))
_STANDING = (
    select(Report)
    .where(
        _T.c.project_id == bindparam("project"),
        _T.c.at >= bindparam("since"),
        _T.c.undone_at.is_(None),
    )
    .order_by(_T.c.id.desc())
)
_TELLS_OF_MONEY = or_(
    *(each.is_not(None) for each in (_T.c.done_year_wan, _T.c.cumulative_wan, _T.c.period_wan))
)


class Told(NamedTuple):
    """A report's words, and whether the office told them for somebody."""

    text: str
    for_office: bool


class Reports:
    """Queries over progress reports."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, values: dict[str, Any]) -> int:
        """Keep a report and return its number."""
        return int(self.session.execute(_ADD, values).scalar_one())

    def get(self, report_id: int) -> Report | None:
        """Return a report as it is stored."""
        return self.session.get(Report, report_id, populate_existing=True)

    def told_in(self, ids: Collection[int]) -> dict[int, Told]:
        """Return the words of reports by their numbers."""
        statement = select(_T.c.id, _T.c.text, _T.c.for_office).where(_T.c.id.in_(ids))
        rows = self.session.execute(statement) if ids else ()
        return {number: Told(text, for_office) for number, text, for_office in rows}

    def stands(self, key: str) -> bool:
        """Say whether a report with this key was recorded and not undone."""
        return self.session.execute(_STANDING_KEY, {"told_in": key}).first() is not None

    def from_message(self, chat_id: int, message_id: int) -> list[int]:
        """Return the numbers of the reports that a message made."""
        statement = select(_T.c.id).where(
            _T.c.chat_id == chat_id, _T.c.message_id == message_id, _T.c.undone_at.is_(None)
        )
        return list(self.session.execute(statement).scalars())

    def standing(self, ids: Collection[int], project_id: int | None = None) -> list[int]:
        """Return which of these reports stand, on one project if it is given."""
        if not ids:
            return []
        statement = select(_T.c.id).where(_T.c.id.in_(ids), _T.c.undone_at.is_(None))
        if project_id is not None:
            statement = statement.where(_T.c.project_id == project_id)
        return list(self.session.execute(statement).scalars())

    def last_of(self, person_id: int, project_id: int | None = None) -> Report | None:
        """Return the last report of a person that still stands, on one project if it is given."""
        statement = (
            select(Report)
            .where(_T.c.reporter_id == person_id, _T.c.undone_at.is_(None))
            .order_by(_T.c.id.desc())
            .limit(1)
        )
        if project_id is not None:
            statement = statement.where(_T.c.project_id == project_id)
        return self.session.scalars(statement).first()

    def standing_since(self, project_id: int, since: datetime) -> list[Report]:
        """Return the reports on a project since an instant that were not undone, newest first."""
        return list(self.session.scalars(_STANDING, {"project": project_id, "since": since}))

    def later_than(self, report: Report) -> int:
        """Return how many standing reports on the same project came after *report*."""
        statement = select(func.count()).where(
            _T.c.project_id == report.project_id,
            _T.c.id > report.id,
            _T.c.undone_at.is_(None),
        )
        return int(self.session.execute(statement).scalar_one())

    def undo(self, report_id: int, now: datetime) -> None:
        """Mark a report as taken back; it is kept."""
        self.session.execute(update(_T).where(_T.c.id == report_id).values(undone_at=now))

    def last_instant(self, project_id: int) -> datetime | None:
        """Return when a project was last reported on, undone reports left out."""
        statement = select(func.max(_T.c.at)).where(
            _T.c.project_id == project_id, _T.c.undone_at.is_(None)
        )
        return self.session.execute(statement).scalar()

    def on_projects(self, ids: Collection[int], since: datetime) -> int:
        """Return how many reports came in on these projects since an instant, undone ones too."""
        statement = select(func.count()).where(_T.c.project_id.in_(ids), _T.c.at >= since)
        return int(self.session.execute(statement).scalar_one()) if ids else 0

    def resumed(self, ids: Collection[int], since: datetime) -> set[int]:
        """Return which projects took up their works again 复工 since an instant."""
        statement = select(_T.c.project_id).where(
            _T.c.project_id.in_(ids), _T.c.resumed, _T.c.at >= since, _T.c.undone_at.is_(None)
        )
        return set(self.session.execute(statement).scalars())

    def last_of_projects(self, ids: Collection[int]) -> dict[int, ReportLine]:
        """Return the last standing report of each of these projects."""
        last = (
            select(func.max(_T.c.id))
            .where(_T.c.project_id.in_(ids), _T.c.undone_at.is_(None))
            .group_by(_T.c.project_id)
        )
        rows = self.session.execute(_LINES.where(_T.c.id.in_(last))) if ids else ()
        return {line.project_id: line for line in map(_line, rows)}

    def money_since(self, since: datetime, until: datetime | None = None) -> set[int]:
        """Return the projects of which an amount was told since an instant, and before another."""
        statement = _money_told_since(since)
        if until is not None:
            statement = statement.where(_T.c.at < until)
        return set(self.session.execute(statement).scalars())

    def told_before(self, ids: Collection[int], instant: datetime) -> set[int]:
        """Return which of these reports were told before an instant, undone ones too."""
        statement = select(_T.c.id).where(_T.c.id.in_(ids), _T.c.at < instant)
        return set(self.session.execute(statement).scalars()) if ids else set()

    def amounts_since(self, since: datetime) -> dict[int, list[ToldAmount]]:
        """Return what was told of money since an instant, by project, oldest first."""
        counted = func.coalesce(_T.c.counted_wan, _T.c.period_wan)
        statement = (
            select(_T.c.project_id, counted, _T.c.done_year_wan, _T.c.cumulative_wan, _T.c.before)
            .where(_T.c.at >= since, _T.c.undone_at.is_(None), _TELLS_OF_MONEY)
            .order_by(_T.c.id)
        )
        found: dict[int, list[ToldAmount]] = defaultdict(list)
        for project_id, amount, year, cumulative, before in self.session.execute(statement):
            was = (
                None if (told := before["figures"][name]) is None else Decimal(told)
                for name in ("done_year_wan", "cumulative_wan")
            )
            year_before, cumulative_before = was
            found[project_id].append(
                ToldAmount(amount, year_before, year, cumulative_before, cumulative)
            )
        return found

    def last_texts_of_works(self) -> dict[int, str]:
        """Return of each project the last report that told of its works: a percent or a state."""
        tells = or_(_T.c.percent.is_not(None), _T.c.works_state.is_not(None), _T.c.resumed)
        last = (
            select(func.max(_T.c.id))
            .where(_T.c.undone_at.is_(None), tells)
            .group_by(_T.c.project_id)
        )
        statement = select(_T.c.project_id, _T.c.text).where(_T.c.id.in_(last))
        return {row.project_id: row.text for row in self.session.execute(statement)}

    def lines(self, project_id: int | None = None, limit: int | None = None) -> list[ReportLine]:
        """Return reports, newest first: those of one project, or all."""
        statement = _LINES.limit(limit)
        if project_id is not None:
            statement = statement.where(_T.c.project_id == project_id)
        return [_line(row) for row in self.session.execute(statement)]

    def last_lines(self) -> list[ReportLine]:
        """Return the last report of each project that still stands."""
        last = select(func.max(_T.c.id)).where(_T.c.undone_at.is_(None)).group_by(_T.c.project_id)
        return [_line(row) for row in self.session.execute(_LINES.where(_T.c.id.in_(last)))]

    def missing_since(
        self, instant: datetime, person_id: int | None = None
    ) -> list[tuple[int, str, int, str]]:
        """Return the open projects nobody told anything of since then, and who answers for each.

        All of them, or those of one person; as (project, code, person, name), in the order of the codes; projects entered since are
        not missed yet.
        """
        silent = or_(_PROJECT.c.reported_at.is_(None), _PROJECT.c.reported_at < instant)
        theirs = true() if person_id is None else _D.c.person_id == person_id
        return self._owed(instant, silent & theirs)

    def silent_between(self, since: datetime, until: datetime) -> list[str]:
        """Return the codes of the open projects nobody told anything of between two instants.

        In their order; projects entered since the first are not missed yet, and what was told at
        *until* came too late.
        """
        told = select(_T.c.project_id).where(
            _T.c.at >= since, _T.c.at < until, _T.c.undone_at.is_(None)
        )
        owed = self._owed(since, _PROJECT.c.id.not_in(told))
        return list(dict.fromkeys(code for _, code, _, _ in owed))

    def money_missing_since(self, instant: datetime) -> list[tuple[int, str, int, str]]:
        """Return the same of projects of which nobody told an amount since then."""
        return self._owed(instant, _PROJECT.c.id.not_in(_money_told_since(instant)))

    def _owed(
        self, instant: datetime, lacking: ColumnElement[bool]
    ) -> list[tuple[int, str, int, str]]:
        statement = (
            select(_PROJECT.c.id, _PROJECT.c.code, _P.c.id, _P.c.name)
            .join(_D, _D.c.project_id == _PROJECT.c.id)
            .join(_P, _P.c.id == _D.c.person_id)
            .where(
                lacking,
                _PROJECT.c.created_at < instant,
                _PROJECT.c.ended.is_(None),
                _PROJECT.c.works_state.not_in((WorksState.COMPLETED, WorksState.ACCEPTED)),
                _D.c.role == Role.RESPONSIBLE,
                _D.c.until.is_(None),
            )
            .order_by(func.length(_PROJECT.c.code), _PROJECT.c.code)
        )
        return [(*row,) for row in self.session.execute(statement)]

    def by_project(self) -> dict[int, list[ReportLine]]:
        """Return all reports of all projects, newest first."""
        found: dict[int, list[ReportLine]] = defaultdict(list)
        for line in self.lines():
            found[line.project_id].append(line)
        return found


def _money_told_since(instant: datetime) -> Select[tuple[int]]:
    return select(_T.c.project_id).where(
        _T.c.at >= instant, _T.c.undone_at.is_(None), _TELLS_OF_MONEY
    )


def _line(row: Any) -> ReportLine:
    values = [*row]
    values[-2] = len(values[-2] or ())
    return ReportLine(*values)
