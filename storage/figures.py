"""The figures of a stored day, and the projects behind each of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlmodel import Session

from bot.domain.lights import OVERDUE, SEVERITY, Reason, Standing
from bot.domain.rates import Figure, Rate, Sums, Tally, sides_of
from bot.domain.terms import Light, ProcedureStep, Role
from storage.duties import HELD
from storage.groups import Among
from storage.statements import table_of
from storage.tables import Duty, Project
from storage.tables import Standing as StandingRow
from storage.tallies import ADDED, COLUMNS, COUNTED, sums_of

_S, _D, _T = table_of(StandingRow), table_of(Duty), table_of(Project)
_BEFORE = _S.alias("before")
_SEVERITY = case({light.value: place for place, light in enumerate(SEVERITY)}, value=_S.c.light)
_IS_OVERDUE = _S.c.reason["key"].as_string().in_([each.value for each in OVERDUE])
_OVERDUE_DAYS = case((_IS_OVERDUE, _S.c.reason["days"].as_integer()), else_=0)
_WORST_FIRST = (
    _SEVERITY, _OVERDUE_DAYS.desc(), _S.c.deviation_pp.is_(None), _S.c.deviation_pp,
    _S.c.project_id,
)  # fmt: skip
"""As `bot.services.standings.worst_first` orders what is red or yellow; a test compares them."""
_STANDING = (
    _S.c.project_id, _S.c.light, _S.c.reason, _S.c.due_soon, _S.c.progress, _S.c.done,
    _S.c.expected, _S.c.deviation_pp, _S.c.by_percent,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A project behind a figure, and its share of it: amounts in 万元, or 1 and 0."""

    project_id: int
    standing: Standing
    numerator: Decimal = Decimal(0)
    denominator: Decimal = Decimal(0)


class Figures:
    """Queries over the stored standings of a day."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def sums(self, day: date, among: Among) -> Sums:
        """Return what the projects one looks at count and add up to."""
        statement = select(*COLUMNS).where(*_of(day, among))
        return sums_of(self.session.execute(statement).one())

    def aware(self, among: Among, role: Role) -> Rate:
        """Return of how many projects all holders of *role* have tapped 知悉 by now.

        Of those the domain's `aware_rate` counts: from 申报 on, and still on the lists.
        """
        counted = [
            *among.holds(_T.c.id),
            _T.c.ended.is_(None),
            _T.c.procedure_step.is_distinct_from(ProcedureStep.CONCEPT),
        ]
        holding = exists().where(_D.c.project_id == _T.c.id, _D.c.role == role, HELD)
        known = and_(holding, ~holding.where(_D.c.aware_at.is_(None)))
        statement = select(func.count().filter(known), func.count()).select_from(_T)
        numerator, denominator = self.session.execute(statement.where(*counted)).one()
        return Rate(Decimal(numerator), Decimal(denominator))

    def worst(self, day: date, among: Among, limit: int) -> list[Member]:
        """Return red and yellow projects, the worst light first.

        Of a light, those come first that are overdue for most days, then the widest gap.
        """
        statement = (
            select(*_STANDING)
            .where(*_of(day, among), _S.c.light.in_((Light.RED, Light.YELLOW)))
            .order_by(*_WORST_FIRST)
            .limit(limit)
        )
        return [Member(*_read(row)) for row in self.session.execute(statement)]

    def count_behind(self, day: date, among: Among, figure: Figure) -> int:
        """Return how many projects are behind a figure."""
        *_, belongs = _sides(figure)
        statement = select(func.count()).select_from(_S).where(*_of(day, among), belongs)
        return int(self.session.execute(statement).scalar_one())

    def behind(
        self, day: date, among: Among, figure: Figure, limit: int, offset: int = 0
    ) -> list[Member]:
        """Return the projects behind a figure, those first that it lacks, or lacks most of."""
        numerator, denominator, belongs = _sides(figure)
        statement = (
            select(*_STANDING, numerator, denominator)
            .where(*_of(day, among), belongs)
            .order_by(numerator - denominator, *_WORST_FIRST)
            .limit(limit)
            .offset(offset)
        )
        return [
            Member(*_read(row[:-2]), Decimal(row[-2]), Decimal(row[-1]))
            for row in self.session.execute(statement)
        ]

    def turned(
        self, day: date, before: date, among: Among, limit: int
    ) -> list[tuple[Member, Light]]:
        """Return whose light was another one on the stored day *before*, and which; worst first."""
        then = and_(_BEFORE.c.project_id == _S.c.project_id, _BEFORE.c.on == before)
        statement = (
            select(*_STANDING, _BEFORE.c.light)
            .join(_BEFORE, then)
            .where(*_of(day, among), _BEFORE.c.light != _S.c.light)
            .order_by(*_WORST_FIRST)
            .limit(limit)
        )
        return [(Member(*_read(row[:-1])), row[-1]) for row in self.session.execute(statement)]


def _of(day: date, among: Among) -> list[ColumnElement[bool]]:
    return [_S.c.on == day, *among.holds(_S.c.project_id)]


def _sides(figure: Figure) -> tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[bool]]:
    """Return a project's part above and below the line, and whether it has any."""
    numerator, denominator = map(_part, sides_of(figure))
    return numerator, denominator, or_(numerator != 0, denominator != 0)


def _part(tally: Tally) -> ColumnElement[Any]:
    if tally in ADDED:
        return func.coalesce(ADDED[tally], 0)
    return case((COUNTED[tally], 1), else_=0)


def _read(row: Any) -> tuple[int, Standing]:
    project_id, light, reason, *figures = row
    return project_id, Standing(light, _reasons().validate_python(reason), *figures)


@cache
def _reasons() -> TypeAdapter[Reason]:
    return TypeAdapter(Reason)
