"""The office's papers, by command and by button."""

from telegram import Update

from bot.domain.errors import OldButtonError
from bot.services.papers import offer_papers, order_paper
from handlers.context import BotContext, tap_of, tapped_day
from handlers.replies import answered_message

WORDS = ("材料", "挂图", "日历", "周信")

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


async def on_burden(update: Update, context: BotContext) -> None:
    """Open what a unit was sent in the days of a weekly letter, or turn its pages in place."""
    tap = tap_of(update)
    until, page = tapped_day(tap, 1), tap.number(2)
    if until is None:
        raise OldButtonError
    unit_id = tap.number(0) or None  # the county's own people have no unit
    opened = context.services.letters.opened(context.person, unit_id, until, page or 1)
    context.answer(opened, edits=answered_message(update, context) if page else None)
