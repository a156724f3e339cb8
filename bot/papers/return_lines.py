"""What the investment return shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.returns import ReturnLine


@dataclass(frozen=True, slots=True)
class ReturnPaper:
    """A month's return; `note` says as of when, how many have returned, and whether it is locked."""

    title: str
    note: str
    lines: Sequence[ReturnLine]
