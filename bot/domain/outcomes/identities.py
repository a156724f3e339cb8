"""Who and what is the same."""

from dataclasses import dataclass

from bot.domain.records import Person, Project


@dataclass(frozen=True, slots=True)
class MergeAsked:
    """Two entries that would become one; nothing has changed yet."""

    first: Person
    second: Person
    first_projects: int
    second_projects: int


@dataclass(frozen=True, slots=True)
class PeopleMerged:
    """The first is an entry of the second from now on."""

    first: Person
    second: Person


@dataclass(frozen=True, slots=True)
class PersonSplit:
    """Projects are a namesake's, who was entered."""

    new: Person
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True)
class UnitRenamed:
    """A unit has another name; the former one still finds it."""

    unit_id: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class JoinAsked:
    """Two units that would become one; nothing has changed yet."""

    first_id: int
    second_id: int
    first: str
    second: str
    projects: int


@dataclass(frozen=True, slots=True)
class UnitsJoined:
    """The first unit is a name for the second from now on."""

    first: str
    second: str
    projects: int
