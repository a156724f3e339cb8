"""A county's ledger file, read: its projects, the rows refused and why, and all the others."""

from dataclasses import replace
from datetime import date

from bot.domain.ledger_rows import LedgerFile
from bot.workbooks.errors import FileEmptyError, HeaderNotFoundError
from bot.workbooks.files import read_sheets
from bot.workbooks.headers import REQUIRED, Header
from bot.workbooks.tables import TableReader

NearMiss = tuple[str | None, Header]


def read_ledger(data: bytes, filename: str, today: date) -> LedgerFile:
    """Return what the ledger file *data* says; every row of it is in one of three lists.

    The first visible sheet with a header is read; of a ledger that duban itself exported, all are.

    Raises:
        LedgerError: The file cannot be read; `errors` lists the reasons.
    """
    reader = TableReader(today)
    near_misses: list[NearMiss] = []
    unread: tuple[str, ...] = ()
    is_empty = True
    for sheet in read_sheets(data, filename):
        is_empty = is_empty and not any(cell != "" for row in sheet.rows for cell in row)
        near = reader.read(sheet)
        near_misses += [(sheet.name, header) for header in near]
        if reader.has_read and not sheet.is_ours:
            unread = sheet.later
            break
    if not reader.has_read:
        raise FileEmptyError(filename) if is_empty else _no_header(filename, near_misses)
    return replace(reader.result(), unread_sheets=unread)


def _no_header(filename: str, near_misses: list[NearMiss]) -> HeaderNotFoundError:
    """Name the line that came nearest to a header and what it lacks."""
    if not near_misses:
        return HeaderNotFoundError(filename, None, None, REQUIRED)
    sheet, best = min(near_misses, key=lambda near: len(near[1].missing))
    return HeaderNotFoundError(filename, sheet, best.bottom + 1, best.missing)
