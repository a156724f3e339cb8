from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.escalations import (
    Chain,
    Skip,
    Step,
    StepTaken,
    escalate,
    next_step_on,
    overdue_days,
    release,
    step_in_force,
    steps_of,
)
from bot.domain.policies import Policy
from bot.domain.rungs import every_day

STEPS = steps_of(Policy().escalation)
HEAD, LEADER, LINE, CLERK, CHIEF = range(1, 6)
CHAIN: Chain = {
    Step.UNIT_HEAD: [HEAD],
    Step.LEADERS: [LEADER, LINE],
    Step.OFFICE: [CLERK],
    Step.CHIEF: [CHIEF],
}


def everybody(_person: int) -> bool:
    return True


def all_but(*people: int) -> Callable[[int], bool]:
    return lambda person: person not in people


def no_weekends(day: date) -> bool:
    return day.weekday() < 5


def test_the_steps_are_those_of_the_policy_lowest_first() -> None:
    assert list(STEPS.items()) == [
        (Step.UNIT_HEAD, 1),
        (Step.LEADERS, 3),
        (Step.OFFICE, 7),
        (Step.CHIEF, 15),
    ]


@pytest.mark.parametrize(
    ("overdue", "step"),
    [
        pytest.param(0, None, id="on time"),
        pytest.param(1, Step.UNIT_HEAD, id="first day"),
        pytest.param(2, Step.UNIT_HEAD, id="second day"),
        pytest.param(3, Step.LEADERS, id="third"),
        pytest.param(7, Step.OFFICE, id="seventh"),
        pytest.param(400, Step.CHIEF, id="a year"),
    ],
)
def test_step_in_force(overdue: int, step: Step | None) -> None:
    assert step_in_force(overdue, STEPS) is step


@pytest.mark.parametrize(
    ("today", "days"),
    [
        pytest.param(date(2026, 3, 5), 0, id="before the deadline"),
        pytest.param(date(2026, 3, 6), 0, id="on the day"),
        pytest.param(date(2026, 3, 8), 0, id="over a weekend"),
        pytest.param(date(2026, 3, 9), 1, id="Monday"),
        pytest.param(date(2026, 3, 16), 6, id="a week later"),
    ],
)
def test_overdue_days_are_working_days(today: date, days: int) -> None:
    assert overdue_days(date(2026, 3, 6), today, no_weekends) == days


def test_without_a_calendar_every_day_counts() -> None:
    assert overdue_days(date(2026, 3, 6), date(2026, 3, 9)) == 3


def test_each_step_tells_its_holders_on_its_day() -> None:
    assert escalate(0, STEPS, CHAIN, everybody) == ()
    first = escalate(1, STEPS, CHAIN, everybody)
    assert first == (StepTaken(Step.UNIT_HEAD, (HEAD,), (), None),)
    assert escalate(2, STEPS, CHAIN, everybody, first) == ()
    second = escalate(3, STEPS, CHAIN, everybody, first)
    assert second == (StepTaken(Step.LEADERS, (LEADER, LINE), (), None),)


def test_after_weeks_offline_every_step_is_taken_in_order() -> None:
    steps = [record.step for record in escalate(20, STEPS, CHAIN, everybody)]
    assert steps == [Step.UNIT_HEAD, Step.LEADERS, Step.OFFICE, Step.CHIEF]


def test_a_vacant_step_is_recorded_and_goes_to_the_office() -> None:
    (record,) = escalate(1, STEPS, {**CHAIN, Step.UNIT_HEAD: []}, everybody)
    assert record == StepTaken(Step.UNIT_HEAD, (), (), Skip.VACANT)
    assert record.goes_sideways


def test_an_unreachable_holder_is_phoned_and_the_next_step_keeps_its_day() -> None:
    (first,) = escalate(1, STEPS, CHAIN, all_but(HEAD))
    assert first == StepTaken(Step.UNIT_HEAD, (), (HEAD,), Skip.UNREACHABLE)
    assert first.goes_sideways
    assert escalate(2, STEPS, CHAIN, all_but(HEAD), [first]) == ()


def test_of_two_holders_the_one_who_can_be_reached_is_told_and_the_other_phoned() -> None:
    (_, leaders) = escalate(3, STEPS, CHAIN, all_but(LINE))
    assert leaders == StepTaken(Step.LEADERS, (LEADER,), (LINE,), None)
    assert leaders.goes_sideways


