"""When an assignment card goes out again, and which projects their leaders know of 知情."""

from collections.abc import Sequence
from datetime import date, timedelta


def next_card_on(first_told: date, today: date, ladder: Sequence[int]) -> date | None:
    """Return the next day after *today* on which a card not acknowledged goes out again.

    Args:
        first_told: The day on which the first card arrived.
        today: Calendar day in the county's zone.
        ladder: Days after the first card, from near to far.

    None after the last rung: from then on the person stands in the office's list alone.
    """
    days = (first_told + timedelta(days=rung) for rung in ladder)
    return next((day for day in days if day > today), None)
