from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.policies import Policy, policy_from
from bot.domain.policy_values import Weekday
from bot.domain.rungs import (
    Duty,
    Ladder,
    ReminderDue,
    chase_in_force,
    every_day,
    ladders_of,
    latest_rung,
    next_check_on,
    reminders_due,
    rung_in_force,
    rungs_on,
)
from bot.domain.terms import Role

DEADLINE = date(2026, 3, 10)  # a Tuesday
POLICY = Policy()
OWNER = ladders_of(POLICY)[Role.RESPONSIBLE]
LADDERS = tuple(ladders_of(POLICY).values())


def no_weekends(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        pytest.param(date(2026, 3, 2), None, id="eight days before: too early"),
        pytest.param(date(2026, 3, 3), 7, id="seven days before"),
        pytest.param(date(2026, 3, 6), 7, id="between two rungs: still the last"),
        pytest.param(date(2026, 3, 9), 1, id="after a week offline: only the latest"),
        pytest.param(date(2026, 3, 10), 0, id="the day itself"),
        pytest.param(date(2026, 4, 10), 0, id="long past: the last rung stays"),
    ],
)
def test_rung_in_force(today: date, rung: int | None) -> None:
    assert rung_in_force(DEADLINE, today, ladder=(7, 3, 1, 0)) == rung


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        pytest.param(date(2026, 3, 5), 7, id="Thursday: Saturday's rung is not yet"),
        pytest.param(date(2026, 3, 6), 3, id="Friday: Saturday's rung has moved here"),
        pytest.param(date(2026, 3, 7), 3, id="Saturday adds nothing"),
        pytest.param(date(2026, 3, 9), 1, id="Monday has its own"),
    ],
)
def test_a_rung_on_a_rest_day_moves_to_the_working_day_before(today: date, rung: int) -> None:
    assert rung_in_force(DEADLINE, today, (7, 3, 1, 0), no_weekends) == rung


def test_a_year_without_a_working_day_falls_back_to_calendar_days() -> None:
    def never(_day: date) -> bool:
        return False

    assert rung_in_force(DEADLINE, DEADLINE, (1, 0), never) == 0


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        pytest.param(date(2026, 3, 10), None, id="the day itself is no delay"),
        pytest.param(date(2026, 3, 11), -1, id="the first day after"),
        pytest.param(date(2026, 3, 15), -5, id="the fifth, a Sunday"),
        pytest.param(date(2026, 3, 16), -6, id="then Monday"),
        pytest.param(date(2026, 3, 18), -6, id="Wednesday: Monday's stays"),
        pytest.param(date(2026, 3, 19), -9, id="Thursday"),
        pytest.param(date(2026, 12, 31), -296, id="months later, a Thursday"),
    ],
)
def test_who_is_overdue_is_chased_daily_then_twice_a_week(today: date, rung: int | None) -> None:
    assert chase_in_force(DEADLINE, today, OWNER) == rung


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        pytest.param(date(2026, 3, 13), -3, id="Friday, the third working day"),
        pytest.param(date(2026, 3, 15), -3, id="Sunday adds nothing"),
        pytest.param(date(2026, 3, 17), -7, id="Tuesday, the fifth working day"),
        pytest.param(date(2026, 3, 18), -7, id="Wednesday: nothing new"),
        pytest.param(date(2026, 3, 19), -9, id="Thursday"),
    ],
)
def test_the_first_five_days_of_the_chase_are_working_days(today: date, rung: int) -> None:
    assert chase_in_force(DEADLINE, today, OWNER, no_weekends) == rung


def test_a_weekly_chase_day_in_a_holiday_moves_before_it() -> None:
    def national_day(day: date) -> bool:
        return no_weekends(day) and not date(2026, 10, 1) <= day <= date(2026, 10, 7)

    overdue_since_august = date(2026, 8, 31)
    before, after = date(2026, 9, 30), date(2026, 10, 8)
    monday_in_the_holiday = (overdue_since_august - date(2026, 10, 5)).days
    rung = chase_in_force(overdue_since_august, before, OWNER, national_day)
    assert rung == monday_in_the_holiday
    assert next_check_on(overdue_since_august, before, LADDERS, national_day) == after


def test_only_the_owners_side_is_chased() -> None:
    leader = ladders_of(POLICY)[Role.LEADER]
    assert latest_rung(DEADLINE, date(2026, 3, 20), leader) == 0
    assert latest_rung(DEADLINE, date(2026, 3, 20), OWNER) == -9


def test_nothing_comes_after_the_last_rung_of_a_ladder_without_chase() -> None:
    assert next_check_on(DEADLINE, DEADLINE, [Ladder((3, 0))]) is None
    assert next_check_on(DEADLINE, date(2020, 1, 1), [Ladder(())]) is None
    assert next_check_on(DEADLINE, date(2020, 1, 1), []) is None


def test_a_chase_without_weekdays_ends_after_its_days() -> None:
    ladder = Ladder((0,), chase_days=2)
    assert next_check_on(DEADLINE, date(2026, 3, 11), [ladder]) == date(2026, 3, 12)
    assert next_check_on(DEADLINE, date(2026, 3, 12), [ladder]) is None


