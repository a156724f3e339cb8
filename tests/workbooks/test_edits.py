"""Whatever somebody does to a ledger, each row is in one list, and an edit changes its row alone."""

import csv
import io
import random
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import LedgerError
from bot.domain.ledger_rows import LedgerFile
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
