"""A reply stored and answered at an office's busiest, against a bot that stores nothing."""

import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from bench.counties import County, build
from bench.figures import Figure
from bench.processes import Stub, duban, peer, stub
from sqlalchemy import func, select

from storage.statements import table_of
from storage.tables import Report
from storage.unit_of_work import Store

ROUNDS = 3
CHATS = 200
A_SECOND = 20
COUNT = 400
WARM_UP = 40


def measure() -> list[Figure]:
    """Return the 99th percentile of each side's latency, a figure a round."""
    ours: list[float] = []
    null: list[float] = []
    for number in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder, stub() as telegram:
            path = Path(folder, "duban.db")
            store = build(path, County(projects=CHATS, people=CHATS))
            sides = (
                (ours, duban(telegram.url, path)),
                (null, peer("peer_answers", telegram.url)),
            )
            for took, bot in sides[:: -1 if number % 2 else 1]:
                took.append(_slowest(telegram, bot))
            _check(store)
    claim = (
        f"Reply stored and answered, {A_SECOND}/s from {CHATS} chats: p99, against storing nothing"
    )
    return [Figure(claim, tuple(ours), tuple(null), at_most=4)]


def _slowest(telegram: Stub, bot: AbstractContextManager[None]) -> float:
    """Return the latency that 99 of 100 answers stay below."""
    with bot:
        telegram.polled()
        telegram.feed(CHATS, WARM_UP, A_SECOND)
        latencies = sorted(telegram.feed(CHATS, COUNT, A_SECOND))
    assert len(latencies) == COUNT, f"{COUNT - len(latencies)} were not answered"
    return latencies[COUNT * 99 // 100]


def _check(store: Store) -> None:
    """Make sure that each answer was about something stored."""
    with store.read() as work:
        stored = work.session.execute(select(func.count()).select_from(table_of(Report))).scalar()
    assert stored == COUNT + WARM_UP, f"{stored} stored"
