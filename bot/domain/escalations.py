"""How an overdue milestone rises step by step, without ever jumping one (RULES.md section 5).

A chain of holders is frozen with the case; whether a holder can be reached is as of today.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice, takewhile

from bot.domain.policies import DayKind, Escalation
from bot.domain.rungs import IsWorkingDay, every_day, working_days_after


class Step(StrEnum):
    """The steps, from the lowest up."""

    UNIT_HEAD = "unit_head"
    LEADERS = "leaders"
    OFFICE = "office"
    CHIEF = "chief"


class Skip(StrEnum):
    """Why a step told nobody."""

    VACANT = "vacant"
    UNREACHABLE = "unreachable"
    SAME_PERSON = "same_person"


@dataclass(frozen=True, slots=True)
class StepTaken:
    """What happened at a step, once and for all.

    Attributes:
        step: Which one.
        told: Persons to be told; those of an earlier step are not told again.
        to_phone: Persons who hold the step and cannot be reached: the office phones them.
        skipped: Why nobody is told, or None when somebody is.
    """

    step: Step
    told: tuple[int, ...]
    to_phone: tuple[int, ...]
    skipped: Skip | None

    @property
    def goes_sideways(self) -> bool:
        """Whether the office is to act: somebody must be phoned, or nobody holds the step."""
        return bool(self.to_phone) or self.skipped is Skip.VACANT

    @property
    def needs_release(self) -> bool:
        """Whether nobody is told before the office releases it: so for the chief's list."""
        return self.step is Step.CHIEF


Steps = Mapping[Step, int]
Chain = Mapping[Step, Sequence[int]]


def steps_of(settings: Escalation) -> Steps:
    """Return each step's overdue days, lowest step first."""
    return {step: getattr(settings, step.value) for step in Step}


def days_counted(settings: Escalation, is_working_day: IsWorkingDay) -> IsWorkingDay:
    """Return the days that count as overdue: working days, or all if the county says so."""
    return is_working_day if settings.days is DayKind.WORKING else every_day


def overdue_days(deadline: date, today: date, is_working_day: IsWorkingDay = every_day) -> int:
    """Return the working days after *deadline* up to and including *today*; 0 when on time."""
    days = working_days_after(deadline, is_working_day)
    return sum(1 for _ in takewhile(lambda day: day <= today, days))


def step_in_force(overdue: int, steps: Steps) -> Step | None:
    """Return the highest step reached after *overdue* days, or None before the first."""
    reached = [step for step in Step if steps[step] <= overdue]
    return reached[-1] if reached else None


def next_step_on(
    deadline: date, today: date, steps: Steps, is_working_day: IsWorkingDay = every_day
) -> date | None:
    """Return the next day after *today* on which a step is reached, or None after the last."""
    last = max(steps.values())
    days = islice(working_days_after(deadline, is_working_day), last)
    wanted = set(steps.values())
    return next((day for n, day in enumerate(days, 1) if n in wanted and day > today), None)


def escalate(
    overdue: int,
    steps: Steps,
    chain: Chain,
    is_reachable: Callable[[int], bool],
    taken: Iterable[StepTaken] = (),
) -> tuple[StepTaken, ...]:
    """Return the steps to take now, lowest first: those reached and not taken yet.

    Args:
        overdue: Days the milestone is overdue.
        steps: Overdue days from which each step holds.
        chain: Persons who hold each step; a step left out or empty is vacant.
        is_reachable: Tells whether a person can be written to.
        taken: What was recorded for the case before.

    After a week offline all steps reached are taken at once and in order: none is jumped, and
    each leaves its record. A person on two steps is told, or phoned, at the first alone; one who
    could only be phoned then and can be reached now is told.
    """
    past = tuple(taken)
    told = {person for record in past for person in record.told}
    phoned = {person for record in past for person in record.to_phone}
    new = []
    for step in Step:
        if steps[step] <= overdue and all(record.step is not step for record in past):
            record = (
                StepTaken(step, (), (), None)  # nobody is told before the office releases it
                if step is Step.CHIEF
                else _take(step, chain.get(step, ()), is_reachable, told, phoned)
            )
            told.update(record.told)
            phoned.update(record.to_phone)
            new.append(record)
    return tuple(new)


def release(
    chain: Chain, is_reachable: Callable[[int], bool], taken: Iterable[StepTaken]
) -> StepTaken:
    """Return what happens at the chief's step once the office has released it."""
    past = tuple(taken)
    told = {person for record in past for person in record.told}
    phoned = {person for record in past for person in record.to_phone}
    return _take(Step.CHIEF, chain.get(Step.CHIEF, ()), is_reachable, told, phoned)


def _take(
    step: Step,
    holders: Sequence[int],
    is_reachable: Callable[[int], bool],
    told: Iterable[int],
    phoned: Iterable[int],
) -> StepTaken:
    fresh = [person for person in dict.fromkeys(holders) if person not in set(told)]
    reachable = tuple(person for person in fresh if is_reachable(person))
    unreachable = [person for person in fresh if person not in reachable]
    to_phone = tuple(person for person in unreachable if person not in set(phoned))
    return StepTaken(step, reachable, to_phone, _skip(holders, reachable, to_phone))


def _skip(holders: Sequence[int], told: Sequence[int], to_phone: Sequence[int]) -> Skip | None:
    if told:
        return None
    if to_phone:
        return Skip.UNREACHABLE
    return Skip.SAME_PERSON if holders else Skip.VACANT
