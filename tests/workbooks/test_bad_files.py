"""Files that are no ledger: each gets its own error, which survives the way between processes."""

import io
import pickle
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import LedgerError
from bot.domain.ledger_rows import Field
from bot.workbooks.errors import (
    FileDamagedError,
    FileEmptyError,
    FileHasMacrosError,
    FileHasPasswordError,
    FileTooBigError,
    HeaderNotFoundError,
    NotAWorkbookError,
    SheetTooBigError,
)
from bot.workbooks.ledgers import read_ledger

TODAY = date(2020, 5, 8)
SAMPLES = Path(__file__).parents[1] / "samples"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
HEADER = ["项目名称", "责任单位", "包联领导", "完成时限", "总投资"]


def _sample(pattern: str) -> bytes:
    return next(SAMPLES.glob(pattern)).read_bytes()


def _zip(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def _with_part(book: bytes, name: str, data: bytes) -> bytes:
    """Return *book* with one more part, or with another in its place."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return file.getvalue()


def _sheet_with(cell: str) -> bytes:
    """Return a worksheet whose only value stands in *cell*."""
    row = "".join(sign for sign in cell if sign.isdecimal())
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml'
        f'/2006/main"><sheetData><row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'
        "</worksheet>"
    ).encode()


def _encrypted(book: bytes) -> bytes:
    """Return an .xls file whose second record says that the others are encrypted."""
    second = book.index(b"\x09\x08\x10\x00") + 20
    return book[:second] + b"\x2f\x00" + book[second + 2 :]


def _lying_about_sizes(book: bytes) -> bytes:
    """Return *book* with every size in its directory said to be one byte."""
    data = bytearray(book)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", data, at + 24, 1)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


BAD_FILES: dict[str, tuple[str, Callable[[bytes], bytes], type[LedgerError]]] = {
    "picture": ("台账.xlsx", lambda _: PNG, NotAWorkbookError),
    "zip": ("台账.xlsx", lambda _: _zip(a=b"1"), NotAWorkbookError),
    "web page": ("台账.xls", lambda _: b"<html><table></table></html>", NotAWorkbookError),
    "web page as text": ("台账.csv", lambda _: b"<html></html>", NotAWorkbookError),
    "nothing": ("台账.xlsx", lambda _: b"", NotAWorkbookError),
    "text with NUL": ("台账.csv", lambda _: b"a,b\0c", NotAWorkbookError),
    "text of unknown encoding": ("台账.csv", lambda _: b"\xff\xff\xff", NotAWorkbookError),
    "cut off": ("台账.xlsx", lambda book: book[: len(book) // 2], FileDamagedError),
    "cut off, old": ("台账.xls", lambda _: _sample("p3*.xls")[:6000], FileDamagedError),
    "quotation never closed": (
        "台账.csv",
        lambda _: '项目名称,"总投资\n'.encode(),
        FileDamagedError,
    ),
    "broken part": (
        "台账.xlsx",
        lambda book: _with_part(book, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"),
        FileDamagedError,
    ),
    "lies about sizes": ("台账.xlsx", _lying_about_sizes, FileDamagedError),
    "encrypted": (
        "台账.xlsx",
        lambda _: OLE + "EncryptedPackage".encode("utf-16-le"),
        FileHasPasswordError,
    ),
    "encrypted, old": (
        "台账.xls",
        lambda _: _encrypted(_sample("p3*.xls")),
        FileHasPasswordError,
    ),
    "macros": (
        "台账.xlsm",
        lambda book: _with_part(book, "xl/vbaProject.bin", b"1"),
        FileHasMacrosError,
    ),
    "macros, old": (
        "台账.xls",
        lambda _: OLE + "_VBA_PROJECT_CUR".encode("utf-16-le"),
        FileHasMacrosError,
    ),
    "bomb": (
        "台账.xlsx",
        lambda book: _with_part(book, "xl/media/a.bin", bytes(140 << 20)),
        FileTooBigError,
    ),
    "a cell in the last row": (
        "台账.xlsx",
        lambda book: _with_part(book, "xl/worksheets/sheet1.xml", _sheet_with("A1048576")),
        SheetTooBigError,
    ),
    "a cell in the last column": (
        "台账.xlsx",
        lambda book: _with_part(book, "xl/worksheets/sheet1.xml", _sheet_with("XFD1")),
        SheetTooBigError,
    ),
    "too many records": ("台账.csv", lambda _: b"a,b\n" * 50_001, SheetTooBigError),
    "too many columns": ("台账.csv", lambda _: b"a," * 301, SheetTooBigError),
    "empty text": ("台账.csv", lambda _: b"\n\n", FileEmptyError),
}


@pytest.mark.parametrize("label", BAD_FILES)
def test_a_bad_file_has_its_own_error(label: str, write_book: Any) -> None:
    name, make, error = BAD_FILES[label]

    with pytest.raises(error) as caught:
        read_ledger(make(write_book([HEADER])), name, TODAY)

    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  # our own bytes
    assert vars(copy) == vars(caught.value)
    assert type(copy) is error


def test_a_sheet_that_is_too_big_names_its_last_cell(write_book: Any) -> None:
    book = _with_part(write_book([HEADER]), "xl/worksheets/sheet1.xml", _sheet_with("B1048576"))

    with pytest.raises(SheetTooBigError) as caught:
        read_ledger(book, "台账.xlsx", TODAY)

    assert (caught.value.sheet, caught.value.cell) == ("Sheet1", "B1048576")


def test_a_million_formatted_rows_with_nothing_in_them_do_no_harm(write_book: Any) -> None:
    book = write_book([HEADER, ["甲水库", "县水务局", "李岩", "年底", 860]])
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    blank = b'<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row></sheetData>'
    book = _with_part(book, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", blank))

    assert len(read_ledger(book, "台账.xlsx", TODAY).accepted) == 1


def test_two_hundred_empty_sheets_are_empty() -> None:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        for _ in range(200):
            workbook.add_worksheet()

    with pytest.raises(FileEmptyError):
        read_ledger(file.getvalue(), "台账.xlsx", TODAY)


def test_a_header_with_a_column_missing_is_named(write_book: Any) -> None:
    book = write_book([["甲县项目表"], HEADER[:3], ["甲水库", "县水务局", "李岩"]])

    with pytest.raises(HeaderNotFoundError) as caught:
        read_ledger(book, "台账.xlsx", TODAY)

    assert (caught.value.sheet, caught.value.row) == ("Sheet1", 2)
    assert caught.value.missing == (Field.DEADLINE,)


def test_a_file_without_anything_like_a_header_lacks_all(write_book: Any) -> None:
    with pytest.raises(HeaderNotFoundError) as caught:
        read_ledger(write_book([["会议纪要"], ["一、总体要求"]]), "台账.xlsx", TODAY)

    assert caught.value.row is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_text_file_may_be_in_any_encoding_of_the_county(encoding: str) -> None:
    text = ",".join(HEADER) + '\r\n"甲\n水库",县水务局,李岩,年底,"8,600"\r\n'
    (row,) = read_ledger(text.encode(encoding), "台账.csv", TODAY).accepted

    assert (row.row, row.name, row.total_wan) == (2, "甲水库", Decimal(8600))


def test_a_workbook_is_known_by_its_bytes_whatever_its_name(write_book: Any) -> None:
    book = write_book([HEADER, ["甲水库", "县水务局", "李岩", "年底", 860]])

    assert len(read_ledger(book, "台账.xls", TODAY).accepted) == 1


def test_merges_that_overlap_or_reach_too_far_do_no_harm(write_book: Any) -> None:
    book = write_book(
        [HEADER, ["甲水库", "县水务局", "李岩", "年底", 860]], merges=((4, 0, 5, 1),)
    )
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    many = b'<mergeCells><mergeCell ref="B2:XFD1048576"/><mergeCell ref="B2:C9"/></mergeCells>'
    start, end = sheet.index(b"<mergeCells"), sheet.index(b"</mergeCells>") + 13
    book = _with_part(book, "xl/worksheets/sheet1.xml", sheet[:start] + many + sheet[end:])

    assert len(read_ledger(book, "台账.xlsx", TODAY).accepted) == 1