def rests(weekend: bool, closed: set[date]) -> Callable[[date], bool]:
    return lambda day: not (weekend and day.weekday() >= 5) and day not in closed


DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))
RUNGS = st.lists(st.integers(0, 40), unique=True, max_size=6).map(
    lambda rungs: tuple(sorted(rungs, reverse=True))
)
CHASED = st.builds(
    Ladder,
    RUNGS,
    st.integers(0, 6),
    st.lists(st.sampled_from(tuple(Weekday)), unique=True, max_size=3).map(tuple),
)
WORKING = st.one_of(
    st.just(every_day), st.builds(rests, st.booleans(), st.sets(DAYS, max_size=30))
)


@given(
    deadline=DAYS, start=DAYS, ladders=st.lists(CHASED, min_size=1, max_size=3), is_working=WORKING
)
def test_looking_on_the_days_named_misses_no_rung_and_adds_none_between(
    deadline: date, start: date, ladders: list[Ladder], is_working: Callable[[date], bool]
) -> None:
    def rungs_on(day: date) -> list[int | None]:
        return [latest_rung(deadline, day, ladder, is_working) for ladder in ladders]

    check = next_check_on(deadline, start, ladders, is_working)
    before = rungs_on(start)
    for day in (start + timedelta(days=n) for n in range(1, 60)):
        now = rungs_on(day)
        assert (now != before) is (day == check)
        if day == check:
            assert is_working(day)
            check = next_check_on(deadline, day, ladders, is_working)
        before = now


@given(deadline=DAYS, today=DAYS, ladder=CHASED, is_working=WORKING)
def test_a_rung_only_ever_gives_way_to_a_later_one(
    deadline: date, today: date, ladder: Ladder, is_working: Callable[[date], bool]
) -> None:
    now = latest_rung(deadline, today, ladder, is_working)
    tomorrow = latest_rung(deadline, today + timedelta(days=1), ladder, is_working)
    assert now is None or (tomorrow is not None and tomorrow <= now)
    assert now is None or now >= 0 or today > deadline


def due_on(today: date, *people: Duty, policy: Policy = POLICY) -> tuple[ReminderDue, ...]:
    return reminders_due(rungs_on(DEADLINE, today, ladders_of(policy)), people)


def test_each_person_is_reminded_by_the_ladder_of_their_role() -> None:
    people = [
        Duty(1, Role.LEADER),
        Duty(2, Role.UNIT_HEAD),
        Duty(3, Role.RESPONSIBLE),
        Duty(4, Role.LIAISON),
        Duty(5, Role.OFFICE),
    ]
    assert due_on(date(2026, 3, 3), *people) == (
        ReminderDue(1, Role.LEADER, 14),
        ReminderDue(3, Role.RESPONSIBLE, 7),
        ReminderDue(4, Role.LIAISON, 7),
    )


def test_a_person_with_two_duties_is_reminded_once_by_the_closest_ladder() -> None:
    duties = [Duty(1, Role.LEADER), Duty(1, Role.LIAISON), Duty(1, Role.RESPONSIBLE)]
    assert due_on(date(2026, 3, 12), *duties) == (ReminderDue(1, Role.RESPONSIBLE, -2),)


def test_the_closest_ladder_decides_even_before_its_first_rung() -> None:
    early_leaders = policy_from({"reminders": {"leader_ladder": [40]}})
    duties = [Duty(1, Role.LEADER), Duty(1, Role.RESPONSIBLE)]
    assert due_on(date(2026, 1, 30), *duties, policy=early_leaders) == ()


def test_nobody_is_reminded_before_the_first_rung() -> None:
    assert due_on(date(2026, 2, 7), Duty(1, Role.RESPONSIBLE)) == ()
    assert due_on(DEADLINE) == ()


def test_special_watch_closes_the_owners_ladder_alone() -> None:
    watched = ladders_of(POLICY, special_watch=True)
    assert watched[Role.LIAISON].rungs == (30, 21, 14, 10, 7, 5, 3, 2, 1, 0)
    assert watched[Role.LEADER] == ladders_of(POLICY)[Role.LEADER]


def test_ladders_follow_the_countys_own_policy() -> None:
    policy = policy_from({"reminders": {"leader_ladder": [10], "chase_weekdays": ["friday"]}})
    ladders = ladders_of(policy)
    assert ladders[Role.LEADER].rungs == (10,)
    assert ladders[Role.RESPONSIBLE].chase_weekdays == (Weekday.FRIDAY,)


def test_rungs_may_be_counted_in_working_days() -> None:
    ladders = ladders_of(policy_from({"reminders": {"days": "working"}}))
    before = {
        day: rungs_on(DEADLINE, day, ladders, no_weekends)[Role.LEADER]
        for day in (date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 10))
    }
    assert list(before.values()) == [20, 5, 0], "3 working days before Tuesday are Thursday"
    check = next_check_on(DEADLINE, date(2026, 3, 4), [ladders[Role.LEADER]], no_weekends)
    assert check == date(2026, 3, 5)
