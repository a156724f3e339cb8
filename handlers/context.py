"""What a handler sees of an update: who wrote, the services, and how to answer."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.domain.errors import OldButtonError, StrangerError
from bot.domain.records import Person, Source
from bot.texts.messages import Message
from bot.texts.taps import Tap, read_tap
from storage.outbox import ANSWER, PAPER, SentMessage
from storage.unit_of_work import Work

if TYPE_CHECKING:  # the application is made before the use cases are loaded, see `bot.app`
    from bot.services.services import Services

AfterCommit = Callable[[], Coroutine[Any, Any, object]]


@dataclass
class Turn:
    """One update being handled in one open unit of work.

    `reading` is our message that says that its file is being read: the answer takes its place.
    """

    work: Work
    services: "Services"
    chat_id: int
    person: Person | None
    prepared: str | None
    reading: SentMessage | None = None
    after: list[AfterCommit] = field(default_factory=list)
    error: Exception | None = None


@dataclass
class BotData:
    """What the application keeps between updates: the turn of the update in hand."""

    turn: Turn | None = None


class BotContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], BotData]):
    """The context of one update; what it queues commits with what the handler did."""

    @property
    def turn(self) -> Turn:
        """The update in hand."""
        turn = self.bot_data.turn
        assert turn is not None, "a handler ran outside a turn"  # noqa: S101 -- a bug, not input
        return turn

    @property
    def services(self) -> "Services":
        """The use cases."""
        return self.turn.services

    @property
    def person(self) -> Person:
        """Who wrote.

        Raises:
            StrangerError: Nobody of the county.
        """
        if self.turn.person is None:
            raise StrangerError
        return self.turn.person

    @property
    def language(self) -> str:
        """The language of whoever wrote."""
        return self.turn.person.language if self.turn.person else "zh"

    def answer(self, outcome: object, *, edits: SentMessage | None = None) -> None:
        """Queue the answer to the update, in place of message *edits* if one is given."""
        from bot.texts.answers import word_in_parts  # noqa: PLC0415 -- see above

        first, *more = word_in_parts(outcome, self.language)
        self.say(first, edits=edits)
        for message in more:
            self.say(message)

    def say(self, message: Message, *, edits: SentMessage | None = None) -> None:
        """Queue a worded message."""
        self.queue(body=message.body(), project_id=message.project_id, edits=edits)

    def queue(
        self,
        *,
        body: dict[str, Any] | None = None,
        render: dict[str, Any] | None = None,
        project_id: int | None = None,
        edits: SentMessage | None = None,
    ) -> None:
        """Queue a row of the outbox to the chat the update came from."""
        self.turn.work.outbox.add(
            self.turn.chat_id,
            self.services.clock.now(),
            body=body,
            render=render,
            priority=PAPER if render else ANSWER,
            person_id=self.turn.person.id if self.turn.person else None,
            project_id=project_id,
            edits=edits.id if edits else None,
        )


BotApplication = Application[
    ExtBot[None], BotContext, dict[Any, Any], dict[Any, Any], BotData, Any
]


def source_of(update: Update) -> Source:
    """Return the message an update brought."""
    chat, message = update.effective_chat, update.effective_message
    return Source(chat.id if chat else None, message.message_id if message else None)


def text_of(update: Update) -> str:
    """Return the words of a message or of the caption below its picture.

    Without the null character, which PostgreSQL does not store.
    """
    message = update.effective_message
    words = (message.text or message.caption or "") if message else ""
    return words.replace("\x00", "")


def tap_of(update: Update) -> Tap:
    """Return what the tapped button sent."""
    query = update.callback_query
    return read_tap(query.data or "") if query else Tap("")


def tapped_day(tap: Tap, position: int) -> date | None:
    """Return the day that an argument of a button is, None if there is none.

    Raises:
        OldButtonError: It is no day.
    """
    try:
        return date.fromisoformat(tap.word(position)) if tap.word(position) else None
    except ValueError:
        raise OldButtonError from None
