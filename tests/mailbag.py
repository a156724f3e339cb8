"""Messages queued straight into the outbox, and what became of them."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from county import County
from sqlalchemy import select

from bot.sandbox.watching import HasChat
from storage.statements import table_of
from storage.tables import Inbox, InboxState, Outbox


@dataclass
class Mailbag:
    """A county's outbox, seen from both ends; without a chat named, it is the one person's."""

    county: County
    person: HasChat

    def queue(self, text: str, to: HasChat | None = None, **more: Any) -> int:
        """Queue a message and return its number."""
        with self.county.store.begin() as work:
            chat, now = (to or self.person).chat_id, self.county.clock.now()
            linked = work.people.by_chat(chat)
            more["person_id"] = linked.id if linked else None
            number = work.outbox.add(chat, now, body={"text": text}, **more)
        assert number is not None
        return number

    async def go(self) -> None:
        """Let go out what is due, and return when nothing is on its way."""
        self.county.duban.sender.wake()
        await self.county.duban.settled()

    async def go_later(self, seconds: float) -> None:
        """Let time pass, and go out what is due then."""
        self.county.clock.set(self.county.clock.now() + timedelta(seconds=seconds))
        self.county.duban.planner.tick()
        await self.go()

    def row(self, number: int) -> dict[str, Any]:
        """Return a row of the outbox."""
        outbox = table_of(Outbox)
        with self.county.store.read() as work:
            found = work.session.execute(select(outbox).where(outbox.c.id == number))
            return dict(found.mappings().one())

    def state(self, number: int) -> str:
        """Return what became of a row."""
        return str(self.row(number)["state"])

    def texts(self, whose: HasChat | None = None) -> list[str]:
        """Return what the bot wrote in a chat, as it stands now."""
        messages = self.county.sandbox.messages(whose or self.person)
        return [each.text for each in messages if each.from_bot and not each.deleted]

    def new_texts(self, known: list[str], whose: HasChat | None = None) -> list[str]:
        """Return what the bot wrote in a chat after it had written what is *known*."""
        return self.texts(whose)[len(known) :]

    def dead_letters(self) -> list[str]:
        """Return why updates could not be handled."""
        inbox = table_of(Inbox)
        with self.county.store.read() as work:
            dead = select(inbox.c.error).where(inbox.c.state == InboxState.DEAD)
            return list(work.session.execute(dead).scalars())


def read_when_told(data: bytes, file_name: str, today: str) -> str:
    """Return what is written into the pipe that *data* names, as soon as it is: a slow reader."""
    del file_name, today
    return Path(data.decode()).read_text(encoding="utf-8")


def die_reading(data: bytes, file_name: str, today: str) -> str:
    """End the process that reads, as a lack of memory would."""
    del data, file_name, today
    os._exit(9)


def give_up_reading(data: bytes, file_name: str, today: str) -> str:
    """Raise what ends a process, as a library may that is not written in Python."""
    del data, file_name, today
    raise SystemExit
