"""Deadlines as people write them: `read_deadline` for a text, `find_deadlines` within one.

The grammar is loaded when the first text is read, to keep the start-up short.
"""
# ruff: noqa: PLC0415 -- see above

from datetime import date

from bot.domain.calendars import NO_OVERRIDES, Overrides
from bot.domain.deadlines.readings import DateOption, DeadlineReading, Mode, Reason


def read_deadline(
    text: str,
    reference: date,
    mode: Mode = Mode.CHAT,
    *,
    overrides: Overrides = NO_OVERRIDES,
    previous: date | None = None,
) -> DeadlineReading:
    """Return the deadline that *text* names: a date, a question, or nothing; see `reader`."""
    from bot.domain.deadlines import reader

    return reader.read_deadline(text, reference, mode, overrides=overrides, previous=previous)


def find_deadlines(
    text: str,
    reference: date,
    mode: Mode = Mode.CHAT,
    *,
    overrides: Overrides = NO_OVERRIDES,
    previous: date | None = None,
) -> tuple[DeadlineReading, ...]:
    """Return each date that is named within a longer *text*, in order; see `reader`."""
    from bot.domain.deadlines import reader

    return reader.find_deadlines(text, reference, mode, overrides=overrides, previous=previous)


__all__ = [
    "DateOption",
    "DeadlineReading",
    "Mode",
    "Reason",
    "find_deadlines",
    "read_deadline",
]
