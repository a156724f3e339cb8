"""Outbox → Telegram: at least once, in order within a chat, and never "sent" unless it was."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any, Protocol

from telegram import Bot
from telegram import Message as TelegramMessage
from telegram.error import BadRequest, TelegramError

from bot.clock import Clock
from bot.delivery.letters import Letters
from bot.delivery.outcomes import Outcomes
from bot.delivery.pace import Pace
from bot.delivery.pool import Pool
from bot.delivery.prints import Print, Prints, SentFile
from bot.texts.messages import Document, Message
from storage.outbox import ANSWER, PAPER, Parcel
from storage.unit_of_work import Store, Work

log = logging.getLogger(__name__)

IDLE_S = 60.0
GRACE_S = 1.0
"""How long an end waits for what is under way: what is cut off there has to be sent twice."""


class Render(Protocol):
    """Makes what a row only names; None when there is nothing left to say."""

    def __call__(self, work: Work, parcel: Parcel) -> Message | Print | None:
        """Return the content of *parcel* as it stands now."""


MADE_BESIDE = 10
"""How many papers being made take no room from what is sent: at the busiest, answers would wait.

More of them do, so that no paper is claimed so early that its lease runs out before its turn.
"""


class Sender:
    """Claims rows as the pace allows and settles each by what Telegram says."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        clock: Clock,
        *,
        holder: str,
        render: Render,
        delivered: Callable[[Work, Parcel, dict[str, Any]], None],
        pace: Pace,
        pool: Pool,
    ) -> None:
        self._store = store
        self._clock = clock
        self._holder = holder
        self._render = render
        self._delivered = delivered
        self._pace = pace
        self._prints = Prints(bot, pool)
        self._letters = Letters(bot)
        self._outcomes = Outcomes(store, clock, pace)
        self._more = asyncio.Event()
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._making = 0

    def wake(self) -> None:
        """Tell that there may be something to send."""
        self._more.set()

    async def run(self) -> None:
        """Send what is ready, then wait to be woken or for the next row to fall due."""
        try:
            while True:
                self._more.clear()
                wait = self._claim()
                # Not `wait_for`: in Python 3.11 it may swallow the cancellation that stops us.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._more.wait()
        except asyncio.CancelledError:
            await self._let_arrive()
            raise

    async def _let_arrive(self) -> None:
        if self._busy:
            _, cut_off = await asyncio.wait(self._busy.values(), timeout=GRACE_S)
            for task in cut_off:
                task.cancel()

    @property
    def idle(self) -> bool:
        """Say whether nothing is on its way."""
        return not self._busy

    def _claim(self) -> float:
        """Start sending what may go out; return after how many seconds to look again at the latest."""
        now = asyncio.get_running_loop().time()
        room = self._pace.room(now) - len(self._busy) + min(self._making, MADE_BESIDE)
        if room <= 0:
            return self._pace.until_room(now) or IDLE_S
        with self._store.read() as work:
            if not work.outbox.any_unsent():  # most often: each message sent is a reason to look
                return IDLE_S
        resting = self._pace.resting(now)
        unasked = self._pace.until_unasked(now, len(self._busy) - self._making)
        # Answers go as they come, what nobody waits for one after the other.
        most, least_urgent = (room, ANSWER) if unasked else (1, PAPER)
        with self._store.begin_unsynced() as work:
            instant = self._clock.now()
            parcels = work.outbox.claim(
                self._holder, instant, most, {*resting, *self._busy}, least_urgent
            )
            due = None if parcels else work.outbox.next_due(instant)
        for parcel in parcels:
            if parcel.priority > ANSWER:
                self._pace.took_unasked(now)
            self._busy[parcel.chat_id] = asyncio.create_task(self._deliver(parcel))
        if parcels:
            return 0.0  # there may be more
        until_due = (due - instant).total_seconds() if due else IDLE_S
        return max(0.01, min([IDLE_S, until_due, unasked or IDLE_S, *resting.values()]))

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            await self._send(parcel)
        except Exception:
            # Telegram may have it: it stays claimed, and is uncertain once its lease has run out.
            log.exception("What became of message %s could not be stored", parcel.id)
        finally:
            del self._busy[parcel.chat_id]
            self.wake()

    async def _send(self, parcel: Parcel) -> None:
        await self._slot(parcel.chat_id)
        try:
            content = self._content(parcel)
            if content is None:
                return
            if isinstance(content, Print):
                message_id = await self._print(parcel, content)
            else:
                message_id = await self._post(parcel, content)
        except TelegramError as error:
            self._outcomes.failed(parcel, error, asyncio.get_running_loop().time())
            return
        except Exception as error:
            log.exception("Message %s could not be made", parcel.id)
            self._outcomes.broken(parcel, error)
            return
        with self._store.begin_unsynced() as work:
            work.outbox.sent(parcel.id, message_id, self._clock.now())
            if isinstance(content, dict):
                self._delivered(work, parcel, content)

    async def _print(self, parcel: Parcel, wanted: Print) -> int:
        """Make a paper and send it; return the message's number."""
        self._making += 1
        try:
            made = await self._prints.make(wanted, parcel.chat_id)
        finally:
            self._making -= 1
        await self._slot(parcel.chat_id)  # others went out meanwhile
        if isinstance(made, Message):
            with self._store.begin() as work:
                body = self._fix(work, parcel, made)
            return await self._post(parcel, body)
        self._took_slot(parcel)
        sent = await self._send_file(parcel, wanted, made)
        document = made.document if isinstance(made, SentFile) else made
        if sent.document is not None:
            self._prints.sent(wanted, sent.document.file_id, document)
        return sent.message_id

    async def _send_file(
        self, parcel: Parcel, wanted: Print, made: Document | SentFile
    ) -> TelegramMessage:
        if isinstance(made, Document):
            return await self._letters.send_document(parcel, made)
        try:
            return await self._letters.send_document(parcel, made.document, made.file_id)
        except BadRequest:  # Telegram has dropped the file
            self._prints.forget(wanted)
            return await self._letters.send_document(parcel, made.document)

    async def _post(self, parcel: Parcel, body: dict[str, Any]) -> int:
        self._took_slot(parcel)
        return await self._letters.send(parcel, body, self._edited(parcel))

    def _took_slot(self, parcel: Parcel) -> None:
        self._pace.took(parcel.chat_id, asyncio.get_running_loop().time())

    async def _slot(self, chat_id: int) -> None:
        loop = asyncio.get_running_loop()
        # How long to wait is the pace's to say, nobody signals it
        while (wait := self._pace.until_slot(chat_id, loop.time())) > 0:  # noqa: ASYNC110 -- unsignalled
            await asyncio.sleep(wait)

    def _edited(self, parcel: Parcel) -> int | None:
        if parcel.edits is None:
            return None
        with self._store.read() as work:
            return work.outbox.message_id(parcel.edits)

    def _content(self, parcel: Parcel) -> dict[str, Any] | Print | None:
        """Return what to send; a row with nothing left to say is settled here."""
        now = self._clock.now()
        stale = parcel.expires_at is not None and parcel.expires_at <= now
        body = parcel.body
        if body is not None and not stale:
            return body
        with self._store.begin() as work:
            content = None if stale else self._render(work, parcel)
            if content is None:
                work.outbox.skipped(parcel.id, "expired" if stale else "nothing left to say")
                work.reminders.unsend([parcel.id])  # what it was to say is due in the next one
                return None
            return content if isinstance(content, Print) else self._fix(work, parcel, content)

    def _fix(self, work: Work, parcel: Parcel, message: Message) -> dict[str, Any]:
        """Store what was rendered, so that a second try says the same: the first may have arrived."""
        body = message.body()
        work.outbox.fix_body(parcel.id, body, message.project_id)
        return body
