"""Who cannot be reached, and which projects nobody knows of or answers for."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.rates import Rate
from bot.domain.records import Person, Project
from bot.domain.terms import Role


class Contact(StrEnum):
    """How a person can be reached; the first of these that holds is theirs."""

    NOT_LINKED = "not_linked"
    UNREACHABLE = "unreachable"
    AWAY = "away"
    SILENT = "silent"
    UNANSWERED = "unanswered"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as the office sees them; *silent_days* are working days without a word."""

    person: Person
    contact: Contact
    projects: int
    silent_days: int
    delegate: str | None

    @property
    def role(self) -> Role:
        """The highest of the person's roles."""
        return min(self.person.roles, key=list(Role).index)


@dataclass(frozen=True, slots=True)
class Roster:
    """How many people stand how."""

    total: int
    counts: tuple[tuple[Contact, int], ...]


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """A page of the people who stand in one way."""

    contact: Contact
    lines: tuple[PersonLine, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post over a unit that nobody holds, told once whatever the number of its projects."""

    unit: str
    role: Role
    projects: int


@dataclass(frozen=True, slots=True)
class Unstaffed:
    """A project without a responsible person; its unit head was asked to name one by *due*."""

    project: Project
    due: date | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A person says that a project is not theirs."""

    project: Project
    person_id: int
    name: str
    role: Role
    at: datetime


@dataclass(frozen=True, slots=True)
class Gaps:
    """Everything that keeps the county from knowing of its projects."""

    as_of: datetime
    aware_leaders: Rate
    aware_line_leaders: Rate
    without_leader: tuple[Project, ...]
    vacancies: tuple[Vacancy, ...]
    unstaffed: tuple[Unstaffed, ...]
    refused_rows: int
    disputes: int
    people: tuple[tuple[Contact, int], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is missing."""
        lists = (self.without_leader, self.vacancies, self.unstaffed, self.people)
        return not any(lists) and not self.refused_rows and not self.disputes


@dataclass(frozen=True, slots=True)
class Disputes:
    """A disputed project, the oldest of *total*, for the office to settle."""

    first: Dispute | None
    total: int


@dataclass(frozen=True, slots=True)
class DisputeSettled:
    """The office said that a project stays with whom it was."""

    dispute: Dispute


@dataclass(frozen=True, slots=True)
class StaysYours:
    """What is told to whoever said that a project is not theirs."""

    project: Project
    role: Role


@dataclass(frozen=True, slots=True)
class RowsToComplete:
    """Rows of the last ledger file that wait to be completed 待补登."""

    file_name: str
    lines: tuple[tuple[int, str, str], ...]
