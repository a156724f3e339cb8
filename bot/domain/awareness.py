"""When an assignment card goes out again, and which projects their leaders know of 知情."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.rates import Rate
from bot.domain.records import Project
from bot.domain.terms import ProcedureStep, Role


def next_card_on(first_told: date, today: date, ladder: Sequence[int]) -> date | None:
    """Return the next day after *today* on which a card not acknowledged goes out again.

    Args:
        first_told: The day on which the first card arrived.
        today: Calendar day in the county's zone.
        ladder: Days after the first card, from near to far.

    None after the last rung: from then on the person stands in the office's list alone.
    """
    days = (first_told + timedelta(days=rung) for rung in ladder)
    return next((day for day in days if day > today), None)


def aware_rate(projects: Iterable[Project], role: Role) -> Rate:
    """Return the projects all of whose holders of *role* have tapped 知悉 / all projects.

    Counted from 申报 on: a project that is only being thought of has nobody to know of it yet,
    and one that has ended needs nobody any more. A project that nobody leads is not known.
    """
    counted = [
        each
        for each in projects
        if each.ended is None and each.procedure_step is not ProcedureStep.CONCEPT
    ]
    return Rate(Decimal(sum(_is_known(each, role) for each in counted)), Decimal(len(counted)))


def _is_known(project: Project, role: Role) -> bool:
    holders = [duty for duty in project.duties if duty.role is role]
    return bool(holders) and all(duty.aware_at is not None for duty in holders)
