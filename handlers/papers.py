"""The office's papers, by command and by button."""

from telegram import Update

from bot.services.papers import offer_papers, order_paper
from handlers.context import BotContext, tap_of


async def on_papers(update: Update, context: BotContext) -> None:
    """Offer the papers that this person may have."""
    del update
    context.answer(offer_papers(context.person))


async def on_paper(update: Update, context: BotContext) -> None:
    """Order the paper that was tapped; it is made when its turn comes."""
    tap = tap_of(update)
    project = tap.number(1)
    about = {} if project is None else {"project": project}
    context.queue(render=order_paper(context.person, tap.word(0), **about))
