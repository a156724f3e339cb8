"""Ten thousand rows of a ledger: read, taken in, written out; each against its plain library."""

import io
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter
from bench.counties import TODAY, clock
from bench.figures import Figure
from bench.processes import outcome
from sqlalchemy import insert, select

from bot.domain.policies import Policy
from bot.domain.records import Source
from bot.papers.ledger_lines import LedgerPaper
from bot.papers.ledgers import render_ledger
from bot.services.papers import OPERATOR
from bot.services.services import Services
from bot.workbooks.ledgers import read_ledger
from storage.engine import open_engine
from storage.schema import bring_up_to_date
from storage.statements import table_of
from storage.tables import Duty, Milestone, Person, Project, RoleGrant, Trail, Unit
from storage.unit_of_work import Store

ROUNDS = 3
ROWS = 10_000
NAME = "台账.xlsx"
MEGABYTES_ABOVE_IDLE = 150
TABLES = (Unit, Person, RoleGrant, Project, Milestone, Duty, Trail)
HEADINGS = (
    "序号", "项目名称", "建设性质", "总投资（万元）", "今年计划投资（万元）", "今年完成投资（万元）",
    "包联领导", "责任单位", "责任人", "联系电话", "完成时限", "备注",
)  # fmt: skip


def measure() -> list[Figure]:
    """Return what each step takes against its plain library, and the memory of all of them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, NAME)
        file.write_bytes(_workbook())
        rounds = [outcome("ledgers", str(file)) for _ in range(ROUNDS)]

    def figure(claim: str, ours: str, other: str, at_most: float) -> Figure:
        mine, theirs = (tuple(each[side] for each in rounds) for side in (ours, other))
        return Figure(claim, mine, theirs, at_most)

    rows = f"{ROWS:,} rows × {len(HEADINGS)} columns"
    return [
        figure(f"{rows} read and understood, against python-calamine", "read", "calamine", 8),
        figure(f"{rows} applied, against one bulk insert", "applied", "inserted", 3),
        figure(
            f"{rows} written, against XlsxWriter and the same cells", "written", "xlsxwriter", 1.5
        ),
        Figure(
            f"{rows}: memory above idle in GB, against {MEGABYTES_ABOVE_IDLE} MB",
            tuple(each["memory"] / 1000 for each in rounds),
            (MEGABYTES_ABOVE_IDLE / 1000,),
            at_most=1,
        ),
    ]


def main() -> None:
    """Measure all once, in a process of its own: memory is counted by process."""
    file = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        measured = _take_in_and_write_out(file.read_bytes(), Path(folder))
    sys.stdout.write(json.dumps(measured))


def _take_in_and_write_out(data: bytes, folder: Path) -> dict[str, float]:
    idle = _megabytes()
    read, ledger = _timed(lambda: read_ledger(data, NAME, TODAY))
    assert len(ledger.accepted) == ROWS
    store = _empty(folder / "duban.db")
    with store.begin() as work:
        batch_id = Services(work, clock(), Policy()).imports.preview(None, NAME, ledger).batch_id
    applied, _ = _timed(lambda: _apply(store, batch_id))
    paper = _paper(store)
    written, book = _timed(lambda: render_ledger(paper))
    memory = _megabytes() - idle
    calamine, _ = _timed(lambda: _plainly_read(data))
    cells = _plainly_read(book)
    return {
        "read": read,
        "calamine": calamine,
        "applied": applied,
        "inserted": _inserted(store, _empty(folder / "plain.db")),
        "written": written,
        "xlsxwriter": _timed(lambda: _plainly_written(*cells))[0],
        "memory": memory,
    }


def _workbook() -> bytes:
    rows = [
        (
            number + 1, f"第{number}标段道路改造工程", "续建" if number % 2 else "新建",
            1000 + number, 500, 10 + number % 90, f"领导{number % 40}", f"第{number % 100}局",
            f"责任人{number % 3000}", f"138{number:08d}", TODAY + timedelta(days=30 + number % 200),
            "按期推进",
        )
        for number in range(ROWS)
    ]  # fmt: skip
    return _plainly_written([HEADINGS, *rows])


def _plainly_written(*sheets: Sequence[Sequence[object]]) -> bytes:
    """Return rows of cells as a workbook with nothing but borders."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    style = book.add_format({"border": 1})
    for rows in sheets:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, style)
    book.close()
    return file.getvalue()


def _plainly_read(data: bytes) -> list[list[list[Any]]]:
    book = python_calamine.load_workbook(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _empty(path: Path) -> Store:
    engine = open_engine(f"sqlite:///{path}")
    bring_up_to_date(engine)
    return Store(engine)


def _apply(store: Store, batch_id: int) -> None:
    with store.begin() as work:
        Services(work, clock(), Policy()).imports.apply(None, batch_id, Source())


def _paper(store: Store) -> LedgerPaper:
    with store.read() as work:
        return Services(work, clock(), Policy()).exports.ledger_paper(OPERATOR)


def _inserted(ours: Store, plain: Store) -> float:
    """Return how long the rows that an import made take in one insert a table, all in one commit."""
    with ours.read() as work:
        rows = {
            model: [dict(row) for row in work.session.execute(select(table_of(model))).mappings()]
            for model in TABLES
        }
    began = time.perf_counter()
    with plain.begin() as work:
        for model in TABLES:
            work.session.execute(insert(table_of(model)), rows[model])
    return time.perf_counter() - began


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    done = act()
    return time.perf_counter() - began, done


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
