"""The monthly investment return: who has returned, locked and reopened, and what is 入库."""

from telegram import Update

from handlers.context import BotContext, source_of, tap_of, text_of
from handlers.orders import words_behind


async def on_returns(update: Update, context: BotContext) -> None:
    """Show who has returned this month."""
    del update
    context.answer(context.services.returns.status(context.person))


async def on_reopen(update: Update, context: BotContext) -> None:
    """Open the return that was locked last, for the reason that was written."""
    reason = words_behind(text_of(update), "重开报表")
    context.answer(context.services.returns.reopen(context.person, reason, source_of(update)))


async def on_lock(update: Update, context: BotContext) -> None:
    """Lock the return that was reopened."""
    context.answer(context.services.returns.lock_again(context.person, source_of(update)))


async def on_statistics(update: Update, context: BotContext) -> None:
    """Show which projects are not in statistics yet."""
    del update
    context.answer(context.services.returns.not_in_statistics(context.person))


async def on_statistics_tap(update: Update, context: BotContext) -> None:
    """Mark the project that was tapped as 入库, or take the mark back."""
    services = context.services
    project = services.projects.by_id(tap_of(update).number(0) or 0)
    context.answer(services.returns.mark_in_statistics(context.person, project, source_of(update)))
