"""A county's register of units, known by its headings: unit, head or line leader, no project."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.unit_rows import RefusedUnit, RegisterFile, UnitField, UnitReason, UnitRow
from bot.workbooks.cells import Row, text_of, without_spaces
from bot.workbooks.files import read_sheets
from bot.workbooks.headers import has_anchor
from bot.workbooks.people import read_people, read_phone, read_units
from bot.workbooks.sheets import Sheet

FIRST_LINES = 20
"""A header stands among the first lines of a sheet."""

_PHONE = "电话|手机|联系方式"
_LINE = "分管|主管|联系领导"
_HEADINGS = {  # a phone before whose phone it is, a line leader before 领导 and 负责人
    UnitField.LINE_LEADER_PHONE: re.compile(f"(?:{_LINE}).*(?:{_PHONE})"),
    UnitField.LINE_LEADER: re.compile(f"(?:{_LINE}).*(?:领导|县长|市长|区长|常委)"),
    UnitField.HEAD_PHONE: re.compile(_PHONE),
    UnitField.HEAD: re.compile("负责人|主要领导|一把手|局长|责任人|^(?:姓名|领导)$"),
    UnitField.TOWNSHIP: re.compile("属地|所在(?:乡|镇|街)|^乡镇$|街道$"),
    UnitField.UNIT: re.compile("单位(?:名称|全称)?$|部门(?:名称)?$|^机构"),
}
_NOT_A_UNIT = re.compile(r"(?:合计|总计|小计|备注|说明|注[:：]|填报|制表|审核).*")


def read_register(data: bytes, filename: str) -> RegisterFile | None:
    """Return what a register says, None if no sheet of the file has the headings of one.

    Raises:
        LedgerError: The file cannot be read; `errors` lists the reasons.
    """
    for sheet in read_sheets(data, filename):
        for at, row in enumerate(sheet.rows[:FIRST_LINES]):
            columns = _columns(row)
            if columns is not None:
                return _read(sheet, at + 1, columns)
    return None


def _columns(row: Row) -> dict[UnitField, int] | None:
    """Return which column is which, None if the row heads no register."""
    if has_anchor(row):
        return None
    columns: dict[UnitField, int] = {}
    for at, cell in enumerate(row):
        heading = without_spaces(text_of(cell))
        fitting = (field for field, words in _HEADINGS.items() if words.search(heading))
        field = next(fitting, None) if heading else None
        if field is UnitField.HEAD_PHONE and _follows_line_leader(columns, at):
            field = UnitField.LINE_LEADER_PHONE
        if field is not None:
            columns.setdefault(field, at)
    has_people = UnitField.HEAD in columns or UnitField.LINE_LEADER in columns
    return columns if UnitField.UNIT in columns and has_people else None


def _follows_line_leader(columns: Mapping[UnitField, int], at: int) -> bool:
    """Say whether a column headed 电话 alone stands right behind that of the line leader."""
    return columns.get(UnitField.LINE_LEADER) == at - 1


def _read(sheet: Sheet, first: int, columns: Mapping[UnitField, int]) -> RegisterFile:
    rows = _filled_down(sheet, first, columns)
    accepted: dict[str, UnitRow] = {}
    refused: list[RefusedUnit] = []
    for at, texts in rows:
        told = "　".join(filter(None, texts.values()))
        name = texts.get(UnitField.UNIT, "")
        if not told or _NOT_A_UNIT.fullmatch(without_spaces(name)):
            continue
        read = _unit_row(at, texts)
        if isinstance(read, UnitReason):
            refused.append(RefusedUnit(at, told, read))
        elif read.unit in accepted:
            refused.append(RefusedUnit(at, told, UnitReason.DUPLICATE))
        else:
            accepted[read.unit] = read
    return RegisterFile(tuple(accepted.values()), tuple(refused))


def _filled_down(
    sheet: Sheet, first: int, columns: Mapping[UnitField, int]
) -> list[tuple[int, dict[UnitField, str]]]:
    """Return the texts of each row; a cell merged downwards, as 分管领导 often is, counts in each."""
    anchors = {
        (row, column): (merge.top, merge.left)
        for merge in sheet.merges
        for row in range(merge.top, merge.bottom + 1)
        for column in range(merge.left, merge.right + 1)
    }
    found = []
    for at in range(first, len(sheet.rows)):
        places = {
            field: anchors.get((at, column), (at, column)) for field, column in columns.items()
        }
        texts = {field: _text(sheet.rows, *place) for field, place in places.items()}
        found.append((at + 1, texts))
    return found


def _text(rows: Sequence[Row], row: int, column: int) -> str:
    return text_of(rows[row][column]).strip() if column < len(rows[row]) else ""


def _unit_row(at: int, texts: Mapping[UnitField, str]) -> UnitRow | UnitReason:
    units = read_units(texts.get(UnitField.UNIT, ""))
    if not units:
        return UnitReason.MISSING_UNIT
    people = {
        field: read_people(texts.get(field, ""))
        for field in (UnitField.HEAD, UnitField.LINE_LEADER)
    }
    if len(units) > 1 or any(len(names) > 1 for names in people.values()):
        return UnitReason.SEVERAL_NAMES
    return UnitRow(
        row=at,
        unit=units[0],
        head=next(iter(people[UnitField.HEAD]), None),
        head_phone=_phone(texts, UnitField.HEAD_PHONE, UnitField.HEAD),
        line_leader=next(iter(people[UnitField.LINE_LEADER]), None),
        line_leader_phone=_phone(texts, UnitField.LINE_LEADER_PHONE, UnitField.LINE_LEADER),
        township=texts.get(UnitField.TOWNSHIP) or None,
    )


def _phone(texts: Mapping[UnitField, str], own: UnitField, beside: UnitField) -> str | None:
    """Return the number in its own cell, or else in the cell of the name."""
    return read_phone(texts.get(own, "")) or read_phone(texts.get(beside, ""), alone=False)
