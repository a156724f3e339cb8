"""Bundled messages, and who is aware of what."""

from dataclasses import dataclass
from datetime import date

from bot.domain.outcomes.projects import ProjectStanding
from bot.domain.records import Person, Project
from bot.domain.terms import Role


@dataclass(frozen=True, slots=True)
class CardsSent:
    """Assignment cards are on their way."""

    people: int
    not_linked: int


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """知悉 was noted for all of a person's projects, and for those *instead_of* whom they stand in."""

    new: int
    total: int
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhichIsNotMine:
    """The person is to tap the projects that are not theirs."""

    lines: tuple[ProjectStanding, ...]


@dataclass(frozen=True, slots=True)
class NotMineNoted:
    """A person says a project is not theirs; the office sees it."""

    project: Project
    person: str


@dataclass(frozen=True, slots=True)
class DigestItem:
    """A project somebody is reminded of: a negative rung is overdue by so many days."""

    line: ProjectStanding
    rung: int
    role: Role

    @property
    def asks_owner(self) -> bool:
        """Whether the reader is to answer, and not only to know."""
        return self.role in {Role.RESPONSIBLE, Role.LIAISON}


@dataclass(frozen=True, slots=True)
class Digest:
    """One person's bundled message of a morning.

    `first_look` is the assignment card; of projects shown before whose 知悉 is still missing
    only the number is told where something is due.
    """

    person: Person
    day: date
    items: tuple[DigestItem, ...]
    first_look: tuple[ProjectStanding, ...]
    healthy: int
    still_unaware: tuple[int, ...] = ()

    @property
    def others(self) -> tuple[DigestItem, ...]:
        """What is due among the projects that the first look does not show anyway."""
        shown = {line.project.id for line in self.first_look}
        return tuple(item for item in self.items if item.line.project.id not in shown)

    @property
    def parts(self) -> tuple[Role, ...]:
        """As what the reader is to know of the projects of the first look."""
        held = {
            duty.role
            for line in self.first_look
            for duty in line.project.duties
            if duty.person_id == self.person.id
        }
        return tuple(role for role in Role if role in held)

    @property
    def asks_owner(self) -> bool:
        """Whether any item is to be answered."""
        return any(item.asks_owner for item in self.items)
