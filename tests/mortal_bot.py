"""Bots that are killed at a chosen point, each born of one process that has everything loaded.

Run as a script it is that process: an order a line on stdin, a life each. A life is the bot as it
is composed for service; only the ports between its parts are wrapped, from outside, so that the
chosen one kills the process when it has been passed often enough.
"""

import asyncio
import inspect
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Self

from county import TOKEN, ZONE, at
from pydantic import SecretStr
from sqlmodel import SQLModel

from bot.app import Duban
from bot.clock import FrozenClock
from bot.delivery.pace import Pace
from bot.domain.policies import Policy
from bot.sandbox import Sandbox
from bot.settings import Settings
from storage.engine import open_engine
from storage.unit_of_work import Store, Work

LONGEST_LIFE_S = 20


@dataclass(frozen=True)
class Order:
    """One life: over which store and sandbox, at what time, and where it ends."""

    database: str
    api_url: str
    now: str
    point: str
    passes: int


class Death:
    """Kills the process, as nothing can prevent, when it is met for the n-th time."""

    def __init__(self, passes: int) -> None:
        self.left = passes

    def __call__(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _before(port: Callable[..., Any], death: Death) -> Callable[..., Any]:
    def passed(*args: Any, **kwargs: Any) -> Any:
        death()
        return port(*args, **kwargs)

    return passed


def _after(port: Callable[..., Any], death: Death) -> Callable[..., Any]:
    def passed(*args: Any, **kwargs: Any) -> Any:
        result = port(*args, **kwargs)
        death()
        return result

    async def awaited(*args: Any, **kwargs: Any) -> Any:
        result = await port(*args, **kwargs)
        death()
        return result

    return awaited if inspect.iscoroutinefunction(port) else passed


class _Uncommitted(Store):
    """A store whose units end in death when all is done but the commit."""

    def __init__(self, store: Store, death: Death) -> None:
        super().__init__(store.engine)
        self._death = death

    @contextmanager
    def begin(self) -> Iterator[Work]:
        with super().begin() as work:
            yield work
            self._death()


@dataclass(frozen=True)
class Point:
    """A port of the bot, and when around it death comes."""

    port: str
    when: Callable[[Any, Death], object]
    passes: tuple[int, ...] = (1, 2, 3)


POINTS = {
    "polled, not kept": Point("intake.keep", _before, (1,)),
    "kept, not confirmed to Telegram": Point("intake.keep", _after, (1,)),
    "handled, not committed": Point("dispatch._handle", _after),
    "handled and committed": Point("dispatch._wake_sender", _before),
    "planned, not committed": Point("planner._store", _Uncommitted, (2,)),  # 1 takes the lease
    "claimed": Point("sender._content", _before),
    "rendered, not committed": Point("sender._render", _after),
    "about to leave": Point("sender._letters.send", _before),
    "taken by Telegram, not stored": Point("sender._letters.send", _after),
    "sent and stored": Point("sender._deliver", _after),
}
"""Where a bot dies, in the order in which an update or a reminder passes."""


class Lives:
    """Lets one bot after the other live and die; used as a context."""

    def __init__(self, database: str, api_url: str) -> None:
        self._database = database
        self._api_url = api_url

    async def __aenter__(self) -> Self:
        self._cradle = await asyncio.create_subprocess_exec(
            sys.executable, __file__, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._cradle.stdin is not None
        self._cradle.stdin.close()
        await self._cradle.wait()

    async def live(self, now: datetime, point: str, passes: int) -> None:
        """Return when a bot has lived and was killed at *point*.

        Raises:
            AssertionError: It ended in another way, or never came by the point.
        """
        order = Order(self._database, self._api_url, now.isoformat(), point, passes)
        pid = await self._ask(json.dumps(asdict(order)))
        try:
            async with asyncio.timeout(LONGEST_LIFE_S):
                ended_by = await self._ask()
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            await self._ask()
            raise AssertionError(f"{order} never came by") from None
        assert ended_by == signal.SIGKILL, order

    async def _ask(self, line: str = "") -> int:
        assert self._cradle.stdin is not None
        assert self._cradle.stdout is not None
        if line:
            self._cradle.stdin.write(f"{line}\n".encode())
        return int(await self._cradle.stdout.readline())


def _rock() -> None:
    """Give birth to a life for each order; tell its number, and what ended it."""
    asyncio.run(_rehearse())
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _live(Order(**json.loads(line)))
        print(pid, flush=True)  # noqa: T201 -- the protocol
        print(os.WTERMSIG(os.waitpid(pid, 0)[1]), flush=True)  # noqa: T201 -- the protocol


async def _rehearse() -> None:
    """Answer one message, so that all that a first answer loads is there before the first birth."""
    engine = open_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    async with Sandbox(TOKEN) as sandbox:
        settings = Settings(token=SecretStr(TOKEN), api_url=sandbox.url)
        clock = FrozenClock(at("2020-05-08"), ZONE)
        duban = Duban(settings, Policy(), clock, Store(engine), Pace(10_000, 0, 0))
        await duban.start()
        stranger = sandbox.add_person("路人")
        sandbox.say(stranger, "60%")
        await sandbox.wait_for(stranger, 1)
        await duban.stop()
    engine.dispose()


def _live(order: Order) -> None:
    logging.disable()
    try:
        asyncio.run(_serve(order))
    finally:
        os._exit(1)


async def _serve(order: Order) -> None:
    clock = FrozenClock(datetime.fromisoformat(order.now), ZONE)
    settings = Settings(token=SecretStr(TOKEN), api_url=order.api_url)
    store = Store(open_engine(order.database))
    duban = Duban(settings, Policy(), clock, store, Pace(10_000, 0, 0))
    point = POINTS[order.point]
    owner, _, name = point.port.rpartition(".")
    part = attrgetter(owner)(duban)
    setattr(part, name, point.when(getattr(part, name), Death(order.passes)))
    await duban.start()
    await duban.failed.wait()


if __name__ == "__main__":
    _rock()
