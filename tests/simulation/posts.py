"""The messenger of the simulation, in process: it takes what is due, or says who blocks us."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from telegram.error import Forbidden

from bot.clock import Clock
from bot.delivery.contents import Contents
from bot.delivery.outcomes import Outcomes
from bot.delivery.pace import Pace
from bot.domain.policies import Policy
from bot.texts.messages import Message
from storage.outbox import Parcel
from storage.unit_of_work import Store

AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that arrived."""

    outbox_id: int
    person_id: int
    chat_id: int
    kind: str
    at: datetime
    body: dict[str, Any]


@dataclass
class Post:
    """Does what the sender does, with a messenger that answers at once."""

    store: Store
    clock: Clock
    policy: Policy
    blocking: set[int] = field(default_factory=set)
    """Chats that refuse us."""
    delivered: list[Delivery] = field(default_factory=list)
    _numbers: Callable[[], int] = field(default_factory=lambda: count(1).__next__)

    def __post_init__(self) -> None:
        self._contents = Contents(self.clock, self.policy)
        self._outcomes = Outcomes(self.store, self.clock, Pace(AT_ONCE, 0, 0))

    def claim(self, holder: str) -> list[Parcel]:
        """Take what may go out now; whoever claims and dies leaves its fate unknown."""
        with self.store.begin() as work:
            return work.outbox.claim(holder, self.clock.now(), AT_ONCE)

    def deliver(self, holder: str) -> list[Delivery]:
        """Deliver all that may go out now; return what arrived."""
        arrived: list[Delivery] = []
        while parcels := self.claim(holder):
            for parcel in parcels:
                if parcel.chat_id in self.blocking:
                    refusal = Forbidden("bot was blocked by the user")
                    self._outcomes.failed(parcel, refusal, 0)
                elif delivery := self._settle(parcel):
                    arrived.append(delivery)
        self.delivered += arrived
        return arrived

    def _settle(self, parcel: Parcel) -> Delivery | None:
        now = self.clock.now()
        stale = parcel.expires_at is not None and parcel.expires_at <= now
        with self.store.begin() as work:
            body = None if stale else parcel.body
            if body is None:
                content = None if stale else self._contents.render(work, parcel)
                if not isinstance(content, Message):
                    work.outbox.skipped(parcel.id, "nothing left to say")
                    work.reminders.unsend([parcel.id])
                    return None
                body = content.body()
                work.outbox.fix_body(parcel.id, body, content.project_id)
            work.outbox.sent(parcel.id, self._numbers(), now)
            self._contents.delivered(work, parcel, body)
        kind = str(parcel.render.get("kind"))
        return Delivery(parcel.id, parcel.person_id or 0, parcel.chat_id, kind, now, body)
