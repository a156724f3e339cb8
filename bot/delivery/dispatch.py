"""Inbox → handlers: one update, one transaction."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from bot.clock import Clock
from storage.inbox import Arrival
from storage.unit_of_work import Store, Work

log = logging.getLogger(__name__)

AfterCommit = Callable[[], Coroutine[Any, Any, object]]
"""A best-effort call, such as the answer to a tap, that may only follow the commit."""

Handle = Callable[[Work, Arrival], list[AfterCommit]]
GiveUp = Callable[[Work, Arrival], None]


class AwaitInTransactionError(RuntimeError):
    """A handler waited for something while the transaction was open.

    On one loop with a synchronous store that is a deadlock waiting to happen.
    """


def run_without_waiting(coroutine: Coroutine[Any, Any, object]) -> None:
    """Run *coroutine* to its end, which it must reach without ever waiting.

    Raises:
        AwaitInTransactionError: It waited for the network, a thread, a lock or a sleep.
    """
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise AwaitInTransactionError(repr(coroutine))


class Dispatch:
    """Takes ready rows, oldest first within a chat, and runs their handler."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        handle: Handle,
        *,
        give_up: GiveUp,
        wake_sender: Callable[[], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._handle = handle
        self._give_up = give_up
        self._wake_sender = wake_sender
        self._ready = asyncio.Event()
        self._calls: set[asyncio.Task[object]] = set()

    def wake(self) -> None:
        """Tell that there may be something to do."""
        self._ready.set()

    async def run(self) -> None:
        """Handle what is ready, then wait to be woken."""
        while True:
            self._ready.clear()
            while self.step():
                self._wake_sender()
                await asyncio.sleep(0)
            await self._ready.wait()

    def step(self) -> bool:
        """Handle one row; False if none is ready."""
        arrival: Arrival | None = None
        try:
            with self._store.begin() as work:
                arrival = work.inbox.next_ready()
                if arrival is None:
                    return False
                calls = self._handle(work, arrival)
                work.inbox.done(arrival.id)
        except Exception as error:
            if arrival is None:
                raise
            log.exception("Update %s failed", arrival.id)
            self._count_failure(arrival, error)
            return True
        for call in calls:
            self._start(call)
        return True

    def _count_failure(self, arrival: Arrival, error: Exception) -> None:
        with self._store.begin() as work:
            if work.inbox.failed(arrival.id, f"{type(error).__name__}: {error}"):
                self._give_up(work, arrival)

    def _start(self, call: AfterCommit) -> None:
        task = asyncio.get_running_loop().create_task(_best_effort(call))
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)


async def _best_effort(call: AfterCommit) -> None:
    try:
        await call()
    except Exception as error:  # noqa: BLE001 -- the effect is committed; only a spinner stays
        log.warning("A call after commit failed: %s", type(error).__name__)
