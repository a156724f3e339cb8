"""Ten thousand due at once: planned and claimed by ours, fired by python-telegram-bot's JobQueue."""

import gc
import json
import sys
import tempfile
import time
from pathlib import Path

from bench.counties import NOW, County, build, clock
from bench.figures import Figure
from bench.processes import outcome
from sqlalchemy import insert

from bot.domain.policies import Policy
from bot.services.services import Services
from storage.outbox import DIGEST, LEASE, SENDER
from storage.statements import table_of
from storage.tables import Outbox, OutboxState
from storage.unit_of_work import Store

ROUNDS = 5
DUE = 10_000
BATCH = 500
HOLDER = "bench"


def measure() -> list[Figure]:
    """Return how long claiming takes, and planning with claiming, against firing."""
    ours, fired = [], []
    for number in range(ROUNDS):
        for side in ("ours", "jobs")[:: -1 if number % 2 else 1]:
            if side == "ours":
                ours.append(outcome("bursts"))
            else:
                fired.append(outcome("peer_jobs", str(DUE))["fired"])
    claimed = tuple(each["claimed"] for each in ours)
    both = tuple(each["planned"] + each["claimed"] for each in ours)
    against = f"{DUE:,} due, against JobQueue firing them"
    return [
        Figure(f"Claiming {against}", claimed, tuple(fired), at_most=0.1),
        Figure(f"Planning and claiming {against}", both, tuple(fired), at_most=0.7),
    ]


def main() -> None:
    """Measure our side once, in a process of its own as the other side is."""
    with tempfile.TemporaryDirectory() as folder:
        store = build(Path(folder, "duban.db"), County(DUE // 4, 500, 4, due=True))
        gc.freeze()  # as `duban run` does once it is loaded
        planned = _plan(store)
        _queue(store)
        claimed = _claim(store)
    sys.stdout.write(json.dumps({"planned": planned, "claimed": claimed}))


def _plan(store: Store) -> float:
    began = time.perf_counter()
    with store.begin() as work:
        checked = Services(work, clock(), Policy()).reminders.plan()
    took = time.perf_counter() - began
    assert checked == DUE, f"{checked} planned"
    return took


def _queue(store: Store) -> None:
    body = {
        "text": "🔴 <b>P07 某某道路改造</b>　还有3天",
        "buttons": [[["照旧", "say:7:same", None]]],
    }
    row = {"priority": DIGEST, "body": body, "created_at": NOW, "state": OutboxState.READY}
    rows = [{**row, "chat_id": 1000 + number, "key": f"d:{number}"} for number in range(DUE)]
    with store.begin() as work:
        work.facts.take_lease(SENDER, HOLDER, NOW, NOW + LEASE)
        work.session.execute(insert(table_of(Outbox)), rows)


def _claim(store: Store) -> float:
    claimed, began = 0, time.perf_counter()
    while True:
        with store.begin() as work:
            parcels = work.outbox.claim(HOLDER, NOW, BATCH)
        if not parcels:
            break
        claimed += len(parcels)
    took = time.perf_counter() - began
    assert claimed == DUE, f"{claimed} claimed"
    return took


if __name__ == "__main__":
    main()
