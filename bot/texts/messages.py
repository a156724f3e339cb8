"""A message as it is queued: words, buttons, and what it is about. Knows no messenger."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
MARK_ROOM = 16
"""Characters kept free for the mark that is put below a message when it is sent."""
CUT = "……"


@dataclass(frozen=True, slots=True)
class Button:
    """A button that sends *data* back when tapped, or opens *url*."""

    label: str
    data: str | None = None
    url: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """Words in HTML and the buttons below them.

    `project_id` is set where an answer to the message can only mean one project.
    `tells` are the projects whose assignment card it is: once sent, its reader has been told.
    `asks` are the projects of which it asks to be told something.
    A `marked` message carries `#r123`, by which a reply finds it when Telegram's own number
    of it was lost.
    Words that Telegram would refuse for their length are cut at the end of a line.
    """

    text: str
    keyboard: Keyboard = ()
    project_id: int | None = None
    tells: tuple[int, ...] = ()
    marked: bool = False
    asks: tuple[int, ...] = ()

    def body(self) -> dict[str, Any]:
        """Return the message as it is stored in the outbox."""
        body: dict[str, Any] = {"text": _cut(self.text)}
        if self.keyboard:
            body["buttons"] = [
                [[button.label, button.data, button.url] for button in row]
                for row in self.keyboard
            ]
        if self.tells:
            body["tells"] = list(self.tells)
        if self.asks:
            body["asks"] = list(self.asks)
        if self.marked:
            body["marked"] = True
        return body


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was made, and the words in HTML below it."""

    data: bytes
    file_name: str
    caption: str = ""


def _cut(text: str) -> str:
    """Return *text* if Telegram takes it, else its first lines and a sign that more was left out.

    The length is taken with marks and in UTF-16 units, which is never less than what Telegram
    counts. No line is cut, so that no tag and no escaped character is torn.
    """
    room = TEXT_LIMIT - MARK_ROOM
    if _length(text) <= room:
        return text
    lines = text.split("\n")
    while lines and (_length("\n".join([*lines, CUT])) > room or not _is_balanced(lines)):
        lines.pop()
    return "\n".join([*lines, CUT])


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _is_balanced(lines: list[str]) -> bool:
    """Return whether each tag is closed: what is escaped holds no `<` of its own."""
    text = "".join(lines)
    return text.count("<") == 2 * text.count("</")


def mark_of(outbox_id: int) -> str:
    """Return the short mark of a message."""
    return f"#r{outbox_id}"


def without_marks(text: str) -> str:
    """Return the words of a message as they are read: no tags, nothing escaped."""
    return unescape(re.sub(r"<[^>]*>", "", text))
