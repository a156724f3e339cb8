"""Median time to read a deadline phrase: ours against dateparser's own, in one run, by turns.

The phrases are the office's collection when that is at hand, else the project's own.
"""

import csv
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path

import dateparser
from bench.figures import Figure, show

from bot.domain.deadlines import read_deadline, reader

TESTS = Path(__file__).parents[1]
SHARED = TESTS.parents[1] / "shared" / "phrases" / "deadlines.tsv"
OWN = TESTS / "phrases" / "collected_deadlines.tsv"
ROUNDS = 5
AT_MOST = 0.2

Case = tuple[str, date]


def measure() -> list[Figure]:
    """Return the time a phrase: against dateparser told the languages, and left to find them."""
    cases = _cases()
    took: dict[str, list[float]] = {name: [] for name in _SIDES}
    for number in range(ROUNDS + 1):
        for name in list(_SIDES)[:: -1 if number % 2 else 1]:
            times = [_seconds(_SIDES[name], case) for case in cases]
            if number:  # the first round only warms up
                took[name] += times
    ours = tuple(took["ours"])
    return [
        Figure(f"A phrase read, against {name}", ours, tuple(took[name]), AT_MOST)
        for name in _SIDES
        if name != "ours"
    ]


def _cases() -> list[Case]:
    with (SHARED if SHARED.exists() else OWN).open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["phrase"], date.fromisoformat(row["reference"])) for row in rows]


def _seconds(read: Callable[[str, date], object], case: Case) -> float:
    reader._cut.cache_clear()  # a phrase read before would cost us nothing
    began = time.perf_counter()
    read(*case)
    return time.perf_counter() - began


def _told_languages(phrase: str, reference: date) -> object:
    settings = {
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": datetime.combine(reference, clock_time()),
    }
    return dateparser.parse(phrase, languages=["zh", "en"], settings=settings)


_SIDES: dict[str, Callable[[str, date], object]] = {
    "ours": read_deadline,
    'dateparser told ["zh", "en"]': _told_languages,
    "dateparser as it comes": lambda phrase, _reference: dateparser.parse(phrase),
}


def main() -> None:
    """Print the table."""
    sys.stdout.write(show(measure()))
