"""Notices: what people are told unprompted, when there is no bundled message to wait for."""

from collections.abc import Mapping
from typing import Any

from bot.clock import Clock
from bot.domain.hours import Hours, hours_of
from bot.domain.policies import Policy
from bot.domain.records import Person
from storage.outbox import NOTICE
from storage.unit_of_work import Work


class Notices:
    """Queues notices, and holds the one rule of when they may go out."""

    def __init__(self, work: Work, clock: Clock, policy: Policy) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy

    def notify(
        self, person: Person, key: str, render: Mapping[str, Any], project_id: int | None = None
    ) -> bool:
        """Queue a notice for the person's working hours; say whether they can be reached.

        *render* says what is made when the row is claimed. The same *key* is queued once a person.
        Whoever stands in for the person today gets it in their place, and is told for whom.
        """
        principal, person = person, self._reader_for(person)
        if person != principal:
            render = {**render, "instead_of": principal.name}
        if person.chat_id is None or person.unreachable:
            return False
        now = self.clock.now()
        self.work.outbox.add(
            person.chat_id,
            now,
            render=dict(render),
            priority=NOTICE,
            person_id=person.id,
            project_id=project_id,
            key=f"{key}:{principal.id}",
            not_before=self._hours_of(person).opens_at(now),
        )
        return True

    def hold_back(self) -> None:
        """Let notices that did not go out in time wait for their readers' working hours.

        The process may have been down, or have died while sending, and it is night by now. What
        the office sends by hand, with a reason, goes at once whenever that is.
        """
        now = self.clock.now()
        waiting = self.work.outbox.notices_due(now)
        people = self.work.people.by_ids({each.person_id for each in waiting if each.person_id})
        for each in waiting:
            reader = people.get(each.person_id or 0)
            if reader is not None and not each.render.get("at_once"):
                opens = self._hours_of(reader).opens_at(now)
                if opens is not None:
                    self.work.outbox.hold(each.id, opens)

    def _hours_of(self, person: Person) -> Hours:
        return hours_of(person, self.policy.messages, self.clock.zone, self.work.working_days)

    def _reader_for(self, person: Person) -> Person:
        """Return who reads in place of a person today: a delegate who can be written to."""
        delegate_id = self.work.people.standing_in(self.clock.today()).get(person.id)
        if delegate_id is None:
            return person
        delegate = self.work.people.by_id(delegate_id)
        return delegate if delegate.is_reachable else person
