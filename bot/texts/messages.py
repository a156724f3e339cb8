"""A message as it is queued: words, buttons, and what it is about. Knows no messenger."""

from dataclasses import dataclass, field
from typing import Any

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


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
    A `marked` message carries `#r123`, by which a reply finds it when Telegram's own number
    of it was lost.
    """

    text: str
    keyboard: Keyboard = ()
    project_id: int | None = None
    tells: tuple[int, ...] = ()
    marked: bool = False

    def body(self) -> dict[str, Any]:
        """Return the message as it is stored in the outbox."""
        body: dict[str, Any] = {"text": self.text}
        if self.keyboard:
            body["buttons"] = [
                [[button.label, button.data, button.url] for button in row]
                for row in self.keyboard
            ]
        if self.tells:
            body["tells"] = list(self.tells)
        if self.marked:
            body["marked"] = True
        return body


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is made when its row is claimed: *make(records)* runs in the render process."""

    make: Any
    records: Any
    file_name: str
    caption: str = ""
    keyboard: Keyboard = field(default=())


def mark_of(outbox_id: int) -> str:
    """Return the short mark of a message."""
    return f"#r{outbox_id}"
