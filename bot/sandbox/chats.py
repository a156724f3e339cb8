"""Chats and all that was ever said in them, by people and by the bot."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime

from bot.sandbox.bells import Bell
from bot.sandbox.records import Json, Message
from bot.sandbox.store import Store

# Telegram's ids no longer fit in 32 bits; ids here are as large, so that a column too narrow shows.
FIRST_PERSON = 7_000_000_001
FIRST_GROUP = -4_000_000_001
FIRST_SUPERGROUP = -1_002_000_000_001


@dataclass(slots=True)
class Chat:
    """A private chat, group or supergroup.

    Attributes:
        kind: Telegram's word: private, group or supergroup.
        name: The person's name or the group's title.
        started: The person has written to the bot, so the bot may write.
        shut: The person blocked the bot, or the group put it out.
        keyboard: The reply keyboard shown under the chat.
        seen: What each person has seen of the chat, as an ordinal of changes.
    """

    id: int
    kind: str
    name: str
    members: list[int] = field(default_factory=list)
    started: bool = False
    shut: bool = False
    migrated_to: int | None = None
    keyboard: list[list[Json]] | None = None
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        """Tell whether it is the chat of one person with the bot."""
        return self.kind == "private"

    def raw(self) -> Json:
        """Return the chat as the Bot API tells it."""
        label = "first_name" if self.is_private else "title"
        return {"id": self.id, "type": self.kind, label: self.name}

    def as_user(self) -> Json:
        """Return the person whose private chat this is, as the Bot API tells it."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": "zh-hans",
        }


class Chats:
    """Every chat with its messages; whoever waits for a change is woken."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._chats: dict[int, Chat] = {}
        self._messages: defaultdict[int, dict[int, Message]] = defaultdict(dict)
        self._last_ids: defaultdict[int, int] = defaultdict(int)
        self._bells: defaultdict[int, Bell] = defaultdict(Bell)
        self.anywhere = Bell()
        self.last_change = 0
        self._load()

    def _load(self) -> None:
        for chat_id, body in self._store.records("chat"):
            self._chats[chat_id] = Chat(**body)
        loaded = [Message(**body) for _, body in self._store.records("message")]
        for message in sorted(loaded, key=lambda one: one.changed):
            self._remember(message)

    def add(self, kind: str, name: str, members: list[int] | None = None) -> Chat:
        """Open a new chat of *kind* and return it."""
        first, step = {
            "private": (FIRST_PERSON, 1),
            "group": (FIRST_GROUP, -1),
            "supergroup": (FIRST_SUPERGROUP, -1),
        }[kind]
        alike = sum(chat.kind == kind for chat in self._chats.values())
        chat = Chat(first + step * alike, kind, name, members or [])
        self._chats[chat.id] = chat
        self.keep(chat)
        return chat

    def keep(self, chat: Chat) -> None:
        """Remember what was changed about *chat*."""
        self._store.put("chat", chat.id, asdict(chat))
        self._wake(chat.id)

    def find(self, chat_id: int) -> Chat | None:
        """Return the chat, or None."""
        return self._chats.get(chat_id)

    def all(self) -> list[Chat]:
        """Return all chats, oldest first."""
        return list(self._chats.values())

    def instant(self) -> int:
        """Return the sandbox's time as Telegram writes it."""
        return int(self._now().timestamp())

    def post(self, chat: Chat, sender: Json, content: Json) -> Message:
        """Add a message to *chat* and return it."""
        raw = {
            "message_id": self._last_ids[chat.id] + 1,
            "from": sender,
            "chat": chat.raw(),
            "date": self.instant(),
        }
        return self._changed(raw | content)

    def edit(self, message: Message, content: Json) -> Message:
        """Replace text, entities and keyboard of *message* by *content* and return it."""
        kept = {
            key: value
            for key, value in message.raw.items()
            if key not in ("text", "entities", "reply_markup")
        }
        return self._changed(kept | {"edit_date": self.instant()} | content)

    def delete(self, message: Message) -> None:
        """Take *message* out of its chat; its number is not given again."""
        raw = {key: message.raw[key] for key in ("message_id", "from", "chat", "date")}
        self._changed(raw, deleted=True)

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """Return the message as it stands now, or None."""
        message = self._messages[chat_id].get(message_id)
        return None if message is None or message.deleted else message

    def messages(self, chat_id: int) -> list[Message]:
        """Return what stands in the chat, in the order it was sent."""
        standing = (one for one in self._messages[chat_id].values() if not one.deleted)
        return sorted(standing, key=lambda one: one.id)

    def changes_after(self, chat_id: int, change: int) -> Iterator[Message]:
        """Yield messages of the chat sent, edited or deleted after *change*, latest first."""
        for message in reversed(self._messages[chat_id].values()):
            if message.changed <= change:
                return
            yield message

    async def next_change(self, chat_id: int) -> None:
        """Return when something changes in the chat."""
        await self._bells[chat_id].heard()

    def _changed(self, raw: Json, *, deleted: bool = False) -> Message:
        message = Message(raw, self.last_change + 1, deleted)
        self._remember(message)
        body = {"raw": raw, "changed": message.changed, "deleted": deleted}
        self._store.put("message", message.chat_id, body, message.id)
        self._wake(message.chat_id)
        return message

    def _remember(self, message: Message) -> None:
        in_chat = self._messages[message.chat_id]
        in_chat.pop(message.id, None)  # to its end: messages are kept in the order of change
        in_chat[message.id] = message
        self._last_ids[message.chat_id] = max(self._last_ids[message.chat_id], message.id)
        self.last_change = message.changed

    def _wake(self, chat_id: int) -> None:
        if bell := self._bells.get(chat_id):
            bell.ring()
        self.anywhere.ring()
