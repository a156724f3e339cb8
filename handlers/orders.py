"""Lines that change a plan or a post."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update

from handlers import progress
from handlers.context import BotContext, source_of, tap_of, text_of
from handlers.replies import answered_message


def ordered(word: str, *also: str) -> Callable[[Update, BotContext], Coroutine[Any, Any, None]]:
    """Return the handler of an order: carry out what is written behind its command or its words."""

    async def on_order(update: Update, context: BotContext) -> None:
        words = words_behind(text_of(update), word, *also)
        outcome = context.services.orders.hear(
            context.person, f"{word} {words}", source_of(update)
        )
        context.answer(outcome)

    return on_order


async def on_undo_moves(update: Update, context: BotContext) -> None:
    """Take adjustments back, in place of their receipt."""
    tap = tap_of(update)
    numbers = [tap.number(at) or 0 for at in range(len(tap.arguments))]
    undone = context.services.moves.undo(context.person, numbers, source_of(update))
    context.answer(undone, edits=answered_message(update, context))


async def on_undo_months(update: Update, context: BotContext) -> None:
    """Take a plan by month back, in place of its receipt."""
    tap, plans = tap_of(update), context.services.monthly_plans
    number, change = tap.number(0) or 0, tap.number(1) or 0
    undone = plans.undo(context.person, number, change, source_of(update))
    context.answer(undone, edits=answered_message(update, context))


async def on_plan(update: Update, context: BotContext) -> None:
    """Offer what can be changed on a project, or begin with the order that was tapped."""
    person, tap, services = context.person, tap_of(update), context.services
    project, word = services.projects.by_id(tap.number(0) or 0), tap.word(1)
    menu = services.orders.menu(person, project)
    if word in menu.orders:
        context.answer(services.orders.hear(person, f"{word} {project.code}", source_of(update)))
    else:
        context.answer(menu)


async def on_correct(update: Update, context: BotContext) -> None:
    """Correct a figure as the office; of anybody else 更正 is the beginning of a reply."""
    is_reply = not text_of(update).lstrip().startswith("/")
    if is_reply and not context.services.corrections.are_for(context.person):
        await progress.on_reply(update, context)
    else:
        await _on_correction_order(update, context)


async def on_step(update: Update, context: BotContext) -> None:
    """Record what a line tells of permits."""
    procedures = context.services.procedures
    context.answer(procedures.hear(context.person, text_of(update), source_of(update)))


async def on_node(update: Update, context: BotContext) -> None:
    """Note that a node was reached, or take that back in place of the receipt."""
    tap, nodes, source = tap_of(update), context.services.nodes, source_of(update)
    number = tap.number(0) or 0
    if tap.word(1) == "undo":
        taken_back = nodes.reopen(context.person, number, source)
        context.answer(taken_back, edits=answered_message(update, context))
    else:
        context.answer(nodes.reach(context.person, number, source))


def words_behind(text: str, *starts: str) -> str:
    """Return what stands behind a command, or behind one of the words that do the same."""
    stripped = text.strip()
    if stripped.startswith("/"):
        return stripped.partition(" ")[2].strip()
    start = next((each for each in starts if stripped.startswith(each)), "")
    return stripped.removeprefix(start).strip()


_on_correction_order = ordered("更正")
