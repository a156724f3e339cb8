"""Runs an update through the handlers in the unit of work it was given."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update

from bot.clock import Clock
from bot.domain.errors import LedgerError
from bot.domain.policies import Policy
from bot.services.services import Services
from handlers.context import AfterCommit, BotApplication, Turn
from handlers.errors import apologise, refuse
from storage.inbox import Arrival
from storage.outbox import reading_key
from storage.unit_of_work import Work

Drive = Callable[[Coroutine[Any, Any, object]], None]


class Turns:
    """What dispatch calls for each row of the inbox."""

    def __init__(
        self, application: BotApplication, clock: Clock, policy: Policy, drive: Drive
    ) -> None:
        self._application = application
        self._clock = clock
        self._policy = policy
        self._drive = drive

    def handle(self, work: Work, arrival: Arrival) -> list[AfterCommit]:
        """Run the handler of an update; return what must follow the commit.

        What a person got wrong undoes the handler's writes and no more: its worded answer stays.
        Anything else that raises is raised.
        """
        update = Update.de_json(json.loads(arrival.payload), self._application.bot)
        user = update.effective_user
        if user is None:
            return []
        turn = self._turn(work, arrival, user.id)
        try:
            with work.savepoint():
                self._run(update, turn)
        except LedgerError as error:
            refuse(turn, error)
        query = update.callback_query
        return [*turn.after, *([query.answer] if query else [])]

    def give_up(self, work: Work, arrival: Arrival) -> None:
        """Tell the person in one sentence that their update could not be handled."""
        if arrival.chat_id is not None:
            apologise(self._turn(work, arrival, arrival.chat_id))

    def _run(self, update: Update, turn: Turn) -> None:
        self._application.bot_data.turn = turn
        try:
            self._drive(self._application.process_update(update))
        finally:
            self._application.bot_data.turn = None
        if turn.error is not None:
            raise turn.error

    def _turn(self, work: Work, arrival: Arrival, user_id: int) -> Turn:
        services = Services(work, self._clock, self._policy)
        return Turn(
            work=work,
            services=services,
            chat_id=arrival.chat_id or user_id,
            person=services.people.in_chat(user_id),
            prepared=arrival.prepared,
            reading=work.outbox.by_key(reading_key(arrival.id)) if arrival.prepared else None,
        )
