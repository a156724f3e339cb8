"""The processes of both sides, and the stub of Telegram they talk to."""

import json
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.counties import NOW

TESTS = Path(__file__).parents[1]
DUBAN = Path(sys.executable).with_name("duban")
TOKEN = "1:bench"
PATIENCE_S = 90


def module(name: str, *args: str) -> tuple[str, ...]:
    """Return the command line that runs a module of this folder."""
    return (sys.executable, "-m", f"bench.{name}", *args)


def outcome(name: str, *args: str) -> dict[str, float]:
    """Run a module of this folder to its end and return what it measured."""
    with started(module(name, *args)) as process:
        printed, _ = process.communicate()
    measured: dict[str, float] = json.loads(printed)
    return measured


@contextmanager
def started(command: tuple[str, ...], **settings: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a process beside this one, ended with the block.

    Its environment is the same on every machine; above all, bytecode is cached as usual.
    """
    process = subprocess.Popen(  # noqa: S603 -- our own command lines
        command,
        env={"PYTHONPATH": str(TESTS), "PYTHONUTF8": "1", **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def duban(api_url: str, database: Path) -> Iterator[None]:
    """Run the bot itself, on a working day at ten in the morning."""
    settings = {
        "DUBAN_TOKEN": TOKEN,
        "DUBAN_API_URL": api_url,
        "DUBAN_DATABASE_URL": f"sqlite:///{database}",
        "DUBAN_CLOCK": NOW.isoformat(),
    }
    with started((str(DUBAN), "run"), **settings):
        yield


@contextmanager
def peer(name: str, api_url: str, *args: str) -> Iterator[None]:
    """Run a bot that others would write."""
    with started(module(name, api_url, TOKEN, *args)):
        yield


class Stub:
    """A Bot API on loopback in a process of its own; see `bench.stub`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.url = f"http://127.0.0.1:{self._read('port')}"

    def polled(self) -> float:
        """Wait for the first poll of a newly started bot; return when it came (monotonic)."""
        return float(self._read("polled"))

    def feed(self, chats: int, count: int, a_second: float) -> list[float]:
        """Let *chats* write in turn; return after how many seconds each was answered."""
        order = {"chats": chats, "count": count, "interval": 1 / a_second}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return [float(each) for each in self._read("latencies")]

    def _read(self, name: str) -> Any:
        assert self._process.stdout is not None
        while select.select([self._process.stdout], [], [], PATIENCE_S)[0]:
            said: dict[str, Any] = json.loads(self._process.stdout.readline())
            if name in said:
                return said[name]
        msg = f"no {name} within {PATIENCE_S} s"
        raise TimeoutError(msg)


@contextmanager
def stub() -> Iterator[Stub]:
    """Run the stub."""
    with started(module("stub")) as process:
        yield Stub(process)
