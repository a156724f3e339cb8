"""What comes out of reading a deadline."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.terms import MilestoneKind, Status


class Mode(StrEnum):
    """Where the text stands: people type a chat in a hurry, a cell is one of a column of dates."""

    CHAT = "chat"
    CELL = "cell"


class Reason(StrEnum):
    """Why a text is asked back, or holds no date; the words for it live in the texts."""

    AGO = "ago"
    APPROXIMATE = "approximate"
    BARE_DURATION = "bare_duration"
    BARE_NUMBER = "bare_number"
    DAY_OR_DURATION = "day_or_duration"
    DAY_OR_MONTH_FIRST = "day_or_month_first"
    FIGURES = "figures"
    IMPOSSIBLE = "impossible"
    LAPSED = "lapsed"
    LUNAR_OR_SOLAR = "lunar_or_solar"
    NEGATED = "negated"
    NO_DATE = "no_date"
    NO_TABLE = "no_table"
    OPEN_START = "open_start"
    OTHER_START = "other_start"
    PARTLY_READ = "partly_read"
    PAST = "past"
    SEVERAL_DATES = "several_dates"
    TODAY_OR_NEXT = "today_or_next"
    TOO_FAR = "too_far"
    TOO_LONG = "too_long"
    TWO_READINGS = "two_readings"
    UNKNOWN_PREVIOUS = "unknown_previous"
    VAGUE = "vague"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class DateOption:
    """One ready-made choice of a question; *label* is a short key that says which reading it is."""

    label: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """What a text says about a deadline.

    Attributes:
        text: The text as it was typed.
        status: Ok with a date; ask with a reason and the possible readings; or none.
        date: The last day that counts as on time; only with ok.
        rule: Name of the grammar's rule that read it.
        span: Where in the text the date stands.
        options: Choices to ask with, the likeliest first; may be empty.
        reason: A `Reason`, unless ok.
        kind: Whether a start or a finish is due, where the text says so.
    """

    text: str
    status: Status
    date: dt.date | None = None
    rule: str | None = None
    span: tuple[int, int] | None = None
    options: tuple[DateOption, ...] = ()
    reason: str | None = None
    kind: MilestoneKind | None = None
