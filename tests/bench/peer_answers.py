"""A bot that stores nothing: python-telegram-bot polls, and answers each text."""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def on_message(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer."""
    if update.message:
        await update.message.reply_text("Recorded: 40%")


API_URL, TOKEN = sys.argv[1:]
application = Application.builder().token(TOKEN).base_url(f"{API_URL}/bot").job_queue(None).build()
application.add_handler(MessageHandler(filters.TEXT, on_message))
application.run_polling()
