"""What a register of units would do, and did."""

from dataclasses import dataclass

from bot.domain.outcomes.replies import FieldChange
from bot.domain.unit_rows import RefusedUnit


@dataclass(frozen=True, slots=True)
class ChangedUnit:
    """A unit that a register tells differently."""

    unit: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RegisterPreview:
    """What applying a register would do."""

    batch_id: int
    file_name: str
    new: tuple[str, ...]
    changed: tuple[ChangedUnit, ...]
    unchanged: int
    missing: tuple[str, ...]
    refused: tuple[RefusedUnit, ...]


@dataclass(frozen=True, slots=True)
class RegisterApplied:
    """What applying a register did."""

    batch_id: int
    file_name: str
    new: int
    changed: int
    not_linked: int


@dataclass(frozen=True, slots=True)
class RegisterDropped:
    """A register was put aside, or undone."""

    file_name: str
    undone: bool
