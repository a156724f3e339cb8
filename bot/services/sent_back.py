"""A ledger file sent back with what is wrong in it, ready to be mended and sent again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from bot.domain.errors import NothingToSendBackError
from bot.domain.ledger_rows import LedgerFile, NotData, RejectedRow
from bot.domain.records import Person
from bot.papers.problem_files import Marks, PlainSheet, mark_workbook, rebuild_workbook
from bot.services.imports import Imports
from bot.texts.catalogue import Catalogue, catalogue
from bot.texts.messages import Document
from bot.workbooks.files import read_sheets

_XLSX = b"PK"
_NOT_A_WORKBOOK = (ValueError, KeyError, TypeError, AttributeError, IndexError)
"""What openpyxl raises over a workbook that others open: it is then written anew."""


def send_back(imports: Imports, person: Person, batch_id: int) -> Document:
    """Return the file with a column that says what is wrong; .xls and .csv come back as .xlsx.

    Raises:
        NothingToSendBackError: No row was refused, or the file is not kept.
    """
    batch, data = imports.work.imports.get(batch_id), imports.work.imports.file(batch_id)
    if batch is None or data is None:
        raise NothingToSendBackError
    ledger, refused = imports.refused(batch)
    marks = _marks(ledger, refused, catalogue(person.language))
    words = catalogue(person.language)
    name = f"{PurePath(batch.file_name).stem}（{words.say('import.to_mend', count=len(refused))}）"
    return Document(
        data=_marked(data, batch.file_name, marks),
        file_name=f"{name}.xlsx",
        caption=words.say("import.sent_back", count=len(refused)),
    )


def _marks(ledger: LedgerFile, refused: Iterable[RejectedRow], words: Catalogue) -> list[Marks]:
    by_sheet: dict[str | None, list[RejectedRow]] = defaultdict(list)
    for each in refused:
        by_sheet[each.sheet].append(each)
    headers = [(each.sheet, each.row) for each in ledger.skipped if each.type is NotData.HEADER]
    rows = [(each.sheet, each.row) for each in ledger.accepted]
    rows += [(each.sheet, each.row) for each in ledger.rejected]
    return [
        Marks(
            sheet=sheet,
            headers=_last_lines([row for name, row in headers if name == sheet]),
            problems={each.row: _problem(each, words) for each in theirs},
            cells=[each.cell for each in theirs if each.cell],
            rows=[row for name, row in rows if name == sheet],
        )
        for sheet, theirs in by_sheet.items()
    ]


def _last_lines(lines: Sequence[int]) -> list[int]:
    """Return the last line of each header: a header's lines follow one another."""
    return [line for line in lines if line + 1 not in lines]


def _problem(row: RejectedRow, words: Catalogue) -> str:
    said = words.plain(f"refused.{row.reason}")
    return words.plain("import.problem", said=said, row=row)


def _marked(data: bytes, file_name: str, marks: Sequence[Marks]) -> bytes:
    if data.startswith(_XLSX):
        try:
            return mark_workbook(data, marks)
        except _NOT_A_WORKBOOK:
            pass
    sheets = [
        PlainSheet(
            sheet.name or "Sheet1",
            sheet.rows,
            [(each.top, each.left, each.bottom, each.right) for each in sheet.merges],
        )
        for sheet in read_sheets(data, file_name)
    ]
    return rebuild_workbook(sheets, marks)
