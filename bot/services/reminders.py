"""Plans rungs and steps as days go by, and bundles what is due into one message a person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from bot.clock import Clock
from bot.domain.awareness import next_card_on
from bot.domain.escalations import (
    Step,
    StepTaken,
    escalate,
    next_step_on,
    overdue_days,
    steps_of,
)
from bot.domain.outcomes import CardsSent, Digest, DigestItem
from bot.domain.policies import Policy
from bot.domain.records import DutyLine, Person
from bot.domain.rungs import ladders_of, next_check_on, reminders_due, rungs_on
from bot.domain.terms import Role
from bot.services.standings import worst_first
from storage.duties import Answerable
from storage.milestones import DueMilestone
from storage.outbox import DIGEST, NOTICE
from storage.tables import Escalation
from storage.unit_of_work import Work

BATCH = 2000
_LEADING = frozenset({Role.LEADER, Role.LINE_LEADER})
_HOLDERS = {
    Step.UNIT_HEAD: (Role.UNIT_HEAD,),
    Step.LEADERS: (Role.LEADER, Role.LINE_LEADER),
}
_TELLS = {Step.UNIT_HEAD: Role.UNIT_HEAD, Step.LEADERS: Role.LEADER, Step.OFFICE: Role.OFFICE}


class Reminders:
    """The warning mechanism. Asked twice, it adds nothing."""

    def __init__(self, work: Work, clock: Clock, policy: Policy) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy

    def plan(self) -> int:
        """Plan the rungs and steps that came into force by today; return how many nodes were due."""
        checked = 0
        while due := self.work.milestones.due_for_check(self.clock.today(), BATCH):
            self._plan(due)
            checked += len(due)
        return checked

    def _plan(self, due: Sequence[DueMilestone]) -> None:
        today, ladders = self.clock.today(), ladders_of(self.policy)

        @cache  # many nodes share a deadline
        def rungs(deadline: date) -> Mapping[Role, int | None]:
            return rungs_on(deadline, today, ladders)

        @cache
        def next_check(deadline: date) -> date | None:
            return self._next_check(deadline, today)

        people: dict[int, list[Answerable]] = defaultdict(list)
        for each in self.work.duties.answerable({node.project_id for node in due}):
            people[each.project_id].append(each)
        rows = [
            _reminder_row(node, reminder.rung, reminder.person_id, reminder.role, today)
            for node in due
            for reminder in reminders_due(rungs(node.deadline), people[node.project_id])
        ]
        rows += self._escalate([node for node in due if node.deadline < today], people)
        self.work.reminders.supersede({row["milestone_id"] for row in rows}, today)
        self.work.reminders.plan(rows)
        self.work.milestones.set_next_checks(
            [(node.id, next_check(node.deadline)) for node in due]
        )

    def _next_check(self, deadline: date, today: date) -> date | None:
        days = (
            next_check_on(deadline, today, ladders_of(self.policy).values()),
            next_step_on(deadline, today, steps_of(self.policy.escalation)),
        )
        return min((day for day in days if day is not None), default=None)

    # escalation

    def _escalate(
        self, overdue: Sequence[DueMilestone], people: Mapping[int, Sequence[Answerable]]
    ) -> list[dict[str, Any]]:
        """Record the steps that overdue cases reached; return the reminders that tell of them."""
        if not overdue:
            return []
        today, steps = self.clock.today(), steps_of(self.policy.escalation)
        office = [each.id for each in self.work.people.holding(Role.OFFICE)]
        reachable = {each.id for each in self.work.people.linked()}
        taken = _taken(self.work.reminders.steps_of_milestones([each.id for each in overdue]))
        records: list[dict[str, Any]] = []
        reminders: list[dict[str, Any]] = []
        for node in overdue:
            new = escalate(
                overdue_days(node.deadline, today),
                steps,
                _chain(people[node.project_id], office),
                reachable.__contains__,
                taken.get(node.id, ()),
            )
            for step in new:
                records += _step_records(node, step, today)
                reminders += self._step_reminders(node, step, office, today)
        self.work.reminders.escalate(records)
        return reminders

    def _step_reminders(
        self, node: DueMilestone, step: StepTaken, office: Sequence[int], today: date
    ) -> list[dict[str, Any]]:
        told: dict[int, Role] = {}
        if step.goes_sideways:
            told |= dict.fromkeys(office, Role.OFFICE)
        if not step.needs_release:
            told |= dict.fromkeys(step.told, _TELLS.get(step.step, Role.OFFICE))
        rung = -steps_of(self.policy.escalation)[step.step]
        return [
            _reminder_row(node, rung, person_id, role, today) for person_id, role in told.items()
        ]

    # bundled messages

    def queue_digests(self) -> int:
        """Queue the day's bundled message for whoever has one coming; once a person a day."""
        local, messages = self.clock.local(), self.policy.messages
        if local.time() < messages.digest_at or messages.is_quiet(local.time()):
            return 0
        waiting = self.work.reminders.people_waiting() | self.work.duties.card_due(local.date())
        quiet = datetime.combine(local.date(), messages.quiet_from, local.tzinfo)
        expires = quiet if quiet > local else quiet + timedelta(days=1)
        queued = [
            self._queue(person, f"digest:{person.id}:{local.date()}", "digest", DIGEST, expires)
            for person in self.work.people.linked()
            if person.id in waiting
        ]
        return sum(number is not None for number in queued)

    def send_cards_now(self) -> CardsSent:
        """Queue the assignment cards of whoever was not told of a project yet."""
        untold = self.work.duties.untold()
        linked = [each for each in self.work.people.linked() if each.id in untold]
        for person in linked:
            key = f"cards:{person.id}:{self.clock.now().isoformat()}"
            self._queue(person, key, "cards", NOTICE, None)
        return CardsSent(people=len(linked), not_linked=len(untold) - len(linked))

    def told(self, person_id: int, project_ids: Sequence[int]) -> None:
        """Note that a person's assignment card of these projects has arrived.

        To those who lead it goes out again until they tap 知悉; who carries a project out
        shows by reporting that they know of it.
        """
        now, today = self.clock.now(), self.clock.today()
        for card in self.work.duties.open_cards([person_id], project_ids):
            first = card.told_at or now
            ladder = self.policy.people.card_ladder if card.role in _LEADING else ()
            due = next_card_on(first.astimezone(self.clock.zone).date(), today, ladder)
            self.work.duties.told(card.duty_id, first, due)

    def _queue(
        self, person: Person, key: str, kind: str, priority: int, expires: datetime | None
    ) -> int | None:
        if person.chat_id is None:
            return None
        return self.work.outbox.add(
            person.chat_id,
            self.clock.now(),
            render={"kind": kind, "person": person.id},
            priority=priority,
            person_id=person.id,
            key=key,
            expires_at=expires,
        )

    def digest(self, person_id: int, outbox_id: int, *, cards_only: bool = False) -> Digest | None:
        """Return a person's bundled message as of now; None if nothing is left to say.

        Whoever answered since it was queued is not in it. The rungs in it count as sent.
        """
        person = self.work.people.by_id(person_id)
        today = self.clock.today()
        own = self.work.projects.of_person(person_id)
        planned = [] if cards_only else self.work.reminders.planned_for(person_id)
        cards = [
            (project, duty)
            for project in own
            for duty in project.duties
            if duty.person_id == person_id and _card_is_due(duty, today, unseen_only=cards_only)
        ]
        if not planned and not cards:
            return None
        seen = {project.id: project for project, duty in cards if planned and duty.told_at}
        unseen = {project.id: project for project, _ in cards if project.id not in seen}
        latest = {each.project_id: each for each in planned}
        asked = worst_first(self.work.projects.by_ids(list(latest)), today, self.policy)
        items = [
            DigestItem(line, latest[line.project.id].rung, latest[line.project.id].role)
            for line in asked
        ]
        self.work.reminders.sent([each.id for each in planned], outbox_id)
        return Digest(
            person=person,
            day=today,
            items=tuple(items),
            first_look=tuple(worst_first(unseen.values(), today, self.policy)),
            still_unaware=tuple(seen),
            healthy=len([each for each in own if each.id not in latest]),
        )


