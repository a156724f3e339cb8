"""What a ledger file would do, and did."""

from dataclasses import dataclass

from bot.domain.outcomes.replies import FieldChange
from bot.domain.records import Project


@dataclass(frozen=True, slots=True)
class ChangedProject:
    """A project that a file tells differently."""

    code: str
    name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of a file that cannot be taken."""

    row: int
    name: str
    reason: str
    cell: str | None
    text: str


@dataclass(frozen=True, slots=True)
class SimilarName:
    """A new row that may be a project of the ledger, which somebody must say."""

    position: int
    row: int
    name: str
    owner: str
    project: Project


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What applying a ledger file would do.

    `similar` rows must be settled before. `kept` rows repeat a first plan that was changed since.
    `is_stale`: the ledger changed while an earlier preview waited.
    """

    batch_id: int
    file_name: str
    new: int
    changed: tuple[ChangedProject, ...]
    unchanged: int
    missing: tuple[str, ...]
    refused: tuple[Refusal, ...]
    warned: int
    unread_sheets: tuple[str, ...] = ()
    similar: tuple[SimilarName, ...] = ()
    kept: int = 0
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class ImportApplied:
    """What applying a ledger file did; nobody has been told yet."""

    batch_id: int
    file_name: str
    new: int
    changed: int
    refused: int
    not_linked: int


@dataclass(frozen=True, slots=True)
class ReadingFile:
    """A file came in and is being read."""

    file_name: str


@dataclass(frozen=True, slots=True)
class ImportCancelled:
    """The file was put aside; the ledger is as before."""

    file_name: str


@dataclass(frozen=True, slots=True)
class ImportUndone:
    """All that an import did was taken back."""

    file_name: str
    removed: int
    restored: int
