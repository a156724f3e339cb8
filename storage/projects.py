"""Projects with their people and nodes."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlmodel import Session

from bot.domain.records import DutyLine, MilestoneLine
from bot.domain.records import Project as ProjectRecord
from bot.domain.terms import Role
from storage.duties import HELD
from storage.statements import change_row, literal, table_of
from storage.tables import (
    DeadlineMove,
    Duty,
    Milestone,
    Person,
    Procedure,
    Project,
    Standing,
    Unit,
)

_T, _D, _M = table_of(Project), table_of(Duty), table_of(Milestone)
_P, _U, _S = table_of(Person), table_of(Unit), table_of(Standing)


# Made once: every reply needs them, and making them took as long as running them.
_PROJECTS: Select[Any] = (
    select(
        _T,
        _U.c.name.label("owner"),
        _U.c.head_id.label("owner_head_id"),
        _U.c.line_leader_id.label("owner_line_leader_id"),
        func.coalesce(_S.c.weeks_behind, 0).label("weeks_behind"),
        func.coalesce(_S.c.weeks_red, 0).label("weeks_red"),
    )
    .join(_U, _U.c.id == _T.c.owner_unit_id)
    .outerjoin(
        _S,
        and_(_S.c.project_id == _T.c.id, _S.c.on == select(func.max(_S.c.on)).scalar_subquery()),
    )
    .order_by(func.length(_T.c.code), _T.c.code)
)
_DUTIES: Select[Any] = (
    select(
        _D.c.project_id, _D.c.person_id, _P.c.name, _D.c.role, _D.c.position, _P.c.phone,
        _P.c.chat_id, _P.c.unreachable_since.is_not(None), _D.c.since, _D.c.told_at,
        _D.c.aware_at, _D.c.card_due_on, _D.c.disputed_at,
    )
    .join(_P, _P.c.id == _D.c.person_id)
    .where(HELD)
    .order_by(_D.c.position, _D.c.id)
)  # fmt: skip
_MILESTONES: Select[Any] = select(
    _M.c.id, _M.c.project_id, _M.c.kind, _M.c.baseline_deadline, _M.c.deadline,
    _M.c.deadline_revision, _M.c.done_on, _M.c.name, _M.c.weight,
).order_by(_M.c.deadline, _M.c.id)  # fmt: skip
_OPEN = _PROJECTS.where(_T.c.ended.is_(None))
_BY_ID = _PROJECTS.where(_T.c.id == bindparam("number"))
_BY_CODE = _PROJECTS.where(_T.c.code == bindparam("typed"))
_OF_PERSON = _OPEN.where(
    _T.c.id.in_(select(_D.c.project_id).where(_D.c.person_id == bindparam("person"), HELD))
)
_DUTIES_OF = _DUTIES.where(_D.c.project_id.in_(bindparam("projects", expanding=True)))
_MILESTONES_OF = _MILESTONES.where(_M.c.project_id.in_(bindparam("projects", expanding=True)))
_CHANGE = change_row(Project)
_NUMBERS = select(_T.c.code, _T.c.id)


class Projects:
    """Queries over projects; each record costs a share of three statements, never one of its own."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def all(self) -> list[ProjectRecord]:
        """Return every project in the lists, in the order of their codes."""
        return self._records(_OPEN)

    def ever(self) -> list[ProjectRecord]:
        """Return every project there ever was, those that left the lists too."""
        return self._records(_PROJECTS)

    def entered_since(self, project_id: int, instant: datetime) -> bool:
        """Say whether a project was entered at an instant or later."""
        statement = select(_T.c.id).where(_T.c.id == project_id, _T.c.created_at >= instant)
        return self.session.execute(statement).first() is not None

    def any_before(self, instant: datetime) -> bool:
        """Say whether any project was entered before an instant."""
        statement = select(_T.c.id).where(_T.c.created_at < instant).limit(1)
        return self.session.execute(statement).first() is not None

    def by_ids(self, ids: Collection[int]) -> list[ProjectRecord]:
        """Return projects by their numbers, in the order of their codes."""
        return self._records(_PROJECTS.where(_T.c.id.in_(ids))) if ids else []

    def by_id(self, project_id: int) -> ProjectRecord | None:
        """Return one project."""
        return next(iter(self._records(_BY_ID, number=project_id)), None)

    def by_code(self, code: str) -> ProjectRecord | None:
        """Return the project with a code such as `P07`."""
        return next(iter(self._records(_BY_CODE, typed=code)), None)

    def with_node(self, milestone_id: int) -> ProjectRecord | None:
        """Return the project that a node belongs to."""
        owner = select(_M.c.project_id).where(_M.c.id == milestone_id)
        return next(iter(self._records(_PROJECTS.where(_T.c.id.in_(owner)))), None)

    def of_person(self, person_id: int) -> list[ProjectRecord]:
        """Return projects on which a person holds a duty now."""
        return self._records(_OF_PERSON, person=person_id)

    def of_units(self, person_id: int) -> list[ProjectRecord]:
        """Return projects of units that a person heads or leads from the county."""
        units = select(_U.c.id).where(
            or_(_U.c.head_id == person_id, _U.c.line_leader_id == person_id)
        )
        return self._records(_OPEN.where(_T.c.owner_unit_id.in_(units)))

    def of_owner(self, unit_id: int) -> list[ProjectRecord]:
        """Return projects of an owner unit."""
        return self._records(_OPEN.where(_T.c.owner_unit_id == unit_id))

    def codes(self) -> list[str]:
        """Return all codes in use."""
        return list(self.session.execute(select(_T.c.code)).scalars())

    def keys(self) -> dict[tuple[str, int], int]:
        """Return the number of each project by (name key, owner unit): what makes it the same one."""
        statement = select(_T.c.name_key, _T.c.owner_unit_id, _T.c.id)
        return {(key, unit): number for key, unit, number in self.session.execute(statement)}

    def _records(self, chosen_by: Select[Any], **parameters: object) -> list[ProjectRecord]:
        rows = self.session.execute(chosen_by, parameters).all()
        chosen = None if chosen_by is _PROJECTS or chosen_by is _OPEN else [row.id for row in rows]
        duties, milestones = self._duties(chosen), self._milestones(chosen)
        return [_record(row, duties[row.id], milestones[row.id]) for row in rows]

    def _duties(self, ids: list[int] | None) -> dict[int, list[DutyLine]]:
        found: dict[int, list[DutyLine]] = defaultdict(list)
        for row in self._lines(_DUTIES, _DUTIES_OF, ids):
            found[row.project_id].append(DutyLine(*row))
        return found

    def _milestones(self, ids: list[int] | None) -> dict[int, list[MilestoneLine]]:
        found: dict[int, list[MilestoneLine]] = defaultdict(list)
        for row in self._lines(_MILESTONES, _MILESTONES_OF, ids):
            found[row.project_id].append(MilestoneLine(*row))
        return found

    def _lines(
        self, of_all: Select[Any], of_some: Select[Any], ids: list[int] | None
    ) -> Iterable[Any]:
        if ids is None:
            return self.session.execute(of_all)
        return self.session.execute(of_some, {"projects": ids})

    def without_person(self) -> dict[int, list[int]]:
        """Return by unit head the projects for which nobody is responsible nor was asked for."""
        held = exists().where(
            _D.c.project_id == _T.c.id, _D.c.role == literal(Role.RESPONSIBLE), HELD
        )
        statement = (
            select(_U.c.head_id, _T.c.id)
            .join(_U, _U.c.id == _T.c.owner_unit_id)
            .where(
                _U.c.head_id.is_not(None),
                _T.c.person_asked_on.is_(None),
                _T.c.ended.is_(None),
                ~held,
            )
            .order_by(_T.c.id)
        )
        found: dict[int, list[int]] = defaultdict(list)
        for head_id, project_id in self.session.execute(statement):
            found[head_id].append(project_id)
        return found

    def asked_for_person(self, ids: Collection[int], today: date) -> None:
        """Note that a unit head was asked who is responsible for projects."""
        self.session.execute(update(_T).where(_T.c.id.in_(ids)).values(person_asked_on=today))

    def add_all(self, rows: list[dict[str, Any]]) -> list[int]:
        """Enter projects and return their numbers in the same order."""
        if not rows:
            return []
        # Asked back by their codes: returned in order, SQLite would take them one by one.
        self.session.execute(insert(_T), rows)
        numbers = {row.code: row.id for row in self.session.execute(_NUMBERS)}
        return [numbers[row["code"]] for row in rows]

    def change(self, project_id: int, **values: object) -> None:
        """Change fields of a project."""
        self.session.execute(_CHANGE, {"row": project_id, **values})

    def remove(self, ids: Collection[int]) -> None:
        """Take out projects that nothing leans on, with their duties, nodes and standings."""
        self.session.execute(delete(_S).where(_S.c.project_id.in_(ids)))
        self.session.execute(delete(_D).where(_D.c.project_id.in_(ids)))
        for table in (table_of(Procedure), table_of(DeadlineMove), _M):
            self.session.execute(delete(table).where(table.c.project_id.in_(ids)))
        self.session.execute(delete(_T).where(_T.c.id.in_(ids)))


