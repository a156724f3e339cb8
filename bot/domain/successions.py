"""What becomes of a project's figures when it is split, merged or carried into the next year."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.domain.errors import LedgerError
from bot.domain.orders.projects import Part
from bot.domain.orders.sums import FIELDS
from bot.domain.records import MilestoneLine, Project
from bot.domain.terms import Kind, MilestoneKind, WorksState

SPLIT_FROM = 2
"""Fewer parts are a rename."""


class AmountsDifferError(LedgerError):
    """The parts' sums of a *field* come to *parts*, the project's is *whole* (万元)."""

    text = "error.amounts_differ"

    def __init__(self, code: str, field: str, parts: Decimal, whole: Decimal) -> None:
        super().__init__(code, field, parts, whole)
        self.code = code
        self.field = field
        self.parts = parts
        self.whole = whole


class NameTakenError(LedgerError):
    """Another project of the unit has the name already: *code*."""

    text = "error.name_taken"

    def __init__(self, name: str, code: str) -> None:
        super().__init__(name, code)
        self.name = name
        self.code = code


class NotEndedError(LedgerError):
    """The project is in the lists: there is nothing to restore."""

    text = "error.not_ended"

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LeftForOthersError(LedgerError):
    """The project became others (*codes*), which are in the lists: it cannot come back beside them."""

    text = "error.left_for_others"

    def __init__(self, code: str, codes: tuple[str, ...]) -> None:
        super().__init__(code, codes)
        self.code = code
        self.codes = codes


class NotYetError(LedgerError):
    """A project is carried into a year once that has begun."""

    text = "error.not_yet"

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


class AlreadyCarriedError(LedgerError):
    """The project was carried into the *year* before, or was entered in it."""

    text = "error.already_carried"

    def __init__(self, code: str, year: int) -> None:
        super().__init__(code, year)
        self.code = code
        self.year = year


def require_sums(project: Project, parts: Sequence[Part]) -> None:
    """Return if the parts' sums add up to the project's, each field by itself.

    Raises:
        AmountsDifferError: One does not.
    """
    for field in FIELDS:
        whole: Decimal = getattr(project, field) or Decimal(0)
        told = sum((each.sums.get(field, Decimal(0)) for each in parts), Decimal(0))
        if told != whole:
            raise AmountsDifferError(project.code, field, told, whole)


def merged_sum(projects: Sequence[Project], field: str) -> Decimal | None:
    """Return the sum of a field over projects; None where none of them tells any."""
    told = [value for each in projects if (value := getattr(each, field)) is not None]
    return sum(told, Decimal(0)) if told else None


def merged_state(projects: Sequence[Project]) -> WorksState:
    """Return the state that all share, or else 在建 once any has begun."""
    states = {each.works_state for each in projects}
    if len(states) == 1:
        return states.pop()
    begun = any(each.has_started for each in states)
    return WorksState.STARTED if begun else WorksState.NOT_STARTED


def merged_kind(projects: Sequence[Project]) -> Kind:
    """Return the kind of the project that has come furthest."""
    kinds = {each.kind for each in projects}
    return next(kind for kind in (Kind.CONTINUED, Kind.NEW, Kind.PREPARATORY) if kind in kinds)


def merged_nodes(projects: Sequence[Project]) -> list[MilestoneLine]:
    """Return the nodes of the project that several become: by each kind and name the last due."""
    latest: dict[tuple[MilestoneKind, str | None], MilestoneLine] = {}
    for project in projects:
        for node in project.milestones:
            key = node.kind, node.name
            if key not in latest or latest[key].deadline < node.deadline:
                latest[key] = node
    return list(latest.values())


def require_year(year: int, today: date) -> None:
    """Return if a project may be carried into a year: the present one.

    What is done until New Year's Eve still belongs to the old year.

    Raises:
        NotYetError: It has not begun.
    """
    if year > today.year:
        raise NotYetError(year)
