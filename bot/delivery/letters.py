"""Stored bodies turned into calls of the Bot API."""

from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.texts.messages import CAPTION_LIMIT, Document, mark_of
from storage.outbox import Parcel

Body = dict[str, Any]
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Letters:
    """Sends and edits; whatever Telegram objects to is raised as PTB words it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, parcel: Parcel, body: Body, edited: int | None) -> int:
        """Send *body*, or put it in place of message *edited*; return the message's number."""
        text = body["text"]
        if body.get("marked"):
            text = f"{text}\n{mark_of(parcel.edits or parcel.id)}"
        if edited is not None:
            number = await self._edit(parcel.chat_id, edited, text, _markup(body))
            if number is not None:
                return number
        sent = await self._bot.send_message(
            parcel.chat_id,
            text,
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(body),
            link_preview_options=_NO_PREVIEW,
        )
        return sent.message_id

    async def _edit(
        self, chat_id: int, message_id: int, text: str, markup: InlineKeyboardMarkup | None
    ) -> int | None:
        """Edit a message; None where it is gone or too old, so that it must be sent anew."""
        try:
            await self._bot.edit_message_text(
                text,
                chat_id,
                message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            words = error.message.lower()
            if "not modified" in words:
                return message_id
            if "to edit not found" in words or "can't be edited" in words:
                return None
            raise
        return message_id

    async def send_document(
        self, parcel: Parcel, document: Document, file_id: str | None = None
    ) -> TelegramMessage:
        """Send a file, or the one that Telegram has already under *file_id*."""
        sent: TelegramMessage = await self._bot.send_document(
            parcel.chat_id,
            file_id or document.data,
            caption=document.caption[:CAPTION_LIMIT],
            parse_mode=ParseMode.HTML,
            filename=document.file_name,
        )
        return sent


def _markup(body: Body) -> InlineKeyboardMarkup | None:
    rows = body.get("buttons")
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=data, url=url) for label, data, url in row]
            for row in rows
        ]
    )
