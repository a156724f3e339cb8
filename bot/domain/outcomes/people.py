"""Who is linked, and the first words to them."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.records import Person
from bot.domain.terms import Role


@dataclass(frozen=True, slots=True)
class InviteLine:
    """A person and the one-time link that makes this chat theirs."""

    name: str
    unit: str | None
    role: Role | None
    payload: str
    link: str


@dataclass(frozen=True, slots=True)
class Invited:
    """Links to be handed over, each of which works once until *expires*."""

    lines: tuple[InviteLine, ...]
    expires: datetime


@dataclass(frozen=True, slots=True)
class WhichPerson:
    """Several people have the name; their units tell them apart."""

    name: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Welcome:
    """A person has just been linked, or says /start again.

    `projects` are theirs by duty or by their unit; some see all there are besides.
    """

    person: Person
    projects: int
    sees_all: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """What a person can say and tap."""

    reports: bool
    lists: bool
    sums_up: bool
    keeps_ledger: bool
    keeps_plan: bool