def test_the_same_person_on_two_steps_is_told_once() -> None:
    chain = {**CHAIN, Step.LEADERS: [HEAD]}
    (first, second) = escalate(3, STEPS, chain, everybody)
    assert first.told == (HEAD,)
    assert second == StepTaken(Step.LEADERS, (), (), Skip.SAME_PERSON)
    assert not second.goes_sideways


def test_leader_and_line_leader_in_one_person_are_told_once() -> None:
    (_, leaders) = escalate(3, STEPS, {**CHAIN, Step.LEADERS: [LEADER, LEADER]}, everybody)
    assert leaders.told == (LEADER,)


def test_who_was_phoned_before_is_told_once_reachable_and_not_phoned_twice() -> None:
    chain = {**CHAIN, Step.LEADERS: [HEAD]}
    first = escalate(1, STEPS, chain, all_but(HEAD))
    (now_reachable,) = escalate(3, STEPS, chain, everybody, first)
    assert now_reachable.told == (HEAD,)
    (still_not,) = escalate(3, STEPS, chain, all_but(HEAD), first)
    assert still_not == StepTaken(Step.LEADERS, (), (), Skip.SAME_PERSON)


def test_the_chief_is_told_once_the_office_releases_the_case_and_only_then() -> None:
    taken = escalate(15, STEPS, CHAIN, everybody)
    assert taken[-1] == StepTaken(Step.CHIEF, (), (), None)
    assert release(CHAIN, everybody, taken) == StepTaken(Step.CHIEF, (CHIEF,), (), None)
    assert release(CHAIN, all_but(CHIEF), taken).to_phone == (CHIEF,)
    assert release({}, everybody, taken).skipped is Skip.VACANT
    led_by_the_chief = {**CHAIN, Step.LEADERS: [CHIEF]}
    told_before = escalate(15, STEPS, led_by_the_chief, everybody)
    assert release(led_by_the_chief, everybody, told_before).skipped is Skip.SAME_PERSON


def test_only_the_chiefs_list_waits_for_the_office() -> None:
    records = escalate(15, STEPS, CHAIN, everybody)
    assert [record.step for record in records if record.needs_release] == [Step.CHIEF]


PEOPLE = st.integers(1, 4)
CHAINS = st.dictionaries(st.sampled_from(Step), st.lists(PEOPLE, max_size=3))
VISITS = st.lists(st.tuples(st.integers(0, 20), st.sets(PEOPLE)), max_size=8).map(
    lambda visits: sorted(visits, key=lambda visit: visit[0])
)


@given(chain=CHAINS, visits=VISITS)
def test_whenever_it_is_looked_at_no_step_is_jumped_and_nobody_told_twice(
    chain: Chain, visits: list[tuple[int, set[int]]]
) -> None:
    taken: list[StepTaken] = []
    for overdue, away in visits:
        new = escalate(overdue, STEPS, chain, all_but(*away), taken)
        assert all(STEPS[record.step] <= overdue for record in new)
        assert not away & {person for record in new for person in record.told}
        taken += new
        reached = [step for step in Step if STEPS[step] <= overdue]
        assert [record.step for record in taken] == reached
        assert escalate(overdue, STEPS, chain, all_but(*away), taken) == ()
    told = [person for record in taken for person in record.told]
    phoned = [person for record in taken for person in record.to_phone]
    assert len(told) == len(set(told))
    assert len(phoned) == len(set(phoned))
    for record in (each for each in taken if not each.needs_release):
        assert bool(record.told) is (record.skipped is None)
        assert set(chain.get(record.step, ())) <= {*told, *phoned}


@given(
    deadline=st.dates(date(2026, 1, 1), date(2026, 2, 28)),
    is_working=st.sampled_from([every_day, no_weekends]),
)
def test_looking_on_the_days_named_sees_each_step_on_its_first_day(
    deadline: date, is_working: Callable[[date], bool]
) -> None:
    day, before = deadline, step_in_force(0, STEPS)
    check = next_step_on(deadline, day, STEPS, is_working)
    for day in (deadline + timedelta(days=n) for n in range(1, 40)):
        now = step_in_force(overdue_days(deadline, day, is_working), STEPS)
        assert (now is not before) is (day == check)
        if day == check:
            check = next_step_on(deadline, day, STEPS, is_working)
        before = now
    assert check is None
