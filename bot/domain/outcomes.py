"""What services hand to the texts: one frozen record for each thing a person can be told."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.escalations import Skip, Step
from bot.domain.lights import Standing
from bot.domain.permissions import Action
from bot.domain.rates import Headline, Rate
from bot.domain.records import Person, Project, ReportLine
from bot.domain.terms import Role


@dataclass(frozen=True, slots=True)
class ProjectStanding:
    """A project as it stands on a day; `days_left` is negative once the next node is overdue."""

    project: Project
    standing: Standing
    days_left: int


@dataclass(frozen=True, slots=True)
class ProjectList:
    """A page of somebody's projects, worst first."""

    lines: tuple[ProjectStanding, ...]
    page: int
    pages: int
    total: int
    to_acknowledge: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the best matches of *total*."""

    words: str
    lines: tuple[ProjectStanding, ...]
    total: int


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of a project: when, by whom, what from what to what, and why."""

    at: datetime
    by: str
    field: str
    old: str | None
    new: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """What was changed on a project, newest first."""

    project: Project
    lines: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A recorded step of an overdue case."""

    on: date
    step: Step
    name: str | None
    to_phone: bool
    skipped: Skip | None


@dataclass(frozen=True, slots=True)
class Card:
    """All there is to say of one project to one person."""

    line: ProjectStanding
    reports: tuple[ReportLine, ...]
    steps: tuple[StepLine, ...]
    extensions: int
    allowed: frozenset[Action]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the ledger that went from *old* to *new*."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Receipt:
    """A reply was recorded: old → new, and how the project stands now."""

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


@dataclass(frozen=True, slots=True)
class ChangedProject:
    """A project that a file tells differently."""

    code: str
    name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of a file that cannot be taken."""

    row: int
    name: str
    reason: str
    cell: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What applying a ledger file would do."""

    batch_id: int
    file_name: str
    new: int
    changed: tuple[ChangedProject, ...]
    unchanged: int
    missing: tuple[str, ...]
    refused: tuple[Refusal, ...]
    warned: int


@dataclass(frozen=True, slots=True)
class ImportApplied:
    """What applying a ledger file did; nobody has been told yet."""

    batch_id: int
    file_name: str
    new: int
    changed: int
    refused: int
    not_linked: int
    told: int


@dataclass(frozen=True, slots=True)
class ImportCancelled:
    """The file was put aside; the ledger is as before."""

    file_name: str


@dataclass(frozen=True, slots=True)
class ImportUndone:
    """All that an import did was taken back."""

    file_name: str
    removed: int
    restored: int


@dataclass(frozen=True, slots=True)
class CardsSent:
    """Assignment cards are on their way."""

    people: int
    not_linked: int


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """知悉 was noted for all of a person's projects."""

    new: int
    total: int


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
    """One person's bundled message of a morning."""

    person: Person
    day: date
    items: tuple[DigestItem, ...]
    first_look: tuple[ProjectStanding, ...]
    healthy: int

    @property
    def others(self) -> tuple[DigestItem, ...]:
        """What is due among the projects that the first look does not show anyway."""
        shown = {line.project.id for line in self.first_look}
        return tuple(item for item in self.items if item.line.project.id not in shown)

    @property
    def leads(self) -> bool:
        """Whether the reader leads the projects of the first look rather than carries them out."""
        return any(
            duty.person_id == self.person.id
            for line in self.first_look
            for duty in line.project.leaders
        )

    @property
    def asks_owner(self) -> bool:
        """Whether any item is to be answered."""
        return any(item.asks_owner for item in self.items)


@dataclass(frozen=True, slots=True)
class Summary:
    """How things stand, with all that is needed to check it."""

    as_of: datetime
    headline: Headline
    worst: tuple[ProjectStanding, ...]
    aware_leaders: Rate
    unread: int
    undelivered: int
    not_linked: int
    refused_rows: int
    office_view: bool
    may_export: bool

    @property
    def troubles(self) -> bool:
        """Whether the office has anything to look into."""
        counts = (self.unread, self.undelivered, self.not_linked, self.refused_rows)
        return self.office_view and any(counts)


@dataclass(frozen=True, slots=True)
class Unread:
    """What people wrote that is still not understood."""

    lines: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class LostLine:
    """A message that did not arrive, or an update that could not be handled (`incoming`)."""

    at: datetime
    name: str
    words: str
    why: str
    incoming: bool


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What did not arrive, and what came in and could not be handled."""

    lines: tuple[LostLine, ...]


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
    """A person has just been linked, or says /start again."""

    person: Person
    projects: int


@dataclass(frozen=True, slots=True)
class Help:
    """What a person can say and tap."""

    reports: bool
    lists: bool
    sums_up: bool
    keeps_ledger: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is not text was kept for the office: `what` is a key of the texts."""

    what: str


Outcome = (
    ProjectList | Card | Receipt | ReportUndone | Ask | QuestionDropped | DifficultyNoted
    | DifficultyRaised | ImportPreview | ImportApplied | ImportCancelled | ImportUndone
    | CardsSent | Acknowledged | WhichIsNotMine | NotMineNoted | Digest | Summary | Unread | Undelivered
    | Invited | WhichPerson | Welcome | Help | Kept | Relayed | Instruction | PercentChanged | Why | DateRequest | DateDecided | Found | History
)  # fmt: skip
