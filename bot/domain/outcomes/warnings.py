"""What is done about warnings: answered as a whole, snoozed, released, watched, rested."""

from dataclasses import dataclass
from datetime import date, time

from bot.domain.audits import Difference
from bot.domain.outcomes.projects import ProjectStanding
from bot.domain.policies import Policy
from bot.domain.records import Project


@dataclass(frozen=True, slots=True)
class SameNoted:
    """照旧 was noted on several projects; of overdue ones a new date is still asked."""

    noted: tuple[Project, ...]
    overdue: tuple[ProjectStanding, ...]


@dataclass(frozen=True, slots=True)
class FillIn:
    """One of the projects that a bundled message asked about, with what was last told of it."""

    line: ProjectStanding
    index: int
    asked: tuple[int, ...]
    told_on: date | None


@dataclass(frozen=True, slots=True)
class Snoozed:
    """What a message told rests until a day; *refused* nodes have rested *most* times before.

    What was asked `comes_back` on that day; who was only told hears of it at the next rung.
    """

    rests: int
    comes_back: int
    refused: int
    until: date
    most: int


@dataclass(frozen=True, slots=True)
class ChiefList:
    """Cases that wait for the office to release them to the chief."""

    lines: tuple[ProjectStanding, ...]


@dataclass(frozen=True, slots=True)
class CasesReleased:
    """Cases are on the chief's list: who reads of them, and who is to be told by phone."""

    projects: tuple[Project, ...]
    told: tuple[str, ...]
    to_phone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyWatch:
    """The office is to say why a project comes under special watch, or leaves it."""

    project: Project


@dataclass(frozen=True, slots=True)
class WatchChanged:
    """Special watch was set on a project, or lifted."""

    project: Project
    reason: str
    on: bool


@dataclass(frozen=True, slots=True)
class StopEntered:
    """A season in which a project rests is kept."""

    project: Project
    first_day: date
    last_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class StopLifted:
    """What was left of a project's seasons of rest is cancelled; none if it had none."""

    project: Project
    seasons: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class HolidaysEntered:
    """The holiday notice of a year is kept; it leaves so many working days."""

    year: int
    days_off: int
    workdays: int
    working_days: int


@dataclass(frozen=True, slots=True)
class HoursSet:
    """When a person reads their daily message, in which zone, and their own rest days."""

    digest_at: time
    zone: str
    rest_weekdays: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class PolicyInWords:
    """The policy as the office reads it."""

    policy: Policy
    missing_year: int | None


@dataclass(frozen=True, slots=True)
class AuditFailed:
    """What the self-audit of a day found: reminders that did not do what they should have.

    The policy says in what days a step is counted; a rung is in calendar days, whatever its ladder.
    """

    day: date
    differences: tuple[Difference, ...]
    policy: Policy
