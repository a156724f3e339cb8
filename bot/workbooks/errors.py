"""Why a file cannot be read as a ledger; each error crosses a process boundary by its `args`."""

from bot.domain.errors import LedgerError
from bot.domain.ledger_rows import Field


class UnreadableFileError(LedgerError):
    """The file *filename* cannot be read; subclasses say why."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename


class NotAWorkbookError(UnreadableFileError):
    """It is no spreadsheet, whatever its name says."""

    text = "error.file_not_a_workbook"


class FileHasPasswordError(UnreadableFileError):
    """It is encrypted."""

    text = "error.file_has_password"


class FileHasMacrosError(UnreadableFileError):
    """It carries macros, which a ledger has no need of."""

    text = "error.file_has_macros"


class FileDamagedError(UnreadableFileError):
    """It is a spreadsheet, but cut off or broken."""

    text = "error.file_damaged"


class FileEmptyError(UnreadableFileError):
    """No visible sheet has anything in it."""

    text = "error.file_empty"


class FileTooBigError(UnreadableFileError):
    """Unpacked it takes more than *limit_mb* megabytes."""

    text = "error.file_too_big"

    def __init__(self, filename: str, limit_mb: int) -> None:
        LedgerError.__init__(self, filename, limit_mb)
        self.filename = filename
        self.limit_mb = limit_mb


class SheetTooBigError(LedgerError):
    """The sheet (None: a text file) reaches to *cell*; *rows* × *columns* are allowed."""

    text = "error.sheet_too_big"

    def __init__(self, sheet: str | None, cell: str, rows: int, columns: int) -> None:
        super().__init__(sheet, cell, rows, columns)
        self.sheet = sheet
        self.cell = cell
        self.rows = rows
        self.columns = columns


class SideBySideError(LedgerError):
    """Two tables stand side by side in *sheet* (None: a text file), under the header in *row*."""

    text = "error.side_by_side"

    def __init__(self, sheet: str | None, row: int) -> None:
        super().__init__(sheet, row)
        self.sheet = sheet
        self.row = row


class HeaderNotFoundError(LedgerError):
    """No visible sheet has a header with name, owner, leader and deadline.

    *row* of *sheet* came nearest and lacks *missing*; None and empty if nothing came near.
    """

    text = "error.header_not_found"

    def __init__(
        self, filename: str, sheet: str | None, row: int | None, missing: tuple[Field, ...]
    ) -> None:
        super().__init__(filename, sheet, row, missing)
        self.filename = filename
        self.sheet = sheet
        self.row = row
        self.missing = missing
