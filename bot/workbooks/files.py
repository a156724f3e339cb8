"""The visible sheets of a file that somebody sent; its first bytes tell what it is, not its name."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import PurePath

import python_calamine
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from bot.domain.ledger_rows import EXPORT_MARK
from bot.workbooks.archives import WorkbookArchive, check_size
from bot.workbooks.encodings import decode, read_records
from bot.workbooks.errors import (
    FileDamagedError,
    FileHasMacrosError,
    FileHasPasswordError,
    NotAWorkbookError,
)
from bot.workbooks.sheets import Sheet, clip_merges

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_SUFFIXES = frozenset((".csv", ".txt", ".tsv"))
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|table|head|meta)", re.IGNORECASE)


def read_sheets(data: bytes, filename: str) -> Iterator[Sheet]:
    """Yield the visible sheets of a file, each read when it is asked for.

    Raises:
        NotAWorkbookError, FileDamagedError, FileHasMacrosError, FileHasPasswordError,
        FileTooBigError, SheetTooBigError: The file cannot or must not be opened.
    """
    if data.startswith(_ZIP):
        yield from _workbook_sheets(data, filename, WorkbookArchive(data, filename))
    elif data.startswith(_OLE):
        _inspect_ole(data, filename)
        yield from _workbook_sheets(data, filename, None)
    else:
        yield _text_sheet(data, filename)


def _inspect_ole(data: bytes, filename: str) -> None:
    if _OLE_ENCRYPTED in data:
        raise FileHasPasswordError(filename)
    if _OLE_MACROS in data:
        raise FileHasMacrosError(filename)


def _workbook_sheets(
    data: bytes, filename: str, archive: WorkbookArchive | None
) -> Iterator[Sheet]:
    workbook = _open(data, filename)
    is_ours = EXPORT_MARK in workbook.sheet_names
    for sheet in workbook.sheets_metadata:
        is_shown = sheet.visible is SheetVisibleEnum.Visible
        if is_shown and sheet.typ is SheetTypeEnum.WorkSheet:
            if archive is not None:
                archive.check_extent(sheet.name)
            yield _read_sheet(workbook, sheet.name, filename, is_ours=is_ours)


def _open(data: bytes, filename: str) -> CalamineWorkbook:
    try:
        return python_calamine.load_workbook(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise FileHasPasswordError(filename) from None
    except python_calamine.CalamineError as error:
        is_locked = "password" in str(error).lower()
        raise (FileHasPasswordError if is_locked else FileDamagedError)(filename) from None


def _read_sheet(workbook: CalamineWorkbook, name: str, filename: str, *, is_ours: bool) -> Sheet:
    try:
        table = workbook.get_sheet_by_name(name)
    except python_calamine.CalamineError:
        raise FileDamagedError(filename) from None
    bottom, right = table.end or (-1, -1)
    height, width = bottom + 1, right + 1
    check_size(name, height, width)
    rows = table.to_python(skip_empty_area=False)
    merges = clip_merges(table.merged_cell_ranges or (), height, width)
    return Sheet(name, rows, merges, is_ours)


def _text_sheet(data: bytes, filename: str) -> Sheet:
    """Read a text file, if its name says that it is one and it is no page of markup."""
    text = decode(data) if PurePath(filename).suffix.lower() in _TEXT_SUFFIXES else None
    if text is None or _MARKUP.match(text):
        raise NotAWorkbookError(filename)
    try:
        rows = read_records(text)
    except csv.Error:
        raise FileDamagedError(filename) from None
    check_size(None, len(rows), max(map(len, rows), default=0))
    return Sheet(None, rows)
