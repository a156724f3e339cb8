"""Later dates, difficulties and instructions on their way between people."""

from dataclasses import dataclass
from datetime import date

from bot.domain.outcomes.projects import ProjectStanding
from bot.domain.records import Project


@dataclass(frozen=True, slots=True)
class DateRequest:
    """A later date asked for: what the deciding leader reads, and what became of it.

    `state` is asked, granted or refused; `decided_by` is empty until somebody decided. `to_phone`
    is set where the office reads it, because the one who decides cannot be written to.
    """

    request_id: int
    line: ProjectStanding
    by: str
    old_date: date
    new_date: date
    reason: str
    state: str
    decided_by: str
    to_phone: str = ""


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
    """A leader's words, or that they urge (None), as those who answer for the project read them.

    The office reads them where it is *to_phone*: nobody who answers for it can be written to.
    """

    line: ProjectStanding
    by: str
    words: str | None
    to_phone: bool = False


@dataclass(frozen=True, slots=True)
class Urged:
    """A project was urged 督促; *told* are the names of those who read it."""

    project: Project
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstructionAnswered:
    """What a leader reads when those who carry a project out answer what they asked."""

    line: ProjectStanding
    asked: str | None
    by: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnsweredInWords:
    """Words were passed on to the leader who had asked, *to*; they told no progress.

    `asks_besides` says that figures in them are still asked about.
    """

    project: Project
    to: str
    words: str
    is_told: bool
    asks_besides: bool = False


@dataclass(frozen=True, slots=True)
class InstructionLine:
    """What a leader asked and nobody answered in time; *words* is None where they urged."""

    project: Project
    by: str
    words: str | None
    given_on: date


@dataclass(frozen=True, slots=True)
class InstructionList:
    """What leaders asked and is not answered in time, for the office to phone about."""

    lines: tuple[InstructionLine, ...]
