"""What raised: worded for whoever caused it, or left to be tried again."""

from bot.domain.errors import LedgerError
from bot.texts.answers import word_error
from bot.texts.messages import Message
from handlers.context import BotContext, Turn


async def on_error(update: object, context: BotContext) -> None:
    """Keep the error for the turn: PTB would swallow it."""
    del update
    context.turn.error = context.error


def refuse(turn: Turn, error: LedgerError) -> None:
    """Queue the sentence for what a person got wrong."""
    _queue(turn, word_error(error, turn.person.language if turn.person else "zh"))


def apologise(turn: Turn) -> None:
    """Queue the sentence for what we could not handle; the office sees the dead letter."""
    _queue(turn, word_error(_Failed(), turn.person.language if turn.person else "zh"))


class _Failed(LedgerError):
    text = "error.failed"


def _queue(turn: Turn, message: Message) -> None:
    turn.work.outbox.add(
        turn.chat_id,
        turn.services.clock.now(),
        body=message.body(),
        person_id=turn.person.id if turn.person else None,
        edits=turn.reading.id if turn.reading else None,
    )
