"""Days of the simulated county: what people do, what breaks, and what is checked each day."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import chinese_calendar
from simulation.counties import Cast, Manner, Size, build, chat_of
from simulation.posts import Delivery, Post
from sqlalchemy import select

from bot.clock import FrozenClock
from bot.delivery.planner import Planner
from bot.domain.audits import Finding
from bot.domain.errors import LedgerError
from bot.domain.escalations import Step
from bot.domain.policies import Policy
from bot.domain.records import Source
from bot.services.services import Services
from storage.statements import table_of
from storage.tables import (
    Escalation,
    Milestone,
    Outbox,
    OverdueCase,
    Project,
    Reminder,
    ReminderState,
)
from storage.unit_of_work import Store

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT, MORNING, NOON, AUDIT, EVENING = time(0, 30), time(8, 30), time(12), time(18), time(21)
WORKING_HOURS = (NIGHT, MORNING, NOON, AUDIT, EVENING)
REST_HOURS = (NOON,)
ANSWERED_AT, EARLY_AT = time(10), time(8, 10)
DOWNTIME_DAYS = 7
_R, _M, _E = table_of(Reminder), table_of(Milestone), table_of(Escalation)
_P, _O, _C = table_of(Project), table_of(Outbox), table_of(OverdueCase)


@dataclass
class Year:
    """A county that lives day by day; `checks` counts what was checked."""

    store: Store
    cast: Cast
    luck: Random
    first: date
    policy: Policy = field(default_factory=Policy)
    checks: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.clock = FrozenClock(datetime.combine(self.first, time(), ZONE), ZONE)
        self.post = Post(self.store, self.clock, self.policy)
        self.holders = 0
        self._restart()
        self.back_on: dict[int, date] = {}
        self.late: dict[date, list[Delivery]] = defaultdict(list)
        self.down_from = self.first + timedelta(days=75)
        self.messages = 0

    @classmethod
    def begin(cls, folder: Path, size: Size, first: date, seed: int) -> "Year":
        """Build a county and stand at the morning of its first day."""
        luck = Random(seed)  # noqa: S311 -- the same year every time
        store, cast = build(folder / "county.db", size, first, luck)
        return cls(store, cast, luck, first)

    def live(self, days: int) -> None:
        """Let days go by; each is checked at its end."""
        for day in (self.first + timedelta(days=n) for n in range(days)):
            if self.down_from <= day < self.down_from + timedelta(days=DOWNTIME_DAYS):
                continue  # the machine is off; nobody can write either
            self._live(day)

    def _live(self, day: date) -> None:
        arrived: list[Delivery] = []
        self._life_happens(day)
        for hour in WORKING_HOURS if chinese_calendar.is_workday(day) else REST_HOURS:
            self._set(day, hour)
            if hour == MORNING:
                self._report_early(day)
            if self.luck.random() < 0.03:
                self._die_while_sending()
            self.planner.tick()
            new = self.post.deliver(self.holder)
            self._check_deliveries(new)
            arrived += new
            if hour == MORNING:
                self._set(day, ANSWERED_AT)
                self._answer(day, arrived)
        self._set(day, time(23))
        self._check_day(day, arrived)

    # what happens

    def _set(self, day: date, hour: time) -> None:
        self.clock.set(datetime.combine(day, hour, ZONE))

    def _restart(self) -> None:
        self.holders += 1
        self.holder = f"life {self.holders}"
        self.planner = Planner(
            self.store, self.clock, self.policy, holder=self.holder, wake=lambda: None
        )

    def _die_while_sending(self) -> None:
        """Claim what is due and die before it is settled: its fate is unknown to the next life."""
        self.post.claim(self.holder)
        self._restart()

    def _life_happens(self, day: date) -> None:
        for number, manner in self.cast.owners.items():
            chat = chat_of(number)
            if manner is Manner.BLOCKING and chat not in self.post.blocking:
                if self.luck.random() < 0.02:
                    self.post.blocking.add(chat)
                    self.back_on[number] = day + timedelta(days=self.luck.randrange(5, 40))
            elif self.back_on.get(number) == day:
                self.post.blocking.discard(chat)
                self._do(partial(_write_again, chat=chat))
            if manner is Manner.AWAY and self.luck.random() < 0.01:
                self._go_on_leave(number, day)
            if manner is Manner.UNLINKED and self.luck.random() < 0.005:
                self._link(number)
        if self.luck.random() < 0.3:
            self._move_a_deadline(day)

    def _link(self, number: int) -> None:
        def link(services: Services) -> None:
            person = services.work.people.by_id(number)
            if person.chat_id is None:
                services.work.people.change(number, chat_id=chat_of(number))
                services.work.reminders.revive(number, self.clock.today())

        self._do(link)

    def _go_on_leave(self, number: int, day: date) -> None:
        others = [each for each, how in self.cast.owners.items() if how is Manner.PROMPT]
        values = {
            "person_id": number,
            "delegate_id": self.luck.choice(others),
            "first_day": day,
            "last_day": day + timedelta(days=self.luck.randrange(3, 15)),
        }
        self._do(lambda services: services.work.absences.add(values, self.clock.now()))

    def _move_a_deadline(self, day: date) -> None:
        """The office moves a deadline, now and then to a day that is past."""
        with self.store.begin() as work:
            near = select(_M.c.id).where(
                _M.c.done_on.is_(None), _M.c.deadline <= day + timedelta(days=30)
            )
            nodes = list(work.session.execute(near).scalars())
            if nodes:
                days = self.luck.choice((-3, 30, 60, 90))
                work.milestones.move(self.luck.choice(nodes), day + timedelta(days=days), day)

    def _report_early(self, day: date) -> None:
        """Somebody reports before the morning's message: they are not to be asked in it."""
        self._set(day, EARLY_AT)
        number = self.luck.choice(list(self.cast.owners))

        def report(services: Services) -> None:
            for project in services.work.projects.of_person(number)[:2]:
                self._tell(services, number, project.id)

        self._do(report)
        self._set(day, MORNING)

    def _answer(self, day: date, arrived: Sequence[Delivery]) -> None:
        for delivery in [*arrived, *self.late.pop(day, [])]:
            manner = self.cast.owners.get(delivery.person_id)
            chance = self.luck.random()
            if manner is None:
                if chance < 0.3:
                    self._rest(delivery)
            elif manner is Manner.LATE and delivery in arrived and chance < 0.8:
                later = day + timedelta(days=self.luck.randrange(1, 6))
                self.late[later].append(delivery)
            elif chance < (0.1 if manner is Manner.SILENT else 0.9):
                self._answer_one(delivery)

    def _answer_one(self, delivery: Delivery) -> None:
        """Answer a message as people do: later, the same, or project by project."""
        chance, asked = self.luck.random(), delivery.body.get("asks", [])
        if chance < 0.15:
            self._rest(delivery)
        elif chance < 0.5 and len(asked) > 1:
            source = Source(delivery.chat_id, delivery.outbox_id)

            def same(services: Services) -> object:
                person = services.people.recognised(delivery.chat_id)
                return services.digest_answers.same(person, asked, source, delivery.outbox_id)

            self._do(same)
        else:

            def tell(services: Services) -> None:
                for project in asked:
                    self._tell(services, delivery.person_id, project)

            self._do(tell)

    def _rest(self, delivery: Delivery) -> None:
        self._do(lambda services: services.digest_answers.later(delivery.outbox_id))

    def _tell(self, services: Services, number: int, project_id: int) -> None:
        """Report progress on a project; one that is late is done before long."""
        person = services.people.in_chat(chat_of(number))
        project = services.work.projects.by_id(project_id)
        if person is None or project is None or project.works_state.is_completed:
            return
        self.messages += 1
        source = Source(chat_of(number), self.messages)
        overdue = project.next_milestone.deadline <= self.clock.today()
        if project.awaits_start and self.luck.random() < 0.3:
            words = "已开工"
        elif overdue and not project.awaits_start and self.luck.random() < 0.25:
            words = "完工"
        elif project.awaits_start:
            words = "卡在环评"
        else:
            words = f"{min(99, int(project.percent or 0) + self.luck.randrange(3))}%"
        try:
            with services.work.savepoint():
                services.replies.hear(person, words, source, about=[project_id])
        except LedgerError:
            self.checks["answers the ledger refused"] += 1

    def _do(self, act: Callable[[Services], object]) -> None:
        with self.store.begin() as work:
            act(Services(work, self.clock, self.policy))

    # what is checked

    def _check_deliveries(self, new: Sequence[Delivery]) -> None:
        """Nothing unprompted in quiet hours or on rest days; who answered is not asked."""
        with self.store.read() as work:
            for each in new:
                local = each.at.astimezone(ZONE)
                assert chinese_calendar.is_workday(local.date()), each
                assert not self.policy.messages.is_quiet(local.time()), each
                self.checks["messages in working hours"] += 1
                for project in work.projects.by_ids(each.body.get("asks", [])):
                    told = project.reported_at
                    overdue = project.next_milestone.deadline < local.date()
                    assert overdue or told is None or told.astimezone(ZONE).date() < local.date()
                    assert not project.works_state.is_completed or overdue
                    self.checks["projects asked of"] += 1

    def _check_day(self, day: date, arrived: Sequence[Delivery]) -> None:
        digests = Counter(each.chat_id for each in arrived if each.kind == "digest")
        assert max(digests.values(), default=0) <= 1, digests
        self.checks["people with one bundled message"] += len(digests)
        if not chinese_calendar.is_workday(day):
            return
        with self.store.read() as work:
            self._check_steps(work.session, day)
            self._check_states(work.session, day)
            audited = work.audits.last()
            assert audited is not None
            assert audited[0] == day
            loud = [each for each in audited[1] if each.finding is not Finding.JOINED]
            assert loud == [], loud
            self.checks["self-audits that found nothing"] += 1

    def _check_steps(self, session: Any, day: date) -> None:
        """No case skipped a step without a record; counted anew, day by day."""
        recorded: dict[tuple[int, int], set[Step]] = defaultdict(set)
        for row in session.execute(select(_E.c.milestone_id, _E.c.deadline_revision, _E.c.step)):
            recorded[row.milestone_id, row.deadline_revision].add(row.step)
        open_nodes = select(_M.c.id, _M.c.deadline, _M.c.deadline_revision).where(
            _M.c.done_on.is_(None), _M.c.deadline < day
        )
        for node in session.execute(open_nodes):
            late = _workdays_between(node.deadline, day)
            reached = {step for step, limit in _STEPS.items() if limit <= late}
            assert recorded[node.id, node.deadline_revision] >= reached, (node, late)
            self.checks["steps of open cases"] += len(reached)

    def _check_states(self, session: Any, day: date) -> None:
        """Each rung that was due before today has reached its state, or rests by a snooze."""
        waiting = select(_R.c.id, _R.c.person_id, _R.c.state).where(
            _R.c.planned_on < day,
            _R.c.state.in_((ReminderState.PLANNED, ReminderState.SENDING)),
        )
        snoozed = set()
        with self.store.read() as work:
            for each in work.reminders.snoozed_rungs(day):
                snoozed.add(each)
        left = [
            row
            for row in session.execute(waiting.add_columns(_R.c.milestone_id, _R.c.rung))
            if (row.milestone_id, row.rung, row.person_id) not in snoozed
            and not self._is_settled(session, row.milestone_id)
        ]
        assert left == [], left
        self.checks["days on which every due rung had one state"] += 1

    def _is_settled(self, session: Any, milestone_id: int) -> bool:
        done = select(_M.c.done_on).where(_M.c.id == milestone_id)
        return session.execute(done).scalar() is not None


_STEPS = {
    Step.UNIT_HEAD: 1,
    Step.LEADERS: 3,
    Step.OFFICE: 7,
    Step.CHIEF: 15,
}


def _write_again(services: Services, chat: int) -> None:
    services.people.in_chat(chat)


@cache
def _workdays_between(after: date, day: date) -> int:
    """Return how many working days lie after one day up to another; by the published table alone."""
    return sum(
        chinese_calendar.is_workday(after + timedelta(days=n))
        for n in range(1, (day - after).days + 1)
    )
