"""Overdue cases: which steps they reached, who is told of them, and the chief's list."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from bot.clock import Clock
from bot.domain.escalations import (
    Chain,
    Step,
    StepTaken,
    escalate,
    overdue_days,
    steps_of,
)
from bot.domain.policies import Policy
from bot.domain.rungs import IsWorkingDay
from bot.domain.terms import Role
from storage.duties import Answerable
from storage.milestones import DueMilestone
from storage.tables import Escalation
from storage.unit_of_work import Work

_HOLDERS = {
    Step.UNIT_HEAD: (Role.UNIT_HEAD,),
    Step.LEADERS: (Role.LEADER, Role.LINE_LEADER),
}
_TELLS = {Step.UNIT_HEAD: Role.UNIT_HEAD, Step.LEADERS: Role.LEADER, Step.CHIEF: Role.CHIEF}


class Escalations:
    """Takes overdue cases from step to step; each leaves its record, none is jumped."""

    def __init__(self, work: Work, clock: Clock, policy: Policy) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy

    def take_steps(
        self,
        overdue: Sequence[DueMilestone],
        people: Mapping[int, Sequence[Answerable]],
        days_of: Callable[[DueMilestone], IsWorkingDay],
    ) -> list[dict[str, Any]]:
        """Record the steps that overdue nodes reached; return the reminders that tell of them."""
        if not overdue:
            return []
        today, steps = self.clock.today(), steps_of(self.policy.escalation)
        late = {node.id: overdue_days(node.deadline, today, days_of(node)) for node in overdue}
        cases = [node for node in overdue if late[node.id] >= min(steps.values())]
        chains = self._chains(cases, people, today)
        office = [each.id for each in self.work.people.holding(Role.OFFICE)]
        reachable = {each.id for each in self.work.people.linked()}
        taken = taken_steps(self.work.cases.steps_of_milestones([each.id for each in cases]))
        records: list[dict[str, Any]] = []
        reminders: list[dict[str, Any]] = []
        for node in cases:
            chain = {**chains[node.id], Step.OFFICE: office}
            for step in escalate(
                late[node.id], steps, chain, reachable.__contains__, taken.get(node.id, ())
            ):
                records += step_records(node, step, today)
                reminders += self.step_reminders(
                    node, step, office, today, _leaders(people.get(node.project_id, ()))
                )
        self.work.cases.escalate(records)
        return reminders

    def _chains(
        self,
        cases: Sequence[DueMilestone],
        people: Mapping[int, Sequence[Answerable]],
        today: date,
    ) -> Mapping[int, Chain]:
        """Return who holds the steps of each case; a new case freezes who holds them now."""
        chiefs = [each.id for each in self.work.people.holding(Role.CHIEF)]
        frozen = self.work.cases.chains([each.id for each in cases])
        opened = {
            node.id: _chain(people[node.project_id]) | {Step.CHIEF: chiefs}
            for node in cases
            if node.id not in frozen
        }
        self.work.cases.open(
            [
                {
                    "milestone_id": node.id,
                    "project_id": node.project_id,
                    "deadline_revision": node.deadline_revision,
                    "opened_on": today,
                    "chain": {step.value: held for step, held in opened[node.id].items()},
                }
                for node in cases
                if node.id in opened
            ]
        )
        return {**frozen, **opened}

    def step_reminders(
        self,
        node: DueMilestone,
        step: StepTaken,
        office: Sequence[int],
        today: date,
        leaders: Mapping[int, Role] = MappingProxyType({}),
    ) -> list[dict[str, Any]]:
        """Return the reminders by which a step's holders, or the office, learn of it.

        Of the step of the leaders, *leaders* tells which of them is a line leader.
        """
        told: dict[int, Role] = {}
        if step.goes_sideways or (step.step is Step.CHIEF and not step.told):
            told |= dict.fromkeys(office, Role.OFFICE)
        told |= dict.fromkeys(step.told, _TELLS.get(step.step, Role.OFFICE))
        if step.step is Step.LEADERS:
            told |= {each: leaders[each] for each in step.told if each in leaders}
        rung = -steps_of(self.policy.escalation)[step.step]
        return [reminder_row(node, rung, person, role, today) for person, role in told.items()]


def reminder_row(
    node: DueMilestone, rung: int, person_id: int, role: Role, today: date
) -> dict[str, Any]:
    """Return a rung of the ledger as it is stored."""
    return {
        "milestone_id": node.id,
        "project_id": node.project_id,
        "deadline_revision": node.deadline_revision,
        "rung": rung,
        "person_id": person_id,
        "role": role,
        "planned_on": today,
    }


def step_records(node: DueMilestone, step: StepTaken, today: date) -> list[dict[str, Any]]:
    """Return what happened at a step as it is stored: a row a person, or one that says why none."""
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


def _leaders(people: Iterable[Answerable]) -> dict[int, Role]:
    """Return as what each leader is told; who leads a project in both ways is its leader."""
    found = {each.person_id: each.role for each in people if each.role is Role.LINE_LEADER}
    return found | {each.person_id: each.role for each in people if each.role is Role.LEADER}


def _chain(people: Iterable[Answerable]) -> dict[Step, list[int]]:
    return {
        step: list(
            dict.fromkeys(each.person_id for role in roles for each in people if each.role is role)
        )
        for step, roles in _HOLDERS.items()
    }


def taken_steps(rows: Iterable[Escalation]) -> dict[int, list[StepTaken]]:
    """Return what was recorded for each case, as the domain knows it."""
    grouped: dict[tuple[int, Step], list[Escalation]] = defaultdict(list)
    for row in rows:
        grouped[row.milestone_id, row.step].append(row)
    taken: dict[int, list[StepTaken]] = defaultdict(list)
    for (milestone_id, step), group in grouped.items():
        told = tuple(each.person_id for each in group if each.person_id and not each.to_phone)
        to_phone = tuple(each.person_id for each in group if each.person_id and each.to_phone)
        taken[milestone_id].append(StepTaken(step, told, to_phone, group[0].skipped))
    return taken
