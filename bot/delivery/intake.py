"""Poll → inbox: an update is kept before Telegram is told that it was taken."""

import asyncio
import json
import logging
import warnings
from collections.abc import Callable
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.clock import Clock
from storage.tables import InboxState
from storage.unit_of_work import Store

log = logging.getLogger(__name__)

LONG_POLL_S = 30
MAX_BACKOFF_S = 30
Raw = dict[str, Any]
_CHAT_AT = (
    ("message", "chat", "id"),
    ("edited_message", "chat", "id"),
    ("my_chat_member", "chat", "id"),
    ("callback_query", "message", "chat", "id"),
    ("callback_query", "from", "id"),
)


class Intake:
    """Keeps what Telegram hands over; raw, so that one odd update is one odd row."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        clock: Clock,
        *,
        needs_preparing: Callable[[Raw], bool],
        wake_preparation: Callable[[], None],
        wake_dispatch: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._needs_preparing = needs_preparing
        self._wake_preparation = wake_preparation
        self._wake_dispatch = wake_dispatch
        self._offset: int | None = (
            None  # never persisted: update_id turns random after an idle week
        )
        self.last_success: float | None = None

    async def run(self) -> None:
        """Poll for ever; whatever goes wrong between here and Telegram, keep trying."""
        failures = 0
        if self.last_success is None:  # silence counts from the start
            self.last_success = asyncio.get_running_loop().time()
        while True:
            try:
                updates = await self._poll()
            except TelegramError as error:
                failures += 1
                await asyncio.sleep(_pause_after(error, failures))
                continue
            failures = 0
            self.keep(updates)
            self.last_success = asyncio.get_running_loop().time()

    async def _poll(self) -> list[Raw]:
        asked: Raw = {"timeout": LONG_POLL_S}
        if self._offset is not None:
            asked["offset"] = self._offset
        with warnings.catch_warnings():
            # PTB would rather parse for us; then one unparsable update would block all others.
            warnings.filterwarnings("ignore", category=PTBUserWarning)
            updates: list[Raw] = await self._bot.do_api_request(
                "getUpdates", asked, read_timeout=LONG_POLL_S + 10
            )
        return updates

    def keep(self, updates: list[Raw]) -> None:
        """Write updates to the inbox in one commit; only then is the offset moved."""
        if not updates:
            return
        with self._store.begin() as work:
            now = self._clock.now()
            for raw in updates:
                state = InboxState.RECEIVED if self._needs_preparing(raw) else InboxState.READY
                work.inbox.add(int(raw["update_id"]), chat_of(raw), _as_text(raw), now, state)
        self._offset = int(updates[-1]["update_id"]) + 1
        self._wake_dispatch()
        if any(map(self._needs_preparing, updates)):
            self._wake_preparation()


def chat_of(raw: Raw) -> int | None:
    """Return the chat an update belongs to, None if it has none that we know of.

    Whatever shape an update has, it must be kept: one that raised here would block all others.
    """
    numbers = (_number_at(raw, path) for path in _CHAT_AT)
    return next((number for number in numbers if number is not None), None)


def _as_text(raw: Raw) -> str:
    """Return an update as it is kept, without halves of characters, which no database stores."""
    return json.dumps(raw, ensure_ascii=False).encode(errors="ignore").decode()


def _number_at(raw: Any, path: tuple[str, ...]) -> int | None:
    for key in path:
        raw = raw.get(key) if isinstance(raw, dict) else None
    return raw if isinstance(raw, int) else None


def _pause_after(error: TelegramError, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return float(error.retry_after) if isinstance(error.retry_after, int) else 5.0
    if isinstance(error, Conflict):
        log.error("Another process polls with the same token; this one waits.")
        return 5.0
    if isinstance(error, InvalidToken):
        log.critical("Telegram refuses the token; trying on.")
    else:
        log.warning("Polling failed (%s); trying on.", type(error).__name__)
    return float(min(2 ** min(failures, 5), MAX_BACKOFF_S))
