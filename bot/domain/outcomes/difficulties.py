"""What holds projects up, as those who can help read of it."""

from dataclasses import dataclass
from datetime import date

from bot.domain.outcomes.projects import ProjectStanding
from bot.domain.records import Project


@dataclass(frozen=True, slots=True)
class DifficultyLine:
    """An open difficulty; `asks_teller` says that its teller has not said yet who is to know."""

    id: int
    project: Project
    words: str
    by: str
    raised_on: date
    report_id: int
    lead_unit: str | None
    wanted_by: date | None
    is_late: bool
    asks_teller: bool


@dataclass(frozen=True, slots=True)
class DifficultyList:
    """The open difficulties that a person may see, late ones first; *total* of them."""

    lines: tuple[DifficultyLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DifficultyNoted:
    """What becomes of a difficulty: sent on or only recorded.

    `sent_to` read it, `to_phone` cannot be written to; the office was told of them.
    """

    project: Project
    difficulty: str
    sent_to: tuple[str, ...]
    asked_to_send: bool
    to_phone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DifficultyRaised:
    """What a leader reads when a difficulty is sent on; the office reads whom it did not reach."""

    line: ProjectStanding
    difficulty: DifficultyLine
    to_phone: tuple[str, ...] = ()
    may_steer: bool = True


@dataclass(frozen=True, slots=True)
class DifficultySteered:
    """Somebody said who is to solve a difficulty and by when."""

    difficulty: DifficultyLine
    by: str


@dataclass(frozen=True, slots=True)
class DifficultySolved:
    """Somebody said that a difficulty is solved."""

    difficulty: DifficultyLine
    by: str
