"""Deadlines as people write them: `read_deadline` for a text, `find_deadlines` within one."""

from bot.domain.deadlines.reader import find_deadlines, read_deadline
from bot.domain.deadlines.readings import DateOption, DeadlineReading, Mode, Reason

__all__ = [
    "DateOption",
    "DeadlineReading",
    "Mode",
    "Reason",
    "find_deadlines",
    "read_deadline",
]
