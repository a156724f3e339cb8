"""One row of a table as a project, or the reason why it is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.ledger_rows import AS_WRITTEN, Advice, Field, LedgerRow, Reason, RejectedRow
from bot.domain.terms import Kind, MilestoneKind
from bot.workbooks.amounts import WAN, Amount, read_amount
from bot.workbooks.captions import kind_in
from bot.workbooks.cells import (
    Cell,
    Row,
    address,
    is_blank,
    says_nothing,
    squeeze,
    text_of,
    without_spaces,
)
from bot.workbooks.dates import DateReader, DueDate
from bot.workbooks.headers import Header
from bot.workbooks.people import (
    read_people,
    read_phone,
    read_units,
    split_unit_and_person,
    without_office,
)

_TICKS = frozenset("√✓✔☑●○是1")
_OPTIONAL_SUMS = (Field.PLAN, Field.DONE_YEAR, Field.CUMULATIVE)
_SERIAL = re.compile(r"\(?\d+(?:[.、)-]\d*)*")
_FULL_WIDTH_BRACKETS = str.maketrans("()", "（）")
# A vertically merged cell of these columns speaks for every row it covers; sums and texts do not.
INHERITED = frozenset(Field) - {
    *(Field.SERIAL, Field.CODE, Field.NAME),
    *(Field.TOTAL, Field.PLAN, Field.DONE_YEAR, Field.CUMULATIVE),
}


@dataclass(slots=True)
class RowCells:
    """The cells of one row by what they mean; `covered` are those a merged cell speaks for."""

    header: Header
    sheet: str | None
    row: int
    cells: Row
    covered: Mapping[int, Cell]

    def cell(self, field: Field) -> Cell:
        """Return the cell of *field*; empty if the table has no such column."""
        columns = self.header.columns.get(field)
        return self.at(columns[0], field) if columns else ""

    def at(self, column: int, field: Field) -> Cell:
        """Return the cell in *column*, or the merged one that covers it."""
        cell = self.cells[column] if column < len(self.cells) else ""
        return self.covered.get(column, "") if cell == "" and field in INHERITED else cell

    def text(self, field: Field) -> str:
        """Return the texts of all columns of *field*, empty where they say nothing."""
        columns = self.header.columns.get(field, ())
        if len(columns) == 1:  # as nearly always; a join for each cell would cost a third
            text = text_of(self.at(columns[0], field))
            return "" if says_nothing(text) else text
        texts = [text_of(self.at(column, field)) for column in columns]
        return "\n".join(text for text in texts if not says_nothing(text))

    def texts(self) -> list[str]:
        """Return what the row's own cells say, apart from numbers, from the left."""
        return [cell for cell in self.cells if isinstance(cell, str) and not is_blank(cell)]

    def filled(self) -> list[Cell]:
        """Return the row's own cells that hold anything."""
        return [cell for cell in self.cells if not is_blank(cell)]

    def is_silent(self, field: Field) -> bool:
        """Return whether the row's own cells of *field* say nothing."""
        for column in self.header.columns.get(field, ()):
            if column < len(self.cells) and not says_nothing(text_of(self.cells[column])):
                return False
        return True

    def has_serial(self) -> bool:
        """Return whether the row is numbered as projects are: 1, 1． or 23, but not 一."""
        return _SERIAL.fullmatch(squeeze(text_of(self.cell(Field.SERIAL)))) is not None


def read_name(cells: RowCells) -> str:
    """Return the project's name without spaces, with the brackets that Chinese uses."""
    return without_spaces(cells.text(Field.NAME)).translate(_FULL_WIDTH_BRACKETS)


