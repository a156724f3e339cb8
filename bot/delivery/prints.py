"""Papers on their way: made in the render process, and for a minute known by their file."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.delivery.pool import Pool
from bot.texts.messages import Document, Message

SLOW_S = 1.0
"""How long a paper may take before its reader is shown that it is being made."""

SHOWN_S = 4.0
"""Telegram shows that something is coming for five seconds."""

KEPT_S = 60.0
"""How long the same paper is sent again as the file that Telegram has already."""


@dataclass(frozen=True, slots=True)
class Print:
    """A paper to be made: *make* is called in the render process.

    Papers of one *key* are the same to the last byte.
    """

    key: str
    make: Callable[[], Document | Message]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as Telegram has it, and the words that go with it."""

    file_id: str
    document: Document


class Prints:
    """Makes papers, and remembers for a minute which files Telegram has."""

    def __init__(self, bot: Bot, pool: Pool, *, slow_after: float = SLOW_S) -> None:
        self._bot = bot
        self._pool = pool
        self._slow_after = slow_after
        self._sent: dict[str, tuple[float, SentFile]] = {}

    async def make(self, wanted: Print, chat_id: int) -> Document | Message | SentFile:
        """Return the paper, or the file of the same paper that was just sent."""
        now = asyncio.get_running_loop().time()
        self._sent = {key: each for key, each in self._sent.items() if each[0] > now - KEPT_S}
        if wanted.key in self._sent:
            return self._sent[wanted.key][1]
        async with self._shown_as_coming(chat_id):
            return await self._pool.run(wanted.make)

    def sent(self, wanted: Print, file_id: str, document: Document) -> None:
        """Remember the file that Telegram made of a paper."""
        now = asyncio.get_running_loop().time()
        self._sent[wanted.key] = now, SentFile(file_id, document)

    def forget(self, wanted: Print) -> None:
        """Make the paper anew next time: Telegram does not know its file any more."""
        self._sent.pop(wanted.key, None)

    @contextlib.asynccontextmanager
    async def _shown_as_coming(self, chat_id: int) -> AsyncIterator[None]:
        showing = asyncio.create_task(self._show_as_coming(chat_id))
        try:
            yield
        finally:
            showing.cancel()

    async def _show_as_coming(self, chat_id: int) -> None:
        await asyncio.sleep(self._slow_after)
        while True:
            with contextlib.suppress(TelegramError):
                await self._bot.send_chat_action(chat_id, ChatAction.UPLOAD_DOCUMENT)
            await asyncio.sleep(SHOWN_S)
