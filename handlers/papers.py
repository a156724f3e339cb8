"""The office's papers, by command and by button."""

from telegram import Update

from bot.services.papers import offer_papers, order_paper
from handlers.context import BotContext, tap_of

ABOUT = {"project-charts": ("project",), "return": ("month",), "bulletin": ("bulletin",)}
"""What a button may name beside the paper."""


async def on_papers(update: Update, context: BotContext) -> None:
    """Offer the papers that this person may have."""
    del update
    context.answer(offer_papers(context.person))


async def on_paper(update: Update, context: BotContext) -> None:
    """Order the paper that was tapped; it is made when its turn comes."""
    name, *about = tap_of(update).arguments
    if name == "bulletin" and not about:
        context.answer(context.services.bulletins.status(context.person))
        return
    which = dict(zip(ABOUT.get(name, ()), about, strict=False))
    context.services.standings.bring_up_to_date()  # where it is made nothing can be stored
    context.queue(render=order_paper(context.person, name, **which))
