"""How things stand, on demand."""

from telegram import Update

from bot.texts.answers import plain
from handlers.context import BotContext, tap_of


async def on_summary(update: Update, context: BotContext) -> None:
    """Show the summary."""
    del update
    context.answer(context.services.summaries.summary(context.person))


async def on_summary_tap(update: Update, context: BotContext) -> None:
    """Hand out the plain text, or what was not understood."""
    services, person = context.services, context.person
    match tap_of(update).word(0):
        case "unread":
            context.answer(services.questions.unread(person))
        case "undelivered":
            context.answer(services.summaries.undelivered(person))
        case _:
            context.say(plain(services.summaries.summary(person), context.language))


async def on_unread(update: Update, context: BotContext) -> None:
    """Show what people wrote that is still not understood."""
    del update
    context.answer(context.services.questions.unread(context.person))
