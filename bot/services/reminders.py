"""Plans the rungs of the ladder as days go by."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from bot.clock import Clock
from bot.domain.escalations import days_counted, next_step_on, steps_of
from bot.domain.policies import Policy
from bot.domain.rungs import (
    IsWorkingDay,
    Ladders,
    ladders_of,
    next_check_on,
    reminders_due,
    rungs_on,
)
from bot.domain.stops import Stops, last_day_of_stop, working_days_outside
from bot.domain.terms import Role
from bot.services.escalations import Escalations, reminder_row
from storage.duties import Answerable
from storage.milestones import DueMilestone
from storage.unit_of_work import Work

BATCH = 2000


class Reminders:
    """The warning mechanism's calendar. Asked twice, it adds nothing."""

    def __init__(self, work: Work, clock: Clock, policy: Policy, escalations: Escalations) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.escalations = escalations

    def plan(self) -> int:
        """Plan the rungs and steps that came into force by today; return how many nodes were due."""
        checked = 0
        while due := self.work.milestones.due_for_check(self.clock.today(), BATCH):
            self._plan(due)
            checked += len(due)
        if checked:
            today = self.clock.today()
            self.work.reminders.answered_already(self.clock.midnight(today), today)
        return checked

    def _plan(self, due: Sequence[DueMilestone]) -> None:
        today = self.clock.today()
        stops = self.work.stops.of_projects({node.project_id for node in due})
        resting = {
            node.id: last
            for node in due
            if (last := last_day_of_stop(today, stops.get(node.project_id, ())))
        }
        awake = [node for node in due if node.id not in resting]
        self._plan_rungs(awake, stops)
        next_check = self._next_checks(stops)
        self.work.milestones.set_next_checks(
            [(number, last + timedelta(days=1)) for number, last in resting.items()]
            + [(node.id, next_check(node)) for node in awake]
        )

    def _plan_rungs(self, due: Sequence[DueMilestone], stops: Mapping[int, Stops]) -> None:
        today, days = self.clock.today(), self.work.working_days
        ladders = self._ladders()

        @cache  # many nodes share a deadline
        def rungs(deadline: date, watched: bool) -> Mapping[Role, int | None]:  # noqa: FBT001 -- a key of the cache
            return rungs_on(deadline, today, ladders[watched], days)

        people: dict[int, list[Answerable]] = defaultdict(list)
        for each in self.work.duties.answerable({node.project_id for node in due}):
            people[each.project_id].append(each)
        rows = [
            reminder_row(node, reminder.rung, reminder.person_id, reminder.role, today)
            for node in due
            for reminder in reminders_due(
                rungs(node.deadline, node.is_watched), people[node.project_id]
            )
        ]
        overdue = [node for node in due if node.deadline < today]
        rows += self.escalations.take_steps(overdue, people, self._days_of(stops))
        self.work.reminders.plan(rows)
        self.work.reminders.supersede({row["milestone_id"] for row in rows})

    def _ladders(self) -> Mapping[bool, Ladders]:
        """Return the ladders without and with special watch."""
        return {
            watched: ladders_of(self.policy, special_watch=watched) for watched in (False, True)
        }

    def _days_of(self, stops: Mapping[int, Stops]) -> Callable[[DueMilestone], IsWorkingDay]:
        """Return how the working days of each node are told: its project's stops are none."""
        days = days_counted(self.policy.escalation, self.work.working_days)
        return lambda node: working_days_outside(stops.get(node.project_id, ()), days)

    def _next_checks(self, stops: Mapping[int, Stops]) -> Callable[[DueMilestone], date | None]:
        today, days = self.clock.today(), self.work.working_days
        steps = steps_of(self.policy.escalation)
        counted = days_counted(self.policy.escalation, days)
        ladders = self._ladders()

        @cache
        def next_check(deadline: date, watched: bool, own: Stops) -> date | None:  # noqa: FBT001 -- a key of the cache
            found = (
                next_check_on(deadline, today, ladders[watched].values(), days),
                next_step_on(deadline, today, steps, working_days_outside(own, counted)),
            )
            return min((day for day in found if day is not None), default=None)

        return lambda node: next_check(
            node.deadline, node.is_watched, stops.get(node.project_id, ())
        )
