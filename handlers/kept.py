"""What is no text: kept, and answered with what to do instead."""

from telegram import Update

from bot.domain.errors import OldButtonError
from handlers.context import BotContext, source_of, text_of


async def on_something_else(update: Update, context: BotContext) -> None:
    """Answer a sticker, a voice message, a place, a picture without words."""
    message = update.effective_message
    what = "other"
    if message is not None:
        pictured = message.photo or message.document
        what = "voice" if message.voice else "photo" if pictured else "other"
    questions = context.services.questions
    context.answer(questions.keep(context.person, what, text_of(update), source_of(update)))


async def on_old_button(update: Update, context: BotContext) -> None:
    """Answer a button that no longer means anything.

    Raises:
        OldButtonError: Always, to whoever is known.
    """
    del update
    context.person  # noqa: B018 -- a stranger gets their one sentence
    raise OldButtonError
