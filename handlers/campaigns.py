"""Campaigns: started, changed and looked at by one line."""

from telegram import Update

from handlers.context import BotContext, source_of, text_of
from handlers.orders import words_behind

WORDS = ("攻坚",)


async def on_campaign(update: Update, context: BotContext) -> None:
    """Carry out the order behind the command, or show the campaigns that run."""
    words = words_behind(text_of(update), *WORDS)
    context.answer(context.services.campaigns.hear(context.person, words, source_of(update)))
