"""What the Bot API's methods work on: everything the sandbox knows, seen from the bot's side."""

from dataclasses import dataclass

from bot.sandbox.chats import Chat, Chats
from bot.sandbox.fields import Fields
from bot.sandbox.files import Files
from bot.sandbox.pace import Pace
from bot.sandbox.people import People
from bot.sandbox.records import Json, Message
from bot.sandbox.refusals import bad_request, forbidden, upgraded
from bot.sandbox.store import Store
from bot.sandbox.updates import Updates


@dataclass(frozen=True, slots=True)
class Desk:
    """The bot's side of the sandbox; `pace` is None while Telegram's limits are switched off."""

    me: Json
    store: Store
    chats: Chats
    files: Files
    updates: Updates
    people: People
    pace: Pace | None

    def chat(self, fields: Fields) -> Chat:
        """Return the chat named in the call.

        Raises:
            RefusalError: There is none, or it lives on under another id.
        """
        chat = self.chats.find(fields.number("chat_id"))
        if "chat_id" not in fields.values:
            raise bad_request("chat_id is empty")
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise upgraded(chat.migrated_to)
        return chat

    def writable_chat(self, fields: Fields) -> Chat:
        """Return the chat named in the call, into which the bot may write now.

        Raises:
            RefusalError: It may not write there, or not so soon.
        """
        chat = self.chat(fields)
        if chat.is_private and not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.shut:
            raise forbidden(
                "bot was blocked by the user"
                if chat.is_private
                else f"bot was kicked from the {chat.kind} chat"
            )
        if self.pace is not None:
            self.pace.count(chat.id)
        return chat

    def own_message(self, chat: Chat, fields: Fields, doing: str) -> Message:
        """Return the bot's message named in the call; *doing* is what is to be done with it.

        Raises:
            RefusalError: It is not there, or not the bot's.
        """
        message = self.chats.message(chat.id, fields.number("message_id"))
        if message is None:
            raise bad_request(f"message to {doing} not found")
        if not message.from_bot:
            raise bad_request("message can't be edited")
        return message
