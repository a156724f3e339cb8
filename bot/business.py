"""The county's business: what delivery calls for each message that comes in or goes out.

The rules, use cases and words behind it are the larger part of the program. A poll can do without
them, so they are loaded while the first one waits for Telegram.
"""
# ruff: noqa: PLC0415 -- see above

from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.delivery.dispatch import AfterCommit, run_without_waiting
from bot.delivery.prints import Print
from bot.domain.policies import Policy
from bot.texts.messages import Message
from handlers.context import BotApplication
from storage.inbox import Arrival
from storage.outbox import Parcel, reading_key
from storage.unit_of_work import Store, Work

if TYPE_CHECKING:
    from bot.delivery.contents import Contents
    from handlers.turns import Turns


class Business:
    """What becomes of a message that came in, and what a message that goes out says."""

    def __init__(
        self, application: BotApplication, store: Store, clock: Clock, policy: Policy
    ) -> None:
        self._application = application
        self._store = store
        self._clock = clock
        self._policy = policy

    def load(self) -> None:
        """Load everything; whatever is called before is loaded by the call."""
        _ = (self._turns, self._contents)

    def handle(self, work: Work, arrival: Arrival) -> list[AfterCommit]:
        """Run the handler of an update; return what must follow the commit."""
        return self._turns.handle(work, arrival)

    def give_up(self, work: Work, arrival: Arrival) -> None:
        """Tell the person that their update could not be handled."""
        self._turns.give_up(work, arrival)

    def render(self, work: Work, parcel: Parcel) -> Message | Print | None:
        """Return the content of a row, None when there is nothing left to say."""
        return self._contents.render(work, parcel)

    def delivered(self, work: Work, parcel: Parcel, body: dict[str, Any]) -> None:
        """Note that what a message told has arrived."""
        self._contents.delivered(work, parcel, body)

    def may_send_files(self, user_id: int) -> bool:
        """Say whether what this person sends is worth fetching."""
        from bot.domain.permissions import Action
        from bot.services.access import may

        with self._store.read() as work:
            person = work.people.by_chat(user_id)
        return person is not None and may(person, Action.IMPORT_LEDGER)

    def tell_reading(self, arrival: Arrival, file_name: str) -> None:
        """Say in the chat that a file is being read; what it says will take that message's place."""
        from bot.domain.outcomes import ReadingFile
        from bot.texts.answers import word

        with self._store.begin() as work:
            person = work.people.by_chat(arrival.chat_id or 0)
            message = word(ReadingFile(file_name), person.language if person else "zh")
            work.outbox.add(
                arrival.chat_id or 0,
                self._clock.now(),
                body=message.body(),
                person_id=person.id if person else None,
                key=reading_key(arrival.id),
            )

    @cached_property
    def _turns(self) -> "Turns":
        from handlers.errors import on_error
        from handlers.routes import add_routes
        from handlers.turns import Turns

        add_routes(self._application)
        self._application.add_error_handler(on_error)
        return Turns(self._application, self._clock, self._policy, run_without_waiting)

    @cached_property
    def _contents(self) -> "Contents":
        from bot.delivery.contents import Contents

        return Contents(self._clock, self._policy)
