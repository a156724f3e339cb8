"""Whatever somebody does to a ledger, each row is in one list, and an edit changes its row alone."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import LedgerError
from bot.domain.ledger_rows import LedgerFile, LedgerRow, Reason
from bot.domain.terms import MilestoneKind
from bot.workbooks.cells import Cell
from bot.workbooks.files import read_sheets
from bot.workbooks.ledgers import read_ledger
from bot.workbooks.sheets import Merge, Sheet
from bot.workbooks.tables import TableReader

TODAY = date(2020, 5, 8)
SAMPLE = Path(__file__).parents[1] / "samples" / "p1_包联责任清单.xlsx"
P1 = next(read_sheets(SAMPLE.read_bytes(), SAMPLE.name))
HEIGHT, WIDTH = len(P1.rows), len(P1.rows[0])
# Columns of p1 that decide nothing about other rows: all but names, owners and what is merged.
LONELY = (4, 5, 6, 7, 8, 11, 12, 13, 14, 15)
FIRST, LAST = 26, 46  # rows of 新建 projects, from 0

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.sampled_from(
        ("", " ", "—", "待定", "项目名称", "合计", "其中：引桥", "#REF!", "=1+1", "0", "6.30")
    ),
    st.text(max_size=12),
    st.integers(-(10**6), 10**12),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
ROWS, COLUMNS = st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1)
EDITS = st.lists(st.tuples(ROWS, COLUMNS, CELLS), min_size=1, max_size=8)
MOVES = st.lists(st.tuples(ROWS, ROWS), max_size=4)
MERGES = st.lists(st.builds(Merge, ROWS, COLUMNS, ROWS, COLUMNS), max_size=3)


def _read(rows: list[list[Cell]], merges: tuple[Merge, ...] = P1.merges) -> LedgerFile | None:
    """Return what is read, or None where the header is gone."""
    reader = TableReader(TODAY)
    reader.read(Sheet("责任清单", rows, merges))
    return reader.result() if reader.has_read else None


def _rows_of(ledger: LedgerFile) -> list[int]:
    """Return the numbers of all rows in all lists, in order."""
    lists = (ledger.accepted, ledger.rejected, ledger.skipped)
    return sorted(row.row for rows in lists for row in rows)


@settings(max_examples=150, deadline=None)
@given(EDITS, MOVES, MERGES)
def test_every_row_of_an_edited_ledger_is_in_exactly_one_list(
    edits: list[tuple[int, int, Cell]], moves: list[tuple[int, int]], merges: list[Merge]
) -> None:
    rows = [list(row) for row in P1.rows]
    for row, column, cell in edits:
        rows[row][column] = cell
    for one, other in moves:
        rows[one], rows[other] = rows[other], rows[one]
    real = [merge for merge in merges if merge.top <= merge.bottom and merge.left <= merge.right]

    ledger = _read(rows, (*P1.merges, *real))

    if ledger is not None:
        assert _rows_of(ledger) == list(range(1, HEIGHT + 1))


@settings(max_examples=150, deadline=None)
@given(st.integers(FIRST, LAST), st.sampled_from(LONELY), CELLS)
def test_an_edit_changes_the_row_it_is_made_in_and_no_other(
    row: int, column: int, cell: Cell
) -> None:
    rows = [list(cells) for cells in P1.rows]
    rows[row][column] = cell

    before, after = _read(P1.rows), _read(rows)

    assert before is not None
    assert after is not None
    assert _without(before, row + 1) == _without(after, row + 1)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.randoms(use_true_random=False))
def test_damaged_bytes_are_read_or_refused_and_never_crash(
    noise: bytes, rng: random.Random
) -> None:
    data = bytearray(SAMPLE.read_bytes())
    at = rng.randrange(len(data))
    data[at : at + len(noise)] = noise

    try:
        ledger = read_ledger(bytes(data), "台账.xlsx", TODAY)
    except LedgerError:
        return
    assert _rows_of(ledger) == list(range(1, HEIGHT + 1))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), max_size=12), max_size=12))
def test_any_text_file_is_read_or_refused(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([["项目名称", "责任单位", "包联领导", "完成时限", "总投资"], *rows])

    try:
        ledger = read_ledger(file.getvalue().encode("utf-8", "replace"), "台账.csv", TODAY)
    except LedgerError:
        return
    assert _rows_of(ledger) == list(range(1, len(_rows_of(ledger)) + 1))


def _without(ledger: LedgerFile, row: int) -> list[object]:
    lists = (ledger.accepted, ledger.rejected, ledger.skipped)
    return [found for rows in lists for found in rows if found.row != row]


# What an edit means is known beforehand: anything else would be a silent change of meaning.

NAME, KIND, TOTAL, PLAN, DEADLINE, LEADERS, OWNER, PERSON = 1, 2, 4, 5, 8, 9, 10, 11
Meaning = tuple[object, ...]


def _meaning(row: LedgerRow) -> Meaning:
    return (
        *(row.kind, row.total_wan, row.plan_wan, row.cumulative_wan, row.start, row.deadline),
        *(row.deadline_kind, row.leaders, row.owner, row.person, row.phone, row.extra),
    )


def _meanings(ledger: LedgerFile | None) -> dict[str, Meaning | Reason]:
    """Return what each project's row says, or why it is refused."""
    assert ledger is not None
    accepted = {row.name: _meaning(row) for row in ledger.accepted}
    return accepted | {row.name: row.reason for row in ledger.rejected}


