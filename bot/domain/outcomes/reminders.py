"""Bundled messages, and who is aware of what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.escalations import Step
from bot.domain.outcomes.cases import InstructionLine
from bot.domain.outcomes.difficulties import DifficultyLine
from bot.domain.outcomes.projects import ProjectStanding
from bot.domain.records import MilestoneLine, Person, Project
from bot.domain.terms import MilestoneKind, Role


@dataclass(frozen=True, slots=True)
class CardsSent:
    """Assignment cards are on their way to *people*.

    `waiting` are those among them who read theirs from `opens_at` on, when their working day
    begins; `reason` is why nobody waited for that.
    """

    people: int
    not_linked: int
    waiting: int = 0
    opens_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """知悉 was noted for a person's projects, and for those *instead_of* whom they stand in.

    `left` are those they have not been told of yet.
    """

    new: int
    total: int
    instead_of: tuple[str, ...] = ()
    left: int = 0


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
class Call:
    """Whom the office is to phone of a case: a step's holder, or nobody where none holds it."""

    step: Step
    name: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class MissingReport:
    """A project whose weekly report is missing, and who owes it."""

    project_id: int
    code: str
    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class DigestItem:
    """A node somebody is reminded of: a negative rung is overdue by so many days.

    `days_left` are those of this node, which need not be the project's next. `calls` are whom the office is to phone; `principal` is whose post the reader stands in for.
    """

    line: ProjectStanding
    node: MilestoneLine
    days_left: int
    rung: int
    role: Role
    calls: tuple[Call, ...] = ()
    principal: str | None = None

    @property
    def is_watched(self) -> bool:
        """Whether the project is under special watch 挂牌督战."""
        return self.line.project.watched_on is not None

    @property
    def asks_owner(self) -> bool:
        """Whether the reader is to answer, and not only to know."""
        return self.role in {Role.RESPONSIBLE, Role.LIAISON}

    @property
    def awaits_start(self) -> bool:
        """Whether the node is a start that was not made: then a percent says nothing."""
        begun = self.line.project.works_state.has_started
        return self.node.kind is MilestoneKind.START and not begun

    @property
    def is_of_another_year(self) -> bool:
        """Whether the deadline is not in the year of the day on which this is read."""
        today = self.node.deadline - timedelta(days=self.days_left)
        return today.year != self.node.deadline.year


@dataclass(frozen=True, slots=True)
class Notices:
    """What stands below the projects of a bundled message.

    `unreported` are the reader's own projects whose weekly report is due today, `unreturned` those
    whose investment is still to be told by the end of *return_by*. The office alone
    reads whose report was `missed`, how many cases wait `to_release`, what leaders asked that
    is `unanswered`, and the year whose holiday notice is missing.
    """

    unreported: tuple[ProjectStanding, ...] = ()
    report_by: time = time(12)
    missed: tuple[MissingReport, ...] = ()
    to_release: int = 0
    missing_year: int | None = None
    unreturned: tuple[ProjectStanding, ...] = ()
    return_by: date | None = None
    difficulties: tuple[DifficultyLine, ...] = ()
    unanswered: tuple[InstructionLine, ...] = ()

    @property
    def say_something(self) -> bool:
        """Whether they alone are worth a message; what waits for the office does not repeat daily."""
        news = (self.unreported, self.unreturned, self.missed, self.missing_year)
        return any(news) or bool(self.difficulties or self.unanswered)


@dataclass(frozen=True, slots=True)
class Digest:
    """One person's bundled message of a morning.

    `first_look` is the assignment card; of projects shown before whose 知悉 is still missing
    only the number is told where something is due. `most_lines` is what it may be long.
    """

    person: Person
    day: date
    items: tuple[DigestItem, ...]
    first_look: tuple[ProjectStanding, ...]
    healthy: int
    still_unaware: tuple[int, ...] = ()
    notices: Notices = Notices()
    unknown_year: int | None = None
    most_lines: int = 10

    @property
    def says_something(self) -> bool:
        """Whether there is anything to be sent for."""
        return bool(self.items or self.first_look or self.notices.say_something)

    @property
    def due(self) -> Mapping[int, DigestItem]:
        """What is due by the number of its project."""
        return {item.line.project.id: item for item in self.items}

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
    def shown(self) -> tuple[int, ...]:
        """The projects whose assignment card it is."""
        return (*(line.project.id for line in self.first_look), *self.still_unaware)

    @property
    def asked(self) -> tuple[Project, ...]:
        """The projects of which the reader is to tell something."""
        due = (item.line.project for item in self.items if item.asks_owner)
        return (*due, *(line.project for line in self.notices.unreported))

    @property
    def example(self) -> Project:
        """A project to show how to answer: one that is under way, if there is any."""
        return next((each for each in self.asked if not each.awaits_start), self.asked[0])

    @property
    def asks_one(self) -> bool:
        """Whether the message speaks of one project alone, and asks of it."""
        return len(self.asked) == 1 and not self.first_look and len(self.items) <= 1

    @property
    def asks_owner(self) -> bool:
        """Whether anything is to be answered."""
        return bool(self.asked)
