"""Duties that pass on, people who are away, and who is named."""

from dataclasses import dataclass
from datetime import date

from bot.domain.outcomes.projects import ProjectStanding
from bot.domain.records import Person, Project
from bot.domain.terms import Role


@dataclass(frozen=True, slots=True)
class HandoverAsked:
    """What a handover would pass on; nothing has passed yet."""

    handover_id: int
    old: Person
    new: str
    is_newcomer: bool
    day: date
    projects: tuple[Project, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandoverSettled:
    """A handover was confirmed: it is *done*, or will be on its day."""

    handover_id: int
    old: str
    new: Person
    day: date
    projects: int
    done: bool
    is_linked: bool


@dataclass(frozen=True, slots=True)
class HandoverDropped:
    """A handover was cancelled, or undone: all is as before."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What the new holder is to know: the projects, and what waits on them."""

    old: str
    day: date
    lines: tuple[ProjectStanding, ...]
    units: tuple[str, ...]
    requests: int


@dataclass(frozen=True, slots=True)
class Relieved:
    """What the former holder is told; they need not confirm."""

    new: str
    day: date
    projects: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Away:
    """A person is away; *delegate* stands in, the B post where none was named.

    `year` is the one in which it was entered: a day in another is printed with its year.
    """

    absence_id: int
    who: str
    first_day: date
    last_day: date
    delegate: str | None
    year: int


@dataclass(frozen=True, slots=True)
class Back:
    """A person is back, or will not be away after all."""

    who: str


@dataclass(frozen=True, slots=True)
class DeputySet:
    """From now on *deputy* stands in whenever *who* is away."""

    who: str
    deputy: str


@dataclass(frozen=True, slots=True)
class PeopleToName:
    """Projects without a responsible person, whom the unit head is to name by *due*."""

    projects: tuple[Project, ...]
    due: date


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """A person got a part in projects, or a post over a *unit*."""

    who: Person
    role: Role
    projects: tuple[Project, ...]
    before: tuple[str, ...]
    is_newcomer: bool
    is_linked: bool
    may_invite: bool
    unit: str | None = None
