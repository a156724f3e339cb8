"""What a progress reply says, as read: facts, choices to ask back with, and why."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.terms import MilestoneKind, Period, Status, WorksState


class Asked(StrEnum):
    """What the bot had just asked when the reply came."""

    NOTHING = "nothing"
    PERCENT = "percent"


class CumulativeLabel(StrEnum):
    """Which sum a cumulative amount is, as far as the text says."""

    YEAR = "year"
    SINCE_START = "since_start"
    UNSAID = "unsaid"


class NewDateKind(StrEnum):
    """Whether a new date is asked for (申请, 延期) or only foreseen (预计, 争取)."""

    REQUEST = "request"
    FORECAST = "forecast"


class Scope(StrEnum):
    """Which of a person's projects the words *nothing new* speak of."""

    ONE = "one"
    ALL = "all"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """What one reply says of one project; None and False where it says nothing.

    Money is in 万元. `counted_wan` is what of `period_wan` no earlier report had told, where that
    is not all of it. `cumulative_wan` holds the labelled sum; `year_wan` this year's amount when
    it stands beside a sum since the start. `difficulty` is in the words of the person.
    """

    code: str | None = None
    percent: Decimal | None = None
    plan_percent: Decimal | None = None
    part_percents: tuple[tuple[str, Decimal], ...] = ()
    works_state: WorksState | None = None
    resumed: bool = False
    period_wan: Decimal | None = None
    period: Period | None = None
    counted_wan: Decimal | None = None
    cumulative_wan: Decimal | None = None
    cumulative_label: CumulativeLabel | None = None
    year_wan: Decimal | None = None
    difficulty: str | None = None
    difficulty_solved: bool = False
    coordinate: bool = False
    new_date: date | None = None
    new_date_kind: NewDateKind | None = None
    new_date_of: MilestoneKind | None = None
    postponed_reason: str | None = None
    no_progress: bool = False
    no_progress_scope: Scope | None = None

    @property
    def told(self) -> bool:
        """Whether anything but the code was said that can be recorded."""
        return any(
            getattr(self, field.name) != field.default
            for field in fields(self)
            if field.name != "code"
        )


@dataclass(frozen=True, slots=True)
class Trace:
    """Which rule read which fact, from which stretch of the text as typed."""

    fact: str
    rule: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReplyOption:
    """A ready-made answer to what was in doubt: tapping it records *facts*.

    `label` is what the choice says in the words of the text; `meaning` is a stable key from
    which the caller may word it better.
    """

    meaning: str
    label: str
    facts: ReplyFacts


@dataclass(frozen=True, slots=True)
class ReplyReading:
    """The reading of one reply: record *facts* if OK, ask with *options* if ASK."""

    text: str
    status: Status
    facts: ReplyFacts = ReplyFacts()
    options: tuple[ReplyOption, ...] = ()
    reason: str | None = None
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyPart:
    """One project's share of a message; *text* can be read on its own, code included."""

    code: str | None
    text: str


def to_json(reading: ReplyReading) -> dict[str, object]:
    """Return the reading as the command line prints it: absent values null, money in 万元."""
    facts = reading.facts
    return {
        "text": reading.text,
        "status": reading.status.value,
        "percent": _number(facts.percent),
        "works_state": facts.works_state and facts.works_state.value,
        "resumed": facts.resumed,
        "cumulative_wan": _number(facts.cumulative_wan),
        "period_wan": _number(facts.period_wan),
        "plan_percent": _number(facts.plan_percent),
        "difficulty": facts.difficulty,
        "new_date": facts.new_date and facts.new_date.isoformat(),
        "code": facts.code,
        "no_progress": facts.no_progress,
        "options": [option.label for option in reading.options],
        "reason": reading.reason,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
