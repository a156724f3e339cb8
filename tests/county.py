"""A county to test with: a clock that is set, the sandbox's real HTTP, and what people do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import Duban
from bot.clock import FrozenClock
from bot.domain.outcomes import Invited
from bot.domain.policies import Policy
from bot.sandbox import Message, Person, Sandbox
from bot.services.services import Services
from storage.unit_of_work import Store

ZONE = ZoneInfo("Asia/Shanghai")
SAMPLES = Path(__file__).parent / "samples"
P1 = SAMPLES / "p1_包联责任清单.xlsx"
TOKEN = "1:sandbox"
READING = "正在读"


def at(day: str, hour: str = "08:00") -> datetime:
    """Return an instant on the county's clocks."""
    return datetime.fromisoformat(f"{day}T{hour}:00").replace(tzinfo=ZONE)


def is_answer(seen: int) -> Callable[[Message], bool]:
    """Return what tells an answer among messages changed since the *seen* change.

    That a file is being read is no answer yet: the answer takes that message's place.
    """
    return lambda each: each.changed > seen and not each.text.startswith(READING)


@dataclass
class County:
    """The bot at work in a sandbox, and whoever talks to it."""

    sandbox: Sandbox
    store: Store
    clock: FrozenClock
    duban: Duban
    policy: Policy

    async def link(self, name: str, *, unit: str | None = None, role: str | None = None) -> Person:
        """Let a person of the ledger, or a new one with a role, open their chat by an invite."""
        with self.store.begin() as work:
            people = Services(work, self.clock, self.policy).people
            invited = people.invite(name, "duban_bot", unit=unit, role=role)
        assert isinstance(invited, Invited)
        person = self.sandbox.add_person(name)
        await self.say(person, f"/start {invited.lines[0].payload}")
        return person

    async def say(self, person: Person, text: str, reply_to: Message | None = None) -> Message:
        """Say something and return what the bot answers."""
        count = len(self.sandbox.messages(person))
        self.sandbox.say(person, text, reply_to=reply_to.id if reply_to else None)
        return await self.answer_after(person, count + 1)

    async def answer_after(self, person: Person, count: int) -> Message:
        """Return the first message of the bot after the chat had *count* messages.

        That a file is being read is no answer yet: the answer takes that message's place.
        """

        def is_new(message: Message) -> bool:
            is_answer = not message.text.startswith(READING)
            return is_answer and message in self.sandbox.messages(person)[count:]

        return await self.sandbox.wait_for(person, is_new)

    async def tap(self, person: Person, message: Message, button: str) -> Message:
        """Tap a button and return the message it changed or brought."""
        before = {(each.id, each.text) for each in self.sandbox.messages(person)}
        self.sandbox.tap(person, message.id, button)

        def is_new(each: Message) -> bool:
            return (each.id, each.text) not in before

        return await self.sandbox.wait_for(person, is_new)

    async def import_ledger(self, office: Person, path: Path = P1) -> Message:
        """Send a ledger file, apply it, and return what the bot says of it."""
        count = len(self.sandbox.messages(office))
        self.sandbox.attach(office, path.name, path.read_bytes())
        preview = await self.answer_after(office, count + 1)
        return await self.tap(office, preview, "确认导入")

    async def morning(self, day: str, hour: str = "08:30") -> None:
        """Let a morning come and its messages go out."""
        self.clock.set(at(day, hour))
        self.duban.planner.tick()
        await self.duban.settled()
