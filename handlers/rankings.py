"""The weekly ranking."""

from telegram import Update

from handlers.context import BotContext, tap_of
from handlers.replies import answered_message


async def on_ranking(update: Update, context: BotContext) -> None:
    """Show the last issue."""
    del update
    context.answer(context.services.rankings.show(context.person))


async def on_ranking_tap(update: Update, context: BotContext) -> None:
    """Turn to another list or page in place, explain the score, or make the first issue."""
    rankings, tap, person = context.services.rankings, tap_of(update), context.person
    match tap.word(0):
        case "explain":
            context.answer(rankings.explain(person))
        case "make":
            context.answer(rankings.make_now(person))
        case which:
            shown = rankings.show(person, which, tap.number(1) or 1)
            context.answer(shown, edits=answered_message(update, context))
