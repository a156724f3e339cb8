"""Later dates, difficulties and instructions on their way between people."""

from dataclasses import dataclass
from datetime import date

from bot.domain.outcomes.projects import ProjectStanding
from bot.domain.records import Project


@dataclass(frozen=True, slots=True)
class DateRequest:
    """A later date asked for: what the deciding leader reads, and what became of it.

    `state` is asked, granted or refused; `decided_by` is empty until somebody decided.
    """

    request_id: int
    line: ProjectStanding
    by: str
    old_date: date
    new_date: date
    reason: str
    state: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class DateDecided:
    """What the one who asked for a later date hears."""

    request: DateRequest


@dataclass(frozen=True, slots=True)
class Relayed:
    """A leader's words were handed on; *told* are the names of those who read them."""

    projects: tuple[Project, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instruction:
    """A leader's words, as those who answer for the project read them."""

    line: ProjectStanding
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class DifficultyNoted:
    """What becomes of a difficulty: sent on to the leader, or only recorded."""

    project: Project
    difficulty: str
    sent_to: tuple[str, ...]
    asked_to_send: bool


@dataclass(frozen=True, slots=True)
class DifficultyRaised:
    """What a leader reads when a difficulty is sent on to them."""

    line: ProjectStanding
    difficulty: str
    by: str