def _record(row: Any, duties: list[DutyLine], milestones: list[MilestoneLine]) -> ProjectRecord:
    return ProjectRecord(
        id=row.id,
        code=row.code,
        name=row.name,
        kind=row.kind,
        owner_unit_id=row.owner_unit_id,
        owner=row.owner,
        owner_head_id=row.owner_head_id,
        owner_line_leader_id=row.owner_line_leader_id,
        co_owners=tuple(row.co_owners),
        total_wan=row.total_wan,
        plan_wan=row.plan_wan,
        done_year_wan=row.done_year_wan,
        cumulative_wan=row.cumulative_wan,
        percent=row.percent,
        works_state=row.works_state,
        state_verified=row.state_verified,
        procedure_step=row.procedure_step,
        difficulty=row.difficulty,
        reported_at=row.reported_at,
        duties=tuple(duties),
        milestones=tuple(milestones),
        extra=tuple(row.extra.items()),
        baseline_total_wan=row.baseline_total_wan,
        baseline_plan_wan=row.baseline_plan_wan,
        person_asked_on=row.person_asked_on,
        ended=row.ended,
        ended_on=row.ended_on,
        in_statistics_on=row.in_statistics_on,
        exemption=row.exemption,
        watched_on=row.watched_on,
        watch_reason=row.watch_reason,
        monthly_plan_wan=tuple(map(Decimal, row.monthly_plan_wan or ())),
        weeks_behind=row.weeks_behind,
        weeks_red=row.weeks_red,
        township=row.township,
    )