def _card_is_due(duty: DutyLine, today: date, *, unseen_only: bool) -> bool:
    """Say whether a card is due by *today*; by hand, every one not seen yet is."""
    if duty.card_due_on is None:
        return False
    return duty.told_at is None if unseen_only else duty.card_due_on <= today


def _chain(people: Iterable[Answerable], office: Sequence[int]) -> dict[Step, list[int]]:
    chain = {
        step: [each.person_id for role in roles for each in people if each.role is role]
        for step, roles in _HOLDERS.items()
    }
    return chain | {Step.OFFICE: list(office)}


def _taken(rows: Iterable[Escalation]) -> dict[int, list[StepTaken]]:
    """Return what was recorded for each case, as the domain knows it."""
    grouped: dict[tuple[int, Step], list[Escalation]] = defaultdict(list)
    for row in rows:
        grouped[row.milestone_id, row.step].append(row)
    taken: dict[int, list[StepTaken]] = defaultdict(list)
    for (milestone_id, step), group in grouped.items():
        named = [each for each in group if each.person_id is not None]
        taken[milestone_id].append(
            StepTaken(
                step,
                tuple(each.person_id for each in named if each.person_id and not each.to_phone),
                tuple(each.person_id for each in named if each.person_id and each.to_phone),
                group[0].skipped,
            )
        )
    return taken


def _reminder_row(
    node: DueMilestone, rung: int, person_id: int, role: Role, today: date
) -> dict[str, Any]:
    return {
        "milestone_id": node.id,
        "project_id": node.project_id,
        "deadline_revision": node.deadline_revision,
        "rung": rung,
        "person_id": person_id,
        "role": role,
        "planned_on": today,
    }


def _step_records(node: DueMilestone, step: StepTaken, today: date) -> list[dict[str, Any]]:
    people: list[tuple[int | None, bool]] = [
        *((each, False) for each in step.told),
        *((each, True) for each in step.to_phone),
    ]
    return [
        {
            "milestone_id": node.id,
            "project_id": node.project_id,
            "deadline_revision": node.deadline_revision,
            "step": step.step,
            "person_id": person_id,
            "to_phone": to_phone,
            "skipped": step.skipped,
            "on": today,
        }
        for person_id, to_phone in people or [(None, False)]
    ]
