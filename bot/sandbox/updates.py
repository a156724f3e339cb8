"""Updates on their way to the bot: kept until it confirms them, by polling or by webhook."""

import asyncio
import zlib
from collections.abc import Iterable
from itertools import islice

from bot.sandbox.bells import Bell
from bot.sandbox.records import Json
from bot.sandbox.refusals import (
    TERMINATED,
    TERMINATED_BY_WEBHOOK,
    WEBHOOK_IS_ACTIVE,
    RefusalError,
    conflict,
)
from bot.sandbox.store import Store

MOST_AT_ONCE = 100
LONGEST_POLL = 50.0  # seconds; Telegram cuts longer ones


class Updates:
    """The queue of one bot, in the order things happened.

    Attributes:
        webhook: URL and secret of the webhook, None while the bot polls.
        last_webhook_error: What went wrong with the last delivery, empty if nothing did.
        next_id: The id the next update gets.
    """

    def __init__(self, store: Store, token: str) -> None:
        self._store = store
        self._arrived = Bell()
        self._poll_opened = Bell()
        self._poll: asyncio.Future[RefusalError] | None = None
        self._waiting = dict(store.records("update"))
        self.last_webhook_error: Json = {}
        kept = store.record("updates")
        self.webhook: Json | None = kept.get("webhook")
        self._allowed: list[str] = kept.get("allowed", [])
        self.next_id: int = kept.get("next_id", first_id(token))
        self.next_id = max([self.next_id, *(key + 1 for key in self._waiting)])

    def push(self, kind: str, body: Json) -> None:
        """Queue an update of *kind*, unless the bot asked not to be told of that kind."""
        if not self._allowed or kind in self._allowed:
            self.push_raw({kind: body})

    def push_raw(self, update: Json) -> int:
        """Queue *update* as it is, with the next id unless it brings its own; return the id."""
        update_id = int(update.get("update_id", self.next_id))
        self.next_id = max(update_id + 1, self.next_id)
        self._waiting[update_id] = {"update_id": update_id, **update}
        self._store.put("update", update_id, self._waiting[update_id])
        self._arrived.ring()
        return update_id

    def set_webhook(self, webhook: Json | None) -> None:
        """Deliver to *webhook* from now on; None goes back to polling."""
        self.webhook = webhook
        self.last_webhook_error = {}
        self._save()
        self._arrived.ring()  # whoever delivers looks again
        if webhook is not None:
            self._end_poll(conflict(TERMINATED_BY_WEBHOOK))

    def webhook_failed(self, why: str) -> None:
        """Remember why the last delivery failed."""
        self.last_webhook_error = {"last_error_message": why}

    def allow(self, kinds: Iterable[str]) -> None:
        """Remember which kinds of update the bot wants; none named means all."""
        wanted = list(kinds)
        if wanted != self._allowed:
            self._allowed = wanted
            self._save()

    def waiting(self, limit: int = MOST_AT_ONCE) -> list[Json]:
        """Return the oldest updates not confirmed yet."""
        return list(islice(self._waiting.values(), limit))

    def count(self) -> int:
        """Return how many updates are not confirmed yet."""
        return len(self._waiting)

    def confirm_below(self, update_id: int) -> None:
        """Forget the updates before *update_id*; a negative one counts from the end."""
        if update_id < 0:
            update_id = next(iter(list(self._waiting)[update_id:]), 0)
        done = [key for key in self._waiting if key < update_id]
        if done:
            for key in done:
                del self._waiting[key]
            self._save()  # first, so that the numbers of forgotten updates are never given again
            self._store.forget_below("update", update_id)

    def drop_all(self) -> None:
        """Forget all updates, as if they were confirmed."""
        self.confirm_below(self.next_id)

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 - the Bot API's word
        """Return updates from *offset* on; wait up to *timeout* seconds for the first.

        Raises:
            RefusalError: Another poll came meanwhile, or a webhook is set.
        """
        if self.webhook is not None:
            raise conflict(WEBHOOK_IS_ACTIVE)
        self._end_poll(conflict(TERMINATED))
        self.confirm_below(offset)
        if timeout > 0 and not self._waiting:
            await self._first_arrival(min(timeout, LONGEST_POLL))
        return self.waiting(limit)

    async def polled(self) -> None:
        """Return when a poll is open, waiting for the next update."""
        while self._poll is None:
            await self._poll_opened.heard()

    async def arrival(self) -> None:
        """Return when the next update is queued, or a webhook is set or taken away."""
        await self._arrived.heard()

    def release(self) -> None:
        """Answer the poll that is open with what there is, because the server stops."""
        self._arrived.ring()

    async def _first_arrival(self, seconds: float) -> None:
        ended = self._poll = asyncio.get_running_loop().create_future()
        self._poll_opened.ring()
        arrival = self._arrived.heard()
        try:
            await asyncio.wait(
                [arrival, ended], timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            arrival.cancel()
            if self._poll is ended:
                self._poll = None
        if ended.done():
            raise ended.result()

    def _end_poll(self, reason: RefusalError) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(reason)

    def _save(self) -> None:
        state = {"next_id": self.next_id, "allowed": self._allowed, "webhook": self.webhook}
        self._store.put("updates", 0, state)


def first_id(token: str) -> int:
    """Return a number as random as Telegram's first update ids, but the same in every run."""
    return 100_000_000 + zlib.crc32(token.encode()) % 800_000_000
