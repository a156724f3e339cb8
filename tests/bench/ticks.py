"""The planner's tick when nothing is due: a million open milestones against ten thousand."""

import tempfile
import time
from functools import partial
from pathlib import Path

from bench.counties import County, build, clock
from bench.figures import Figure, in_turns

from bot.delivery.planner import Planner
from bot.domain.policies import Policy

ROUNDS = 41
FEW, MANY = 10_000, 1_000_000
A_PROJECT = 4
PEOPLE = 200


def measure() -> list[Figure]:
    """Return how long an idle tick takes with few and with many milestones."""
    with tempfile.TemporaryDirectory() as folder:
        planners = {
            number: _planner(Path(folder, f"{number}.db"), number) for number in (FEW, MANY)
        }
        took = in_turns(
            {str(number): partial(_tick, each) for number, each in planners.items()},
            ROUNDS,
            warm_up=5,
        )
    claim = f"Idle planner tick with {MANY:,} open milestones, against {FEW:,}"
    return [Figure(claim, took[str(MANY)], took[str(FEW)], at_most=1.5)]


def _planner(path: Path, milestones: int) -> Planner:
    store = build(path, County(milestones // A_PROJECT, PEOPLE, A_PROJECT))
    return Planner(store, clock(), Policy(), holder="bench", wake=lambda: None)


def _tick(planner: Planner) -> float:
    began = time.perf_counter()
    planner.tick()
    return time.perf_counter() - began
