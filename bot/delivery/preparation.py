"""Fetches and reads the file of an update before its handler runs, while other chats go on."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any, Protocol

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.delivery.pool import Pool
from storage.inbox import Arrival
from storage.unit_of_work import Store

log = logging.getLogger(__name__)

TRIES = 3


class ReadFile(Protocol):
    """Reads a file in the render process; returns what the handler will find in the row."""

    def __call__(self, data: bytes, file_name: str, today: str) -> str:
        """Return JSON: what was read, or which error with what data."""


class Preparation:
    """Works off the rows that wait for their file; the rows themselves are the queue."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        pool: Pool,
        *,
        read_file: ReadFile,
        today: Callable[[], str],
        may_send_files: Callable[[int], bool],
        tell_reading: Callable[[Arrival, str], None],
        wake_dispatch: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._store = store
        self._pool = pool
        self._read_file = read_file
        self._today = today
        self._may_send_files = may_send_files
        self._tell_reading = tell_reading
        self._wake_dispatch = wake_dispatch
        self._more = asyncio.Event()

    def wake(self) -> None:
        """Tell that a file may be waiting."""
        self._more.set()

    async def run(self) -> None:
        """Prepare row after row, then wait to be woken."""
        while True:
            self._more.clear()
            with self._store.read() as work:
                waiting = work.inbox.awaiting_preparation()
            for arrival in waiting:
                prepared = await self._prepare(arrival)
                with self._store.begin() as work:
                    work.inbox.prepared(arrival.id, prepared)
                self._wake_dispatch()
            if not waiting:
                await self._more.wait()

    async def _prepare(self, arrival: Arrival) -> str:
        """Return what the handler will find; a file that cannot be had blocks no other."""
        try:
            message = _message_of(json.loads(arrival.payload))
            if not self._may_send_files(message["from"]["id"]):
                return _failed("error.not_permitted")
            document = message["document"]
            name = document.get("file_name") or "ledger"
            self._tell_reading(arrival, name)
            return await self._fetch_and_read(document["file_id"], name)
        except BadRequest as error:
            too_big = "too big" in error.message.lower()
            return _failed("error.file_too_big" if too_big else "error.file_not_fetched")
        except TelegramError:
            return _failed("error.file_not_fetched")
        except Exception:
            log.exception("Reading a file failed")
            return _failed("error.file_not_readable")

    async def _fetch_and_read(self, file_id: str, name: str) -> str:
        data = await self._fetch(file_id)
        return await self._pool.run(self._read_file, data, name, self._today())

    async def _fetch(self, file_id: str) -> bytes:
        for attempt in range(1, TRIES):
            try:
                return await self._download(file_id)
            except BadRequest:
                raise
            except TelegramError:
                await asyncio.sleep(2**attempt - 1)
        return await self._download(file_id)

    async def _download(self, file_id: str) -> bytes:
        file = await self._bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())


def has_file(raw: dict[str, Any]) -> bool:
    """Say whether an update carries a file that must be read before its handler runs."""
    message = _message_of(raw)
    document = message.get("document") if isinstance(message, dict) else None
    if not isinstance(document, dict):  # whatever shape an update has, it must be kept
        return False
    return not str(document.get("mime_type")).startswith("image/")


def _message_of(raw: dict[str, Any]) -> Any:
    """Return the message of an update; whoever edits theirs may put another file in its place."""
    return raw.get("message") or raw.get("edited_message")


def _failed(text: str) -> str:
    return json.dumps({"error": text})
