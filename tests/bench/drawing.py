"""The wall chart of forty projects as a picture, from a cold process: ours against matplotlib."""

import time
from functools import partial

from bench.figures import Figure, in_turns
from bench.processes import module, started

ROUNDS = 5


def measure() -> list[Figure]:
    """Return the time from the start of the process to the picture, for both sides."""
    sides = ("ours", "matplotlib")
    took = in_turns({side: partial(_drawn, side) for side in sides}, ROUNDS)
    claim = "The wall chart of 40 projects from cold, against matplotlib"
    return [Figure(claim, took["ours"], took["matplotlib"], at_most=0.2)]


def _drawn(side: str) -> float:
    began = time.perf_counter()
    with started(module("charts", side)) as process:
        printed, _ = process.communicate()
    assert printed.startswith("drawn"), printed
    return time.perf_counter() - began