BEFORE = _meanings(_read(P1.rows))
FREE: list[tuple[int, LedgerRow]] = [  # rows whose people are their own, and what they say
    (row.row - 1, row)
    for row in read_ledger(SAMPLE.read_bytes(), SAMPLE.name, TODAY).accepted
    if not any(merge.top <= row.row - 1 <= merge.bottom for merge in P1.merges)
]
HEADER_LINES = (3, 2)  # the inner line first
REQUIRED = {
    NAME: Reason.MISSING_NAME,
    OWNER: Reason.MISSING_OWNER,
    LEADERS: Reason.MISSING_LEADER,
    TOTAL: Reason.BAD_AMOUNT,
    DEADLINE: Reason.BAD_DEADLINE,
}
SYNONYMS = {
    NAME: ("工程名称", "重点项目\n名称"),
    TOTAL: ("总投资额", "投资总额(万元)"),
    DEADLINE: ("竣工时间", "完成\n日期"),
    LEADERS: ("挂包县领导", "包抓领导"),
    OWNER: ("业主单位", "实施单位"),
    PERSON: ("项目负责人", "具体责任人"),
}


def _as_other_types(row: LedgerRow) -> list[tuple[int, Cell]]:
    """Return other ways to write what a row says."""
    wan, day = row.total_wan, row.deadline
    amounts: list[Cell] = [float(wan), f"{wan}", f"{wan}万元", f"{wan / 10000}亿元", f"{wan:,}"]
    days: list[Cell] = [
        *(day, f"{day:%Y/%m/%d}", f"{day.year}.{day.month:02}.{day.day:02}"),
        *(f"{day.year}年{day.month}月{day.day}日前", float((day - date(1899, 12, 30)).days)),
    ]
    leaders: list[Cell] = [
        "、".join(row.leaders),
        "\n".join(f"{each}（县领导）" for each in row.leaders),
    ]
    told = [(TOTAL, each) for each in amounts] + [(LEADERS, each) for each in leaders]
    if row.deadline_kind is MilestoneKind.FINISH:
        told += [(DEADLINE, each) for each in days]
    return told


@dataclass
class Edited:
    """The sample under an edit, and what it must mean then."""

    rows: list[list[Cell]]
    merges: tuple[Merge, ...]
    expected: dict[str, Meaning | Reason]


def _blank(book: Edited, data: st.DataObject) -> None:
    at, row = data.draw(st.sampled_from(FREE))
    column = data.draw(st.sampled_from(sorted(REQUIRED)))
    book.rows[at][column] = data.draw(st.sampled_from(("", "—", "待定", " ")))
    del book.expected[row.name]
    book.expected["" if column == NAME else row.name] = REQUIRED[column]


def _change_type(book: Edited, data: st.DataObject) -> None:
    at, row = data.draw(st.sampled_from(FREE))
    column, cell = data.draw(st.sampled_from(_as_other_types(row)))
    book.rows[at][column] = cell


def _move(book: Edited, data: st.DataObject) -> None:
    at, row = data.draw(st.sampled_from(FREE))
    alike = [index for index, each in FREE if each.kind is row.kind]
    to = data.draw(st.sampled_from(alike))
    book.rows[at], book.rows[to] = book.rows[to], book.rows[at]


def _rename_heading(book: Edited, data: st.DataObject) -> None:
    column = data.draw(st.sampled_from(sorted(SYNONYMS)))
    line = next(line for line in HEADER_LINES if book.rows[line][column])
    book.rows[line][column] = data.draw(st.sampled_from(SYNONYMS[column]))


def _rename_project(book: Edited, data: st.DataObject) -> None:
    at, row = data.draw(st.sampled_from(FREE))
    book.rows[at][NAME] = "改了名的项目"
    book.expected["改了名的项目"] = book.expected.pop(row.name)


def _merge(book: Edited, data: st.DataObject) -> None:
    """Merge two leaders' cells: the lower one's own text is gone, as in any spreadsheet."""
    pairs = [(one, other) for one, other in pairwise(FREE) if other[0] == one[0] + 1]
    (top, one), (below, other) = data.draw(st.sampled_from(pairs))
    book.rows[below][LEADERS] = ""
    book.merges = (*book.merges, Merge(top, LEADERS, below, LEADERS))
    book.expected[other.name] = _meaning(replace(other, leaders=one.leaders))


HOW = (_blank, _change_type, _move, _rename_heading, _rename_project, _merge)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(HOW), st.data())
def test_a_hundred_edits_change_no_meaning_silently(
    edit: Callable[[Edited, st.DataObject], None], data: st.DataObject
) -> None:
    book = Edited([list(row) for row in P1.rows], P1.merges, dict(BEFORE))
    edit(book, data)

    found = _meanings(_read(book.rows, book.merges))

    silent = {name for name in found | book.expected if found.get(name) != book.expected.get(name)}
    assert len(silent) == 0, silent
