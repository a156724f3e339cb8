"""What people do: write, tap, attach, edit, leave; each makes the update Telegram would make."""

from collections.abc import Iterable

from bot.sandbox.chats import Chat, Chats
from bot.sandbox.entities import found_in
from bot.sandbox.files import Files
from bot.sandbox.records import Group, Json, Message, Person
from bot.sandbox.updates import Updates
from bot.sandbox.watching import HasChat, Onlooker

LONGEST_TEXT = 4096
REMEMBERED_QUERIES = 10_000


class People(Onlooker):
    """Everybody who talks with the bot, and what they see.

    Attributes:
        me: The bot, as the Bot API tells it.
        hears_all: The bot hears everything said in groups: its privacy mode is off.
    """

    def __init__(
        self, chats: Chats, files: Files, updates: Updates, me: Json, *, hears_all: bool
    ) -> None:
        super().__init__(chats)
        self.files = files
        self.updates = updates
        self.me = me
        self.hears_all = hears_all

    @property
    def persons(self) -> list[Person]:
        """Return all people, in the order they came."""
        return [Person(one.id, one.name) for one in self.chats.all() if one.is_private]

    @property
    def groups(self) -> list[Group]:
        """Return all groups the bot is in."""
        return [
            Group(one.id, one.name, tuple(one.members))
            for one in self.chats.all()
            if not (one.is_private or one.shut or one.migrated_to)
        ]

    def add_person(self, name: str) -> Person:
        """Return a new person, who has never written to the bot."""
        return Person(self.chats.add("private", name).id, name)

    def add_group(self, title: str, members: Iterable[Person]) -> Group:
        """Return a new group into which the first of *members* has taken the bot."""
        ids = [person.id for person in members]
        chat = self.chats.add("group", title, ids)
        self._bot_became(chat, ids[0], "left", "member")
        return Group(chat.id, title, tuple(ids))

    def say(
        self,
        person: Person,
        text: str,
        *,
        reply_to: int | None = None,
        chat: HasChat | None = None,
    ) -> Message:
        """Let *person* type *text*, in private unless *chat* is a group; return the message."""
        if not 1 <= len(text) <= LONGEST_TEXT:
            raise ValueError(f"a message has 1 to {LONGEST_TEXT} characters, not {len(text)}")
        return self._post(person, _worded("text", text), chat, reply_to)

    def attach(
        self,
        person: Person,
        filename: str,
        content: bytes,
        *,
        caption: str | None = None,
        photo: bool = False,
        mime: str | None = None,
        reply_to: int | None = None,
        chat: HasChat | None = None,
    ) -> Message:
        """Let *person* send a file, as a picture if *photo*; return the message."""
        file = self.files.add("photo" if photo else "document", filename, content, mime)
        worded = _worded("caption", caption) if caption else {}
        return self._post(person, file.content() | worded, chat, reply_to)

    def sticker(self, person: Person, emoji: str = "👍") -> Message:
        """Let *person* send a sticker; return the message."""
        sticker = {"file_id": "CAACAgUAAxk", "file_unique_id": "AgADsticker", "type": "regular"}
        shape = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._post(person, {"sticker": sticker | shape | {"emoji": emoji}})

    def voice(self, person: Person, content: bytes = b"OggS") -> Message:
        """Let *person* send a voice message; return the message."""
        return self._post(person, self.files.add("voice", "", content, "audio/ogg").content())

    def location(
        self, person: Person, latitude: float = 35.6, longitude: float = 104.6
    ) -> Message:
        """Let *person* send where they are; return the message."""
        return self._post(person, {"location": {"latitude": latitude, "longitude": longitude}})

    def contact(self, person: Person, phone: str) -> Message:
        """Let *person* share their own phone number; return the message."""
        shared = {"phone_number": phone, "first_name": person.name, "user_id": person.id}
        return self._post(person, {"contact": shared})

    def forward(self, person: Person, message: Message, *, chat: HasChat | None = None) -> Message:
        """Let *person* forward *message* to the bot; return the message that arrives."""
        carried = ("text", "entities", "caption", "caption_entities", "document", "photo", "voice")
        content = {key: message.raw[key] for key in carried if key in message.raw}
        origin = {"type": "user", "sender_user": message.raw["from"], "date": message.raw["date"]}
        return self._post(person, content | {"forward_origin": origin}, chat)

    def edit(
        self, person: Person, message_id: int, text: str, *, chat: HasChat | None = None
    ) -> Message:
        """Let *person* change the text of a message of theirs; return it."""
        where = self._chat_of(chat or person)
        message = self._standing(where, message_id)
        word = "text" if "text" in message.raw else "caption"
        edited = self.chats.edit(message, _worded(word, text))
        if self._reaches_bot(where, edited.raw):
            self.updates.push("edited_message", edited.raw)
        return edited

    def tap(
        self, person: Person, message_id: int, button: str, *, chat: HasChat | None = None
    ) -> str:
        """Let *person* tap the inline button with this text or data; return the query's id.

        Raises:
            LookupError: The message has no such button.
        """
        where = self._chat_of(chat or person)
        message = self._standing(where, message_id)
        data = next(
            (key.data for key in message.buttons if key.data and button in (key.text, key.data)),
            None,
        )
        if data is None:
            raise LookupError(
                f"no button {button!r}, only {[key.text for key in message.buttons]}"
            )
        query_id = f"{person.id}{self.updates.next_id}"
        self._remember_query(query_id)
        query = {"id": query_id, "from": self._chat_of(person).as_user(), "message": message.raw}
        self.updates.push("callback_query", query | {"chat_instance": str(where.id), "data": data})
        return query_id

    def block(self, person: Person) -> None:
        """Let *person* block the bot."""
        self._shut(person, shut=True)

    def unblock(self, person: Person) -> None:
        """Let *person* take the bot back."""
        self._shut(person, shut=False)

    def remove_bot(self, group: Group) -> None:
        """Let the first member put the bot out of *group*."""
        chat = self._chat_of(group)
        chat.shut = True
        self.chats.keep(chat)
        self._bot_became(chat, chat.members[0], "member", "left")

    def upgrade(self, group: Group) -> Group:
        """Turn *group* into a supergroup with a new id and return that; both are told."""
        old = self._chat_of(group)
        new = self.chats.add("supergroup", old.name, old.members)
        old.migrated_to = new.id
        self.chats.keep(old)
        who = self._chat_of(old.members[0]).as_user()
        for chat, told in (
            (old, {"migrate_to_chat_id": new.id}),
            (new, {"migrate_from_chat_id": old.id}),
        ):
            self.updates.push("message", self.chats.post(chat, who, told).raw)
        return Group(new.id, new.name, tuple(new.members))

    def _remember_query(self, query_id: str) -> None:
        self.answers[query_id] = None
        if len(self.answers) > REMEMBERED_QUERIES:
            del self.answers[next(iter(self.answers))]

    def _post(
        self,
        person: Person,
        content: Json,
        chat: HasChat | None = None,
        reply_to: int | None = None,
    ) -> Message:
        where = self._chat_of(chat or person)
        if where.is_private and where.shut:
            self.unblock(person)  # as the apps do: writing again takes the bot back
        if where.is_private and not where.started:
            where.started = True
            self.chats.keep(where)
        if reply_to is not None:
            content = content | {"reply_to_message": quoted(self._standing(where, reply_to))}
        message = self.chats.post(where, self._chat_of(person).as_user(), content)
        if self._reaches_bot(where, message.raw):
            self.updates.push("message", message.raw)
        return message

    def _reaches_bot(self, chat: Chat, raw: Json) -> bool:
        """Tell whether the bot hears it: in groups, by default, only what is meant for a bot.

        Source: "Privacy mode" in Telegram's Bots FAQ.
        """
        if chat.is_private or self.hears_all:
            return True
        if chat.shut:
            return False
        text = str(raw.get("text") or raw.get("caption") or "")
        answered = raw.get("reply_to_message", {}).get("from", {})
        return (
            text.startswith("/")
            or f"@{self.me['username']}" in text
            or answered.get("id") == self.me["id"]
        )

    def _shut(self, person: Person, *, shut: bool) -> None:
        chat = self._chat_of(person)
        if chat.shut != shut:
            chat.shut = shut
            self.chats.keep(chat)
            self._bot_became(
                chat, person.id, *(("member", "kicked") if shut else ("kicked", "member"))
            )

    def _bot_became(self, chat: Chat, by: int, before: str, after: str) -> None:
        def member(status: str) -> Json:
            until = {"until_date": 0} if status == "kicked" else {}
            return {"user": self.me, "status": status} | until

        change = {"old_chat_member": member(before), "new_chat_member": member(after)}
        who = self._chat_of(by).as_user()
        when = self.chats.instant()
        self.updates.push(
            "my_chat_member", {"chat": chat.raw(), "from": who, "date": when} | change
        )

    def _chat_of(self, whose: HasChat | int) -> Chat:
        chat_id = whose if isinstance(whose, int) else whose.chat_id
        chat = self.chats.find(chat_id)
        if chat is None:
            raise LookupError(f"no chat {chat_id}")
        return chat

    def _standing(self, chat: Chat, message_id: int) -> Message:
        message = self.chats.message(chat.id, message_id)
        if message is None:
            raise LookupError(f"no message {message_id} in chat {chat.id}")
        return message


def quoted(message: Message) -> Json:
    """Return *message* as it is told inside an answer to it."""
    return {key: value for key, value in message.raw.items() if key != "reply_to_message"}


def _worded(word: str, text: str) -> Json:
    entities = found_in(text, [])
    label = "entities" if word == "text" else "caption_entities"
    return {word: text} | ({label: entities} if entities else {})
