"""The office verifies what was reported as started or completed."""

from telegram import Update

from handlers.context import BotContext, source_of, tap_of
from handlers.replies import answered_message


async def on_verify(update: Update, context: BotContext) -> None:
    """List what waits to be verified."""
    del update
    context.answer(context.services.verifications.waiting(context.person))


async def on_verify_tap(update: Update, context: BotContext) -> None:
    """List what waits, or verify what was shown or take that back, in place of the list."""
    tap, verifications = tap_of(update), context.services.verifications
    number, change, source = tap.number(1) or 0, tap.number(2) or 0, source_of(update)
    match tap.word(0):
        case "all":
            told = verifications.verify_shown(context.person, number, change, source)
        case "one":
            told = verifications.verify_one(context.person, number, change, source)
        case "undo":
            told = verifications.undo(context.person, number, change, source)
        case _:
            context.answer(verifications.waiting(context.person))
            return
    context.answer(told, edits=answered_message(update, context))
