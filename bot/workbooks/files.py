"""The visible sheets of a file that somebody sent; its first bytes tell what it is, not its name."""

import csv
import io
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
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
# How the workbook stream of an .xls begins, and the record in it that says it is encrypted.
_XLS_BEGIN = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_XLS_FILEPASS = 0x2F
_RECORDS_TO_PASSWORD = 4
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
    if _OLE_ENCRYPTED in data or _has_password_record(data):
        raise FileHasPasswordError(filename)
    if _OLE_MACROS in data:
        raise FileHasMacrosError(filename)


def _has_password_record(data: bytes) -> bool:
    """Return whether FILEPASS is among the first records of the workbook stream of an .xls.

    Source: [MS-XLS] 2.1.7.20.3, the order of records. The reader itself cannot tell an encrypted
    file from a broken one when it is given bytes.
    """
    at = data.find(_XLS_BEGIN)
    for _ in range(_RECORDS_TO_PASSWORD if at >= 0 else 0):
        kind, length = struct.unpack("<HH", data[at : at + 4].ljust(4, b"\0"))
        if kind == _XLS_FILEPASS:
            return True
        at += 4 + length
    return False


def _workbook_sheets(
    data: bytes, filename: str, archive: WorkbookArchive | None
) -> Iterator[Sheet]:
    with _damage_is_reported(filename):
        workbook = python_calamine.load_workbook(io.BytesIO(data))
    is_ours = EXPORT_MARK in workbook.sheet_names
    with _damage_is_reported(filename):
        as_of_change = _as_of_change(workbook) if is_ours else None
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    ]
    for position, name in enumerate(names, start=1):
        if archive is not None:
            archive.check_extent(name)
        with _damage_is_reported(filename):
            found = _read_sheet(workbook, name)
        later = tuple(names[position:])
        yield replace(found, is_ours=is_ours, later=later, as_of_change=as_of_change)


def _as_of_change(workbook: CalamineWorkbook) -> int | None:
    """Return the number of the last change that an export knew of; None if somebody removed it."""
    rows = workbook.get_sheet_by_name(EXPORT_MARK).to_python(nrows=1)
    first = rows[0][0] if rows and rows[0] else None
    return int(first) if isinstance(first, float) and first.is_integer() else None


@contextmanager
def _damage_is_reported(filename: str) -> Iterator[None]:
    """Turn what the reader raises into our errors.

    On a broken .xls it may panic, which is no Exception and has no importable type.
    """
    try:
        yield
    except python_calamine.PasswordError:
        raise FileHasPasswordError(filename) from None
    except python_calamine.CalamineError:
        raise FileDamagedError(filename) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise FileDamagedError(filename) from None


def _read_sheet(workbook: CalamineWorkbook, name: str) -> Sheet:
    table = workbook.get_sheet_by_name(name)
    bottom, right = table.end or (-1, -1)
    height, width = bottom + 1, right + 1
    check_size(name, height, width)
    rows = table.to_python(skip_empty_area=False)
    merges = clip_merges(table.merged_cell_ranges or (), height, width)
    return Sheet(name, rows, merges)


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
