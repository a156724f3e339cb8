"""What becomes of what people write: receipts and questions back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.outcomes.difficulties import DifficultyNoted
from bot.domain.outcomes.projects import ProjectStanding
from bot.domain.records import Project


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the ledger that went from *old* to *new*."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Receipt:
    """A reply was recorded: old → new, and how the project stands now.

    `unsummed_wan` is an amount that is kept, and in no sum of this year for nobody has told one.
    `noted` tells whom a difficulty went to, `is_date_told` whether a later date reached whoever
    decides, `open_difficulties` among how many the solved one is still to be named, `answered_to`
    which leaders read it as the answer to what they asked, `ended_difficulties` what held the
    project up and ended with its completion.
    """

    report_id: int
    line: ProjectStanding
    changes: tuple[FieldChange, ...]
    reporter: str
    for_office: bool
    no_progress: bool
    difficulty: str | None
    coordinating: bool
    new_date: date | None
    is_request: bool
    evidence: int
    asks_completed: bool
    unsummed_wan: Decimal | None = None
    noted: DifficultyNoted | None = None
    is_date_told: bool = True
    open_difficulties: int = 0
    answered_to: tuple[str, ...] = ()
    ended_difficulties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportUndone:
    """A report was taken back; the figures are as before it."""

    line: ProjectStanding
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A ready-made answer: *meaning* is a key of the texts, *label* a value or name shown."""

    meaning: str
    label: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question back, stored until it is answered or a day has gone by.

    `about` is what the reason speaks of beside the project, such as who told another percent.
    """

    question_id: int
    reason: str
    words: str
    project: Project | None
    choices: tuple[Choice, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class QuestionDropped:
    """The person tapped *never mind*: nothing was recorded."""


@dataclass(frozen=True, slots=True)
class PercentChanged:
    """Somebody told another percent of a project on the day one had been told."""

    line: ProjectStanding
    by: str


@dataclass(frozen=True, slots=True)
class FactRead:
    """One fact of a text: which rule read it from which words."""

    fact: str
    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class Why:
    """How a person's last message was read."""

    words: str
    facts: tuple[FactRead, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is not text was kept for the office: `what` is a key of the texts."""

    what: str
