"""From the start of the process to the first poll: ours against a bare bot that stores."""

import tempfile
import time
from contextlib import AbstractContextManager
from pathlib import Path

from bench.counties import County, build
from bench.figures import Figure, in_turns
from bench.processes import Stub, duban, peer, stub

ROUNDS = 9
PROJECTS = 40


def measure() -> list[Figure]:
    """Return the time to ready of both sides."""
    with tempfile.TemporaryDirectory() as folder, stub() as telegram:
        ours, bare = Path(folder, "duban.db"), Path(folder, "bare.db")
        build(ours, County(projects=PROJECTS, people=PROJECTS))
        took = in_turns(
            {
                "ours": lambda: _ready(telegram, duban(telegram.url, ours)),
                "bare": lambda: _ready(telegram, peer("peer_stores", telegram.url, str(bare))),
            },
            ROUNDS,
        )
    claim = f"Ready with {PROJECTS} projects, against bare python-telegram-bot and SQLModel"
    return [Figure(claim, took["ours"], took["bare"], at_most=1.3)]


def _ready(telegram: Stub, bot: AbstractContextManager[None]) -> float:
    began = time.monotonic()
    with bot:
        return telegram.polled() - began
