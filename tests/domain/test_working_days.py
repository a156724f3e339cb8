"""Working days as reminders count them, in years whose notice is known and in others."""

from datetime import date
from itertools import islice

import pytest

from bot.domain.calendars import Overrides
from bot.domain.working_days import WorkingDays

DAYS = WorkingDays()
UNKNOWN = 2090


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        pytest.param(date(2020, 5, 8), True, id="a Friday"),
        pytest.param(date(2020, 5, 9), True, id="a Saturday that makes up for Labour Day"),
        pytest.param(date(2020, 5, 10), False, id="a Sunday"),
        pytest.param(date(2020, 5, 4), False, id="the Monday of Labour Day"),
        pytest.param(date(2020, 10, 10), True, id="a Saturday that makes up for National Day"),
    ],
)
def test_make_up_workdays_and_holidays_count_as_published(day: date, worked: bool) -> None:
    assert DAYS(day) is worked


def test_days_are_counted_forth_and_back() -> None:
    assert list(islice(DAYS.after(date(2020, 9, 30)), 2)) == [
        date(2020, 10, 9),
        date(2020, 10, 10),
    ]
    assert DAYS.add(date(2020, 4, 30), 3) == date(2020, 5, 8)
    assert DAYS.before(date(2020, 10, 9)) == date(2020, 9, 30)


def test_an_unknown_year_rests_only_on_weekends_and_on_the_days_of_the_law() -> None:
    assert not DAYS.is_known(UNKNOWN)
    assert not DAYS(date(UNKNOWN, 10, 3)), "by law until the third"
    assert DAYS(date(UNKNOWN, 10, 4)), "a Wednesday of which nobody knows yet"
    assert not DAYS(date(UNKNOWN, 10, 7)), "a Saturday"


def test_what_the_office_entered_makes_a_year_known() -> None:
    bridge, make_up = date(UNKNOWN, 10, 4), date(UNKNOWN, 10, 7)
    entered = WorkingDays(
        Overrides(frozenset({bridge}), frozenset({make_up}), frozenset({UNKNOWN}))
    )
    assert entered.is_known(UNKNOWN)
    assert not entered(bridge)
    assert entered(make_up)


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        pytest.param(date(UNKNOWN - 1, 10, 31), UNKNOWN - 1, id="this year's is missing at once"),
        pytest.param(date(2020, 12, 31), None, id="next year's is known"),
    ],
)
def test_a_missing_notice_is_named(today: date, missing: int | None) -> None:
    assert DAYS.missing_year(today) == missing


def test_next_years_notice_is_missed_from_november_on() -> None:
    days = WorkingDays(Overrides(years=frozenset({UNKNOWN - 1})))
    assert days.missing_year(date(UNKNOWN - 1, 10, 31)) is None
    assert days.missing_year(date(UNKNOWN - 1, 11, 1)) == UNKNOWN
