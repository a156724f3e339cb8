"""What a calendar shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A deadline: the same `uid` is the same entry, of which the highest `sequence` holds.

    `alarms` are counted from the midnight with which the day begins, negative ones lie before it.
    """

    uid: str
    sequence: int
    day: date
    title: str
    notes: str
    cancelled: bool
    alarms: Sequence[timedelta] = ()
