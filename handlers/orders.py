"""Lines that change a plan or a post."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update

from handlers.context import BotContext, source_of, text_of


def ordered(word: str, *also: str) -> Callable[[Update, BotContext], Coroutine[Any, Any, None]]:
    """Return the handler of an order: carry out what is written behind its command or its words."""

    async def on_order(update: Update, context: BotContext) -> None:
        words = words_behind(text_of(update), word, *also)
        outcome = context.services.orders.hear(
            context.person, f"{word} {words}", source_of(update)
        )
        context.answer(outcome)

    return on_order


def words_behind(text: str, *starts: str) -> str:
    """Return what stands behind a command, or behind one of the words that do the same."""
    stripped = text.strip()
    if stripped.startswith("/"):
        return stripped.partition(" ")[2].strip()
    start = next((each for each in starts if stripped.startswith(each)), "")
    return stripped.removeprefix(start).strip()
