"""The return of ten thousand projects: ours against the same cells written by XlsxWriter alone."""

import gc
import io
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import xlsxwriter
from bench.figures import Figure, in_turns

from bot.domain.returns import ReturnLine
from bot.domain.terms import Kind
from bot.papers.return_lines import ReturnPaper
from bot.papers.returns import render_return

ROWS = 10_000
ROUNDS = 5
_LINE = ReturnLine(
    1, "P01", "县城道路综合改造工程", Kind.NEW, "县住建局", "李岩", Decimal(1000), Decimal(100),
    Decimal(80), Decimal(400), Decimal(500), "路基完成", is_unchanged=False, has_returned=True,
    in_statistics=True,
)  # fmt: skip
_LINES = [
    replace(
        _LINE,
        code=f"P{number}",
        name=f"第{number}号工程",
        year_wan=Decimal(number),
        text=f"完成{number}米",
    )
    for number in range(ROWS)
]


def measure() -> list[Figure]:
    """Return the time to the bytes of both sides, in one process by turns."""
    took = in_turns({"ours": lambda: _timed(_ours), "alone": lambda: _timed(_alone)}, ROUNDS)
    claim = f"The return of {ROWS} rows, against XlsxWriter alone"
    return [Figure(claim, took["ours"], took["alone"], at_most=1.5)]


def _ours() -> bytes:
    return render_return(ReturnPaper("投资完成报表", "截至今日", _LINES))


def _alone() -> bytes:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet, border = workbook.add_worksheet(), workbook.add_format({"border": 1})
    for row, line in enumerate(_LINES):
        for at, words in ((0, line.code), (1, line.name), (2, line.owner), (3, line.person),
                          (10, line.text), (11, "是"), (12, "是")):  # fmt: skip
            sheet.write_string(row, at, words, border)
        for at, amount in ((4, 1000), (5, 100), (6, row), (7, 500), (8, row / 1000), (9, 20)):
            sheet.write_number(row, at, amount, border)
    workbook.close()
    return file.getvalue()


def _timed(make: Callable[[], bytes]) -> float:
    gc.collect()
    began = time.perf_counter()
    make()
    return time.perf_counter() - began
