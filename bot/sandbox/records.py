"""What the sandbox hands out: people, groups, messages, and what its page is told at the start."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a private chat with the bot; the chat has the person's id, as in Telegram."""

    id: int
    name: str

    @property
    def chat_id(self) -> int:
        """Return the id of the private chat with the bot."""
        return self.id


@dataclass(frozen=True, slots=True)
class Group:
    """A group that the bot is in."""

    id: int
    title: str
    member_ids: tuple[int, ...]

    @property
    def chat_id(self) -> int:
        """Return the id of the group's chat."""
        return self.id


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button; *data* is empty for a link, *url* is empty otherwise."""

    text: str
    data: str
    url: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands in a chat; an edit makes a new `Message` of the same id.

    Attributes:
        raw: The message as the Bot API tells it.
        changed: Ordinal of its last change among all changes of the sandbox.
        deleted: It was deleted; only its number is left.
    """

    raw: Json
    changed: int
    deleted: bool = False

    @property
    def id(self) -> int:
        """Return the number of the message in its chat."""
        return int(self.raw["message_id"])

    @property
    def chat_id(self) -> int:
        """Return the chat the message stands in."""
        return int(self.raw["chat"]["id"])

    @property
    def from_bot(self) -> bool:
        """Tell whether the bot wrote it."""
        return bool(self.raw.get("from", {}).get("is_bot"))

    @property
    def text(self) -> str:
        """Return what is read: the text, or the caption of a file, or nothing."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def edited(self) -> bool:
        """Tell whether it was edited after it was sent."""
        return "edit_date" in self.raw

    @property
    def reply_to(self) -> int | None:
        """Return the number of the message it answers."""
        answered = self.raw.get("reply_to_message")
        return int(answered["message_id"]) if answered else None

    @property
    def buttons(self) -> list[Button]:
        """Return the inline buttons, row after row."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [
            Button(key["text"], key.get("callback_data", ""), key.get("url", ""))
            for row in rows
            for key in row
        ]

    @property
    def file_id(self) -> str | None:
        """Return the id of the document, the largest photo or the voice it carries."""
        if photo := self.raw.get("photo"):
            return str(photo[-1]["file_id"])
        carried = self.raw.get("document") or self.raw.get("voice") or {}
        return carried.get("file_id")

    @property
    def filename(self) -> str:
        """Return the name of the document it carries, or nothing."""
        return str(self.raw.get("document", {}).get("file_name", ""))


@dataclass(frozen=True, slots=True)
class Request:
    """A call the bot made: the method as written, and its fields as sent."""

    method: str
    fields: Json


class ClockControl(Protocol):
    """The clock the page shows and moves."""

    def now(self) -> datetime:
        """Return the instant, aware, in the zone to show it in."""
        ...

    async def advance(self, to: datetime | None) -> None:
        """Move on to *to*, or to the next working morning, running what falls due on the way."""
        ...


@dataclass(frozen=True, slots=True)
class Sample:
    """A file the tour offers to attach."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step of the tour for first visitors, in Chinese and English.

    Attributes:
        person: Name of the person to act as; nobody changes when it is empty.
        say: Text offered for sending with one click.
        sample: File offered for sending with one click.
    """

    title: str
    text: str
    title_en: str = ""
    text_en: str = ""
    person: str = ""
    say: str = ""
    sample: Sample | None = field(default=None)
