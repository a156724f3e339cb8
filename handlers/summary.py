"""How things stand, on demand, and every figure of it opened."""

from telegram import Update

from bot.domain.errors import NumberNotFoundError, OldButtonError
from bot.domain.groups import ALL, Group, group_of
from bot.domain.rates import Figure, figure_of
from bot.texts.answers import plain
from bot.texts.taps import Tap
from handlers.context import BotContext, tap_of, tapped_day, text_of
from handlers.orders import words_behind
from handlers.replies import answered_message

WORDS = ("汇总",)


async def on_summary(update: Update, context: BotContext) -> None:
    """Show the summary of what is written behind the command: a name, a day, both, or nothing."""
    words = words_behind(text_of(update), *WORDS).split()
    context.answer(context.services.summaries.asked(context.person, words))


async def on_summary_tap(update: Update, context: BotContext) -> None:
    """Show a group, hand out the plain text, or what was not understood; note a meeting."""
    services, person, tap = context.services, context.person, tap_of(update)
    match tap.word(0):
        case "unread":
            context.answer(services.questions.unread(person))
        case "undelivered":
            context.answer(services.summaries.undelivered(person))
        case "meeting":
            context.answer(services.summaries.note_meeting(person))
        case "show":
            context.answer(services.summaries.summary(person, _group(tap, 1), tapped_day(tap, 2)))
        case _:
            summary = services.summaries.summary(person, _group(tap, 1), tapped_day(tap, 2))
            context.say(plain(summary, context.language))


async def on_figure(update: Update, context: BotContext) -> None:
    """Open a figure to its projects, or turn to another page of them in place."""
    figures, tap, page = context.services.figures, tap_of(update), tap_of(update).number(3)
    day = tapped_day(tap, 2)
    if day is None:
        raise OldButtonError
    opened = figures.open(context.person, _figure(tap), _group(tap, 1), day, page or 1)
    context.answer(opened, edits=answered_message(update, context) if page else None)


async def on_why(update: Update, context: BotContext) -> None:
    """Show what a number of a paper is made of, or how the last message was read."""
    number = words_behind(text_of(update), "为什么")
    person, services = context.person, context.services
    if not number:
        context.answer(services.replies.why(person, context.turn.chat_id))
        return
    try:
        context.answer(services.figures.why(person, number))
    except NumberNotFoundError:
        context.answer(services.ranking_lists.why(person, number))


async def on_unread(update: Update, context: BotContext) -> None:
    """Show what people wrote that is still not understood."""
    del update
    context.answer(context.services.questions.unread(context.person))


def _figure(tap: Tap) -> Figure:
    figure = figure_of(tap.word(0))
    if figure is None:
        raise OldButtonError
    return figure


def _group(tap: Tap, position: int) -> Group:
    group = group_of(tap.word(position) or ALL.key)
    if group is None:
        raise OldButtonError
    return group
