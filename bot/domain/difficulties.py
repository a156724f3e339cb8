"""When a difficulty comes back to a person's bundled message (RULES.md sections 5 and 8)."""

from datetime import date, timedelta

AGAIN_AFTER = timedelta(days=7)
"""What is left untouched comes back once a week, and not every morning."""


def is_late(wanted_by: date | None, today: date) -> bool:
    """Return whether the day on which a solution was wanted has passed."""
    return wanted_by is not None and wanted_by < today


def is_due(raised_on: date, wanted_by: date | None, listed_on: date | None, today: date) -> bool:
    """Return whether an open difficulty belongs in today's bundled message.

    One without a date from the day after it was raised, one with a date once that has passed;
    each once, then once a week. Asked twice on a day the answer is the same.
    """
    first = (raised_on if wanted_by is None else wanted_by) + timedelta(days=1)
    if today < first:
        return False
    return (
        listed_on is None
        or listed_on == today
        or listed_on < first
        or today >= listed_on + AGAIN_AFTER
    )