class RowReader:
    """Reads the rows of a sheet; knows today and what a caption above said about them."""

    def __init__(self, today: date, read_date: DateReader) -> None:
        self.today = today
        self.read_date = read_date
        self.kind: Kind | None = None
        self.unit = WAN

    def read(self, cells: RowCells) -> LedgerRow | RejectedRow:
        """Return the row as a project, or why it cannot be taken; the first reason counts."""
        people = _read_people(cells)
        name, total = read_name(cells), self._amount(cells, Field.TOTAL)
        due = self.read_date(cells.cell(Field.DEADLINE))
        if not name:
            return reject(cells, name, Reason.MISSING_NAME, Field.NAME)
        if not people.owners:
            return reject(cells, name, Reason.MISSING_OWNER, Field.OWNER)
        if not people.leaders:
            return reject(cells, name, Reason.MISSING_LEADER, Field.LEADERS)
        if total is None or total.wan <= 0:
            return reject(cells, name, Reason.BAD_AMOUNT, Field.TOTAL)
        if due is None:
            return reject(cells, name, Reason.BAD_DEADLINE, Field.DEADLINE)
        return self._accept(cells, name, people, total, due)

    def _accept(
        self, cells: RowCells, name: str, people: "_People", total: Amount, due: DueDate
    ) -> LedgerRow:
        own_kind, start = _read_kind(cells), self.read_date(cells.cell(Field.START))
        kind = own_kind or self.kind
        sums = {field: self._sum(cells, field) for field in _OPTIONAL_SUMS}
        unread = {field for field, amount in sums.items() if amount is None}
        unread |= {Field.KIND} if own_kind is None else set()
        unread |= {Field.START} if start is None else set()
        return LedgerRow(
            row=cells.row,
            name=name,
            kind=kind or Kind.NEW,
            total_wan=total.wan,
            plan_wan=_wan(sums[Field.PLAN]),
            done_year_wan=_wan(sums[Field.DONE_YEAR]),
            cumulative_wan=_wan(sums[Field.CUMULATIVE]),
            leaders=people.leaders,
            line_leaders=read_people(cells.text(Field.LINE_LEADERS)),
            owner=people.owners[0],
            co_owners=people.owners[1:] + read_units(cells.text(Field.CO_OWNERS)),
            person=people.responsible[0] if people.responsible else None,
            phone=people.phone,
            deadline=due.day,
            deadline_kind=MilestoneKind.START if cells.header.is_start else due.kind,
            start=start.day if start else None,
            township=without_spaces(cells.text(Field.TOWNSHIP)) or None,
            warnings=tuple(self._warn(total, sums[Field.PLAN], due, people, kind)),
            extra=_extra(cells, unread | people.unread),
            code=cells.text(Field.CODE) or None,
            sheet=cells.sheet,
        )

    def _warn(
        self,
        total: Amount,
        plan: Amount | None,
        due: DueDate,
        people: "_People",
        kind: Kind | None,
    ) -> list[Advice]:
        found = {
            Advice.APPROX_AMOUNT: total.is_approximate or bool(plan and plan.is_approximate),
            Advice.MISSING_PLAN: plan is None,
            Advice.PLAN_GT_TOTAL: plan is not None and plan.wan > total.wan,
            Advice.DEADLINE_PAST: due.day < self.today,
            Advice.MISSING_PERSON: not people.responsible,
            Advice.MISSING_KIND: kind is None,
        }
        return [advice for advice, holds in found.items() if holds]

    def _sum(self, cells: RowCells, field: Field) -> Amount | None:
        """Return a sum that may be missing, but is never below nothing."""
        amount = self._amount(cells, field)
        return amount if amount is not None and amount.wan >= 0 else None

    def _amount(self, cells: RowCells, field: Field) -> Amount | None:
        column = cells.header.column(field)
        if column is None:
            return None
        return read_amount(cells.at(column, field), cells.header.units.get(column, self.unit))


def _read_kind(cells: RowCells) -> Kind | None:
    """Return the kind that a row names, or the one under whose heading it is ticked."""
    kind = kind_in(cells.text(Field.KIND))
    if kind is not None:
        return kind
    columns = cells.header.columns.get(Field.KIND, ())
    ticked = {
        kind_in(cells.header.headings[column])
        for column in columns
        if squeeze(text_of(cells.at(column, Field.KIND))) in _TICKS
    }
    return ticked.pop() if len(ticked) == 1 else None


@dataclass(frozen=True, slots=True)
class _People:
    """Who answers for a row; `unread` are the cells that say more than could be taken."""

    owners: tuple[str, ...]
    responsible: tuple[str, ...]
    phone: str | None
    leaders: tuple[str, ...]
    unread: frozenset[Field]


def _read_people(cells: RowCells) -> _People:
    """Return units and people; unit and person may share a cell, person and telephone too."""
    owner, person = cells.text(Field.OWNER), cells.text(Field.PERSON)
    phone = read_phone(cells.text(Field.PHONE)) or read_phone(person or owner, alone=False)
    shares_cell = cells.header.column(Field.OWNER) == cells.header.column(Field.PERSON)
    if shares_cell or (not person and read_phone(owner, alone=False)):
        owner, person = split_unit_and_person(owner)
    name = without_office(person)
    responsible = read_people(name)
    unread = {Field.PERSON} if len(responsible) > 1 or name != person else set()
    unread |= {Field.PHONE} if phone is None else set()
    told = cells.text(Field.LEADERS)
    leaders = read_people(leaders_told := without_office(told))
    unread |= {Field.LEADERS} if leaders_told != told else set()
    return _People(read_units(owner), responsible, phone, leaders, frozenset(unread))


def _wan(amount: Amount | None) -> Decimal | None:
    return amount.wan if amount else None


def _extra(cells: RowCells, unread: set[Field]) -> tuple[tuple[str, str], ...]:
    """Return the texts that are kept as they stand: unknown columns, and cells not understood."""
    header = cells.header
    names = {column: header.headings[column] for column in header.unknown}
    for field in unread:
        for column in () if cells.is_silent(field) else header.columns.get(field, ()):
            names[column] = f"{header.headings[column]}{AS_WRITTEN}"
    return tuple(
        (names[column], text)
        for column in sorted(names)
        if column < len(cells.cells) and (text := text_of(cells.cells[column]))
    )


def reject(cells: RowCells, name: str, reason: Reason, field: Field) -> RejectedRow:
    """Return the refusal of a row, naming the cell of *field* as the one at fault."""
    column = cells.header.column(field)
    if column is None:
        return RejectedRow(cells.row, name, reason, sheet=cells.sheet)
    return RejectedRow(
        row=cells.row,
        name=name,
        reason=reason,
        cell=address(cells.row, column),
        heading=cells.header.headings[column],
        text=text_of(cells.at(column, field)),
        sheet=cells.sheet,
    )
