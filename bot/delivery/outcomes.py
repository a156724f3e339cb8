"""What becomes of a row when Telegram did not say yes."""

import logging
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.clock import Clock
from bot.delivery.pace import Pace
from bot.domain.rungs import Untold
from storage.inbox import MAX_ATTEMPTS
from storage.outbox import ANSWER, Parcel
from storage.unit_of_work import Store

log = logging.getLogger(__name__)

MAX_BACKOFF = timedelta(minutes=5)
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_TOO_LARGE = "(413)"
_GONE = ("chat not found", "user is deactivated")


class Outcomes:
    """Settles each kind of refusal; a failure is never stored as sent."""

    def __init__(self, store: Store, clock: Clock, pace: Pace) -> None:
        self._store = store
        self._clock = clock
        self._pace = pace

    def failed(self, parcel: Parcel, error: TelegramError, loop_now: float) -> None:
        """Settle *parcel* by the kind of *error*. `BadRequest` is a `NetworkError` to PTB: first."""
        match error:
            case RetryAfter():
                self._slow_down(parcel, error, loop_now)
            case ChatMigrated():
                self._follow(parcel, error.new_chat_id)
            case Forbidden():
                self._refused(parcel, error)
            case BadRequest() if any(words in error.message.lower() for words in _GONE):
                self._refused(parcel, error)
            case TelegramError() if isinstance(error, BadRequest) or _TOO_LARGE in error.message:
                log.error("Message %s is not acceptable to Telegram: %s", parcel.id, error.message)
                with self._store.begin() as work:
                    work.outbox.dead(parcel.id, error.message)
                    work.reminders.failed([parcel.id], Untold.REFUSED)
            case _:
                self._retry(parcel, error)

    def broken(self, parcel: Parcel, error: Exception) -> None:
        """Settle a row that we fail to make or to word: tried again, then shown as not sent."""
        why = f"{type(error).__name__}: {error}"
        with self._store.begin() as work:
            if parcel.attempts >= MAX_ATTEMPTS:
                work.outbox.dead(parcel.id, why)
                work.reminders.failed([parcel.id], Untold.REFUSED)
            else:
                not_before = self._clock.now() + timedelta(seconds=parcel.attempts)
                work.outbox.again(parcel.id, why, not_before, certain=False)

    def _slow_down(self, parcel: Parcel, error: RetryAfter, loop_now: float) -> None:
        asked = error.retry_after
        seconds = asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
        self._pace.pause(parcel.chat_id, seconds, loop_now)
        with self._store.begin() as work:
            work.outbox.again(parcel.id, "429", None, certain=True)

    def _follow(self, parcel: Parcel, new_chat: int) -> None:
        with self._store.begin() as work:
            work.outbox.again(parcel.id, "migrated", None, certain=True)
            work.outbox.move_chat(parcel.chat_id, new_chat)
            work.people.move_chat(parcel.chat_id, new_chat)

    def _refused(self, parcel: Parcel, error: TelegramError) -> None:
        """Mark the person unreachable; what waited for them dies and is on the office's list.

        Unless they wrote while the refusal was on its way: then it says nothing any more, and
        their answer, which goes first, shows whether they can be reached.
        """
        with self._store.begin() as work:
            if parcel.priority > ANSWER and work.outbox.has_answer(parcel.chat_id, parcel.id):
                work.outbox.again(parcel.id, error.message, None, certain=True)
                return
            work.people.unreachable(parcel.chat_id, self._clock.now())
            buried = work.outbox.bury_chat(parcel.chat_id, error.message)
            work.reminders.failed(buried, Untold.UNREACHABLE)

    def _retry(self, parcel: Parcel, error: TelegramError) -> None:
        if isinstance(error, InvalidToken):
            log.critical("Telegram refuses the token; messages wait.")
        never_left = isinstance(error.__cause__, _NEVER_LEFT) or isinstance(error, InvalidToken)
        pause = min(timedelta(seconds=2**parcel.attempts), MAX_BACKOFF)
        with self._store.begin() as work:
            not_before = self._clock.now() + pause
            work.outbox.again(parcel.id, str(error), not_before, certain=never_left)
