"""The weekly ranking."""

from telegram import Update

from handlers.context import BotContext, tap_of, tapped_day, text_of
from handlers.orders import words_behind
from handlers.replies import answered_message


async def on_ranking(update: Update, context: BotContext) -> None:
    """Show the last issue, or that of the day which is written behind the command."""
    words = words_behind(text_of(update), "排序").strip(" ：:")
    context.answer(context.services.ranking_lists.asked(context.person, words))


async def on_ranking_tap(update: Update, context: BotContext) -> None:
    """Turn to another list or page in place, explain the scores, or make the first issue."""
    lists, tap, person = context.services.ranking_lists, tap_of(update), context.person
    match tap.word(0):
        case "explain":
            explained = lists.explain(person, tap.word(1), tap.number(2) or 1, tapped_day(tap, 3))
            context.answer(explained)
        case "make":
            context.answer(lists.make_now(person))
        case which:
            shown = lists.show(person, which, tap.number(1) or 1, tapped_day(tap, 2))
            context.answer(shown, edits=answered_message(update, context))
