"""Whether a workbook's zip archive is safe to open, and how far its sheets reach.

A small archive may unpack to gigabytes, and one cell in row 1,048,576 makes a reader lay out the
whole table above it. Both are looked for here, before anything else opens the file.
"""

import io
import re
import zipfile
import zlib
from html import unescape
from string import ascii_uppercase

from bot.workbooks.cells import address
from bot.workbooks.errors import (
    FileDamagedError,
    FileHasMacrosError,
    FileHasPasswordError,
    FileTooBigError,
    NotAWorkbookError,
    SheetTooBigError,
)

MAX_ROWS = 50_000
MAX_COLUMNS = 300
# A ledger of 50,000 rows and twelve columns unpacks to about 30 MB.
MAX_UNPACKED_MB = 128

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MACROS = "xl/vbaProject.bin"
_IS_ENCRYPTED = 0x1

# What the reader of archives may raise; a ValueError where a part is said to begin before the file.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
# Of a cell, or of a row whose cells are not addressed.
_ADDRESS = re.compile(rb"""\sr=["']([A-Z]{0,3}\d{1,7})["']""")
_ADDRESS_STARTS = (b' r="', b" r='")
_VALUE_ENDS = (b"v>", b"is>")
# A cell with something in it to the right of column KN, the 300th.
_TOO_FAR_RIGHT = re.compile(rb""" r=["']((?:[A-Z]{3}|[L-Z][A-Z]|K[O-Z])\d+)["'][^>]*(?<!/)>\s*<""")


class WorkbookArchive:
    """The archive of an .xlsx file, found whole, free of macros and of bearable size."""

    def __init__(self, data: bytes, filename: str) -> None:
        self.filename = filename
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError):
            raise FileDamagedError(filename) from None
        self._inspect()
        self._paths = self._paths_of_sheets()

    def _inspect(self) -> None:
        """Refuse what is no workbook; an archive that lies about its sizes fails the test."""
        parts = self._archive.infolist()
        if _WORKBOOK not in self._archive.namelist():
            raise NotAWorkbookError(self.filename)
        if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
            raise FileHasPasswordError(self.filename)
        if _MACROS in self._archive.namelist():
            raise FileHasMacrosError(self.filename)
        if sum(part.file_size for part in parts) > MAX_UNPACKED_MB << 20:
            raise FileTooBigError(self.filename, MAX_UNPACKED_MB)
        try:
            is_broken = self._archive.testzip() is not None
        except _BROKEN:
            is_broken = True
        if is_broken:
            raise FileDamagedError(self.filename)

    def _paths_of_sheets(self) -> dict[str, str]:
        """Return where the sheet of each name is kept."""
        names = self._archive.namelist()
        if _RELATIONS not in names:
            raise FileDamagedError(self.filename)
        targets = {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in map(_attributes, _RELATION.findall(self._archive.read(_RELATIONS)))
        }
        sheets = map(_attributes, _SHEET.findall(self._archive.read(_WORKBOOK)))
        paths = {sheet.get("name", ""): targets.get(_relation_of(sheet), "") for sheet in sheets}
        return {
            name: path.lstrip("/") if path.startswith("/") else f"xl/{path}"
            for name, path in paths.items()
        }

    def check_extent(self, sheet: str) -> None:
        """Refuse a sheet that reaches beyond the rows and columns allowed.

        Raises:
            SheetTooBigError: It does; cells with a format and nothing in them do not count.
        """
        for path in self._parts_of(sheet):
            xml = self._archive.read(path)
            too_far = _TOO_FAR_RIGHT.search(xml)
            last = too_far[1].decode() if too_far else _last_cell(xml)
            if too_far or int(last.lstrip(ascii_uppercase) or 0) > MAX_ROWS:
                raise SheetTooBigError(sheet, last, MAX_ROWS, MAX_COLUMNS)

    def _parts_of(self, sheet: str) -> list[str]:
        """Return where a sheet is kept; if that cannot be told, where any of them is."""
        parts = self._archive.namelist()
        path = self._paths.get(sheet)
        return [path] if path in parts else [part for part in parts if "worksheets/" in part]


def check_size(sheet: str | None, height: int, width: int) -> None:
    """Refuse a table of more rows or columns than allowed.

    Raises:
        SheetTooBigError: It has more.
    """
    if height > MAX_ROWS or width > MAX_COLUMNS:
        raise SheetTooBigError(sheet, address(height, max(width - 1, 0)), MAX_ROWS, MAX_COLUMNS)


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        key.decode(): unescape(value.decode(errors="replace"))
        for key, value in _ATTRIBUTE.findall(tag)
    }


def _relation_of(sheet: dict[str, str]) -> str:
    return next((value for key, value in sheet.items() if key.endswith(":id")), "")


def _last_cell(xml: bytes) -> str:
    """Return the address of the last cell that has a value; rows stand in order."""
    end = max(0, *(xml.rfind(sign) for sign in _VALUE_ENDS))
    start = max(xml.rfind(sign, 0, end) for sign in _ADDRESS_STARTS)
    found = _ADDRESS.match(xml, start) if start >= 0 else None
    return found[1].decode() if found else ""
