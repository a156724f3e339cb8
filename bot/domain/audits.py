"""What the daily self-audit may find: reminders that did not do what they should have."""

from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """What is wrong with a rung or a step.

    JOINED is no difference: somebody took a post on after the rung was planned and is told of it
    now; found again on the next day it is UNPLANNED.
    """

    UNPLANNED = "unplanned"
    UNSENT = "unsent"
    UNFOUNDED = "unfounded"
    STEP_MISSING = "step_missing"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Difference:
    """A rung, or a step of an overdue case, that is not as it should be.

    `rung` is days to the deadline; of a step its overdue days, below zero. `person` is empty
    where nobody in particular is meant.
    """

    finding: Finding
    code: str
    person: str
    rung: int
