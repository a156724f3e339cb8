"""The daily self-audit: what should have gone, worked out anew, against what went."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from bot.clock import Clock
from bot.domain.audits import Difference, Finding
from bot.domain.escalations import Step, days_counted, overdue_days, steps_of
from bot.domain.hours import hours_of
from bot.domain.outcomes import AuditFailed
from bot.domain.policies import Policy
from bot.domain.records import Person
from bot.domain.rungs import Rungs, ladders_of, reminders_due, rungs_on
from bot.domain.stops import last_day_of_stop, working_days_outside
from bot.domain.terms import Role
from bot.services.notices import Notices
from storage.audits import LateRung, RungKey
from storage.duties import Answerable
from storage.milestones import DueMilestone
from storage.unit_of_work import Work

FRESH = timedelta(hours=1)
"""What was queued within it may still be on its way."""
LOOKS_BACK = timedelta(days=14)
FARTHEST = timedelta(days=400)
"""No rung lies farther before its deadline, rest days included."""

Node = tuple[DueMilestone, str]


class Audits:
    """Compares the rung ledger with the rules once a working day; a difference is told."""

    def __init__(self, work: Work, clock: Clock, policy: Policy, notices: Notices) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.notices = notices

    def run_if_due(self) -> None:
        """Audit today once its hour has come; a difference goes to the office."""
        local, today = self.clock.local(), self.clock.today()
        if local.time() < self.policy.messages.audit_at or not self.work.working_days(today):
            return
        last = self.work.audits.last()
        if last is not None and last[0] >= today:
            return
        known = set(last[1]) if last else set()
        found = [_hardened(each, known) for each in self.differences()]
        self.work.audits.keep(today, self._checked, found)
        if any(each.finding is not Finding.JOINED for each in found):
            for person in self.work.people.holding(Role.OFFICE):
                order = {"kind": "audit", "day": today.isoformat()}
                self.notices.notify(person, f"audit:{today}", order)

    def failed(self, day: date) -> AuditFailed:
        """Return what the office is to read of a day's audit."""
        found = self.work.audits.of_day(day)
        told = tuple(each for each in found if each.finding is not Finding.JOINED)
        return AuditFailed(day, told, self.policy)

    def differences(self) -> list[Difference]:
        """Return all that is not as it should be by now."""
        today = self.clock.today()
        nodes = self.work.audits.open_nodes(today + FARTHEST, self.clock.midnight(today))
        self._checked = len(nodes)
        awake = self._awake(nodes)
        return [*self._unplanned(awake), *self._steps_missing(awake), *self._undelivered()]

    def _awake(self, nodes: Sequence[Node]) -> list[Node]:
        today = self.clock.today()
        self._stops = self.work.stops.of_projects({node.project_id for node, _ in nodes})
        return [
            (node, code)
            for node, code in nodes
            if last_day_of_stop(today, self._stops.get(node.project_id, ())) is None
        ]

    def _unplanned(self, nodes: Sequence[Node]) -> Iterator[Difference]:
        """Yield rungs in force that the ledger does not know."""
        today, days = self.clock.today(), self.work.working_days
        ladders = {on: ladders_of(self.policy, special_watch=on) for on in (False, True)}

        @cache
        def rungs(deadline: date, watched: bool) -> Rungs:  # noqa: FBT001 -- a key of the cache
            return rungs_on(deadline, today, ladders[watched], days)

        known = self.work.audits.rungs_of_open_nodes()
        planned = {(key.milestone_id, key.rung) for key in known}
        people: dict[int, list[Answerable]] = defaultdict(list)
        for each in self.work.duties.answerable({node.project_id for node, _ in nodes}):
            people[each.project_id].append(each)
        missing = [
            (node, code, due)
            for node, code in nodes
            for due in reminders_due(
                rungs(node.deadline, node.is_watched), people[node.project_id]
            )
            if RungKey(node.id, due.rung, due.person_id) not in known
        ]
        names = self.work.people.by_ids({due.person_id for _, _, due in missing})
        joined = [node for node, _, due in missing if (node.id, due.rung) in planned]
        self.work.milestones.look_again(today, [node.id for node in joined])
        for node, code, due in missing:
            has_joined = (node.id, due.rung) in planned
            finding = Finding.JOINED if has_joined else Finding.UNPLANNED
            yield Difference(finding, code, names[due.person_id].name, due.rung)

    def _steps_missing(self, nodes: Sequence[Node]) -> Iterator[Difference]:
        """Yield steps that overdue cases have reached and that have no record."""
        today, steps = self.clock.today(), steps_of(self.policy.escalation)
        counted = days_counted(self.policy.escalation, self.work.working_days)
        overdue = [(node, code) for node, code in nodes if node.deadline < today]
        recorded: dict[int, set[Step]] = defaultdict(set)
        for row in self.work.cases.steps_of_milestones([node.id for node, _ in overdue]):
            recorded[row.milestone_id].add(row.step)
        for node, code in overdue:
            days = working_days_outside(self._stops.get(node.project_id, ()), counted)
            late = overdue_days(node.deadline, today, days)
            for step, day in steps.items():
                if day <= late and step not in recorded[node.id]:
                    yield Difference(Finding.STEP_MISSING, code, "", -day)

    def _undelivered(self) -> Iterator[Difference]:
        """Yield rungs that should be out by now and are not, or count as out and are not."""
        today, fresh = self.clock.today(), self.clock.now() - FRESH
        for late in self.work.audits.on_their_way(fresh):
            yield _difference(Finding.UNSENT, late)
        for late in self.work.audits.unfounded(today - LOOKS_BACK):
            yield _difference(Finding.UNFOUNDED, late)
        for late in self._waiting_too_long():
            yield _difference(Finding.UNSENT, late)

    def _waiting_too_long(self) -> list[LateRung]:
        """Return what waits although its reader's daily message has gone, or should have."""
        today = self.clock.today()
        snoozed = self.work.reminders.snoozed_rungs(today)
        waiting = [
            each
            for each in self.work.audits.waiting(today)
            if (each.milestone_id, each.rung, each.person_id) not in snoozed
        ]
        delegates = self.work.people.standing_in(today)
        readers = {
            each.person_id: delegates.get(each.person_id, each.person_id) for each in waiting
        }
        people = self.work.people.by_ids({*readers.values(), *readers})
        late = {each: _written_to(people, each, readers[each]) for each in readers}
        due = {each: reader for each, reader in late.items() if reader and self._was_due(reader)}
        keys = {each: f"digest:{reader.id}:{today}" for each, reader in due.items()}
        queued = self.work.audits.queued_on(list(keys.values()), self.clock.now() - FRESH)
        return [
            each
            for each in waiting
            if each.person_id in due
            and (each.planned_on < today or not queued.get(keys[each.person_id], False))
        ]

    def _was_due(self, person: Person) -> bool:
        """Return whether the person's message of today should have gone an hour ago."""
        hours = hours_of(person, self.policy.messages, self.clock.zone, self.work.working_days)
        return hours.is_digest_time(self.clock.now() - FRESH)


def _written_to(people: dict[int, Person], principal: int, delegate: int) -> Person | None:
    """Return who reads what is planned for *principal*, None if nobody can be written to."""
    return next(
        (people[each] for each in (delegate, principal) if people[each].is_reachable), None
    )


def _difference(finding: Finding, late: LateRung) -> Difference:
    return Difference(finding, late.code, late.person, late.rung)


def _hardened(found: Difference, before: set[Difference]) -> Difference:
    """Return what was found; who had joined by the last audit should have been told since."""
    if found.finding is Finding.JOINED and found in before:
        return Difference(Finding.UNPLANNED, found.code, found.person, found.rung)
    return found
