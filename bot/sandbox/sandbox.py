"""The sandbox itself: a Bot API on loopback, the people who use it, and the page to play them."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from starlette.applications import Starlette
from starlette.routing import Route

from bot.sandbox.api import BotApi
from bot.sandbox.chats import Chats
from bot.sandbox.desk import Desk
from bot.sandbox.faults import Fault, Faults, Gate, refusal
from bot.sandbox.files import Files
from bot.sandbox.pace import Pace
from bot.sandbox.page import Page
from bot.sandbox.people import People
from bot.sandbox.records import ClockControl, Json, Request, TourStep
from bot.sandbox.server import LoopbackServer
from bot.sandbox.store import Store
from bot.sandbox.updates import Updates
from bot.sandbox.webhooks import deliver_to_webhook

# The time in a sandbox without a clock: the same in every run, a Monday morning in China.
STANDSTILL = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Sandbox(People):
    """Telegram as the bot sees it, on this machine alone.

    Args:
        token: The bot's token; its first part is the bot's id.
        bot_username: The name people reach it by.
        now: What time it is, aware; without it the time stands still.
        clock: A clock the page can show and move on; takes the place of *now*.
        state_path: The SQLite file that keeps everything between runs; without it, nothing stays.
        pace_limits: Refuse with 429 what is too fast for Telegram.
        hears_all: The bot hears everything said in groups (privacy mode off).
        tour: What the page shows to first visitors.
        ticker: Seconds that only go forward, by which the pace is measured.
    """

    def __init__(
        self,
        token: str = "1:sandbox",  # noqa: S107 - opens nothing but the sandbox
        bot_username: str = "duban_bot",
        *,
        bot_name: str = "督办",
        now: Callable[[], datetime] | None = None,
        clock: ClockControl | None = None,
        state_path: Path | None = None,
        pace_limits: bool = False,
        hears_all: bool = False,
        tour: Sequence[TourStep] = (),
        ticker: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = Store(state_path)
        read_time = clock.now if clock else now or (lambda: STANDSTILL)
        me = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": bot_name,
            "username": bot_username,
        }
        updates = Updates(self._store, token)
        chats = Chats(self._store, read_time)
        super().__init__(chats, Files(self._store), updates, me, hears_all=hears_all)
        self._faults = Faults()
        pace = Pace(ticker) if pace_limits else None
        desk = Desk(me, self._store, self.chats, self.files, self.updates, self, pace)
        self._api = BotApi(token, desk, self._faults, self._drop)
        self._page = Page(desk, clock, tour)
        app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._api.call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._api.download, methods=["GET"]),
                *self._page.routes,
            ]
        )
        self._server = LoopbackServer(app)
        self._webhook_delivery: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Return where it listens; the bot's base URL is this with `/bot` behind it."""
        return self._server.url

    @property
    def requests(self) -> deque[Request]:
        """Return the latest calls of the bot, oldest first."""
        return self._api.requests

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on *host*, which must be loopback, and *port*, where 0 takes any free one."""
        await self._server.start(host, port)
        self._webhook_delivery = asyncio.create_task(deliver_to_webhook(self.updates))

    async def stop(self) -> None:
        """Cut all connections and listen no more; it may be started again."""
        if self._webhook_delivery is not None:
            self._webhook_delivery.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._webhook_delivery
            self._webhook_delivery = None
        self._faults.clear()
        self.updates.release()
        await self._server.stop()

    def close(self) -> None:
        """Let go of the state; the sandbox cannot be used any more."""
        self._store.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        self.close()

    def update(self, raw: Json) -> int:
        """Queue *raw* as an update and return its id."""
        return self.updates.push_raw(raw)

    def fail_next(
        self,
        method: str,
        *,
        status: int,
        description: str | None = None,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
        times: int = 1,
    ) -> None:
        """Refuse the next *times* calls of *method*; nothing happens in the chat."""
        refused = refusal(status, description, retry_after, migrate_to_chat_id)
        self._faults.order(method, Fault(refusal=refused), times)

    def drop_next(self, method: str, *, after_effect: bool = True, times: int = 1) -> None:
        """Cut the connection at the next *times* calls of *method*, done or not done."""
        self._faults.order(method, Fault(drop=True, after_effect=after_effect), times)

    def hold_next(self, method: str, *, after_effect: bool = False) -> Gate:
        """Return a gate that holds the next call of *method*, before or after it is done."""
        gate = Gate()
        self._faults.order(method, Fault(gate=gate, after_effect=after_effect))
        return gate

    def _drop(self, client: tuple[str, int]) -> None:
        self._server.drop(client)
