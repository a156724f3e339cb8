"""Replies while ten papers are made, against replies alone: papers have a process of their own."""

import tempfile
import time
from pathlib import Path

from bench.counties import NOW, County, build
from bench.figures import Figure
from bench.processes import PATIENCE_S, Stub, duban, stub
from sqlalchemy import func, select

from storage.outbox import DIGEST
from storage.statements import table_of
from storage.tables import Outbox, OutboxState
from storage.unit_of_work import Store

ROUNDS = 3
CHATS = 200
A_SECOND = 20
COUNT = 200
WARM_UP = 40
OFFICE_CHAT = 9000
PAPERS = (
    "project-charts",
    "leader-charts",
    "wall-chart-png",
    "wall-chart-pdf",
    "ledger",
    "return",
    "bulletin",
    "bulletin-template",
    "register",
    "calendar",
)


def measure() -> list[Figure]:
    """Return the 99th percentile of the latency of replies beside papers and alone, by round."""
    beside: list[float] = []
    alone: list[float] = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder, stub() as telegram:
            path = Path(folder, "duban.db")
            store = build(path, County(projects=CHATS, people=CHATS))
            with duban(telegram.url, path):
                telegram.polled()
                telegram.feed(CHATS, WARM_UP, A_SECOND)
                alone.append(_slowest(telegram))
                _order(store)
                beside.append(_slowest(telegram))
                _let_arrive(store)
    claim = f"Reply answered while {len(PAPERS)} papers are made: p99, against none being made"
    return [Figure(claim, tuple(beside), tuple(alone), at_most=2)]


def _slowest(telegram: Stub) -> float:
    """Return the latency that 99 of 100 answers stay below."""
    latencies = sorted(telegram.feed(CHATS, COUNT, A_SECOND))
    assert len(latencies) == COUNT, f"{COUNT - len(latencies)} were not answered"
    return latencies[COUNT * 99 // 100]


def _order(store: Store) -> None:
    """Order every paper once, each for a chat of its own: a chat gets one message a second."""
    with store.begin() as work:
        for number, name in enumerate(PAPERS):
            order = {"kind": "paper", "name": name}
            work.outbox.add(OFFICE_CHAT + number, NOW, render=order, priority=DIGEST)


def _let_arrive(store: Store) -> None:
    """Wait until every paper is with its reader: each was really made."""
    until = time.monotonic() + PATIENCE_S
    while (arrived := _arrived(store)) < len(PAPERS):
        assert time.monotonic() < until, f"{arrived} papers arrived"
        time.sleep(0.2)


def _arrived(store: Store) -> int:
    outbox = table_of(Outbox)
    papers = (outbox.c.chat_id >= OFFICE_CHAT, outbox.c.state == OutboxState.SENT)
    with store.read() as work:
        return work.session.execute(select(func.count()).where(*papers)).scalar() or 0
