"""The least that others would write: python-telegram-bot that stores what it hears with SQLModel."""

import sys

from sqlmodel import Field, Session, SQLModel, create_engine
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

API_URL, TOKEN, DATABASE = sys.argv[1:]


class Heard(SQLModel, table=True):
    """A message."""

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int
    text: str


engine = create_engine(f"sqlite:///{DATABASE}")
SQLModel.metadata.create_all(engine)


async def on_message(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Store a message."""
    if update.message:
        with Session(engine) as session:
            session.add(Heard(chat_id=update.message.chat_id, text=update.message.text or ""))
            session.commit()


# On loopback ours loads no certificates either: they would cost both sides the same.
plain = {"verify": False, "trust_env": False}
application = (
    Application.builder()
    .token(TOKEN)
    .base_url(f"{API_URL}/bot")
    .request(HTTPXRequest(32, httpx_kwargs=plain))
    .get_updates_request(HTTPXRequest(1, httpx_kwargs=plain))
    .build()
)
application.add_handler(MessageHandler(filters.TEXT, on_message))
application.run_polling()
