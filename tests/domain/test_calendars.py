from datetime import date, timedelta

import pytest

from bot.domain.calendars import (
    Overrides,
    UnknownYearError,
    add_working_days,
    festival_day,
    holiday_around,
    is_known_year,
    is_working_day,
    lunar_day,
    next_festival_day,
    next_working_day,
    previous_working_day,
    working_days_between,
)

UNPUBLISHED = date(2099, 3, 2)  # a Monday
NOTICE = Overrides(
    holidays=frozenset({date(2099, 3, 2)}),
    workdays=frozenset({date(2099, 3, 7)}),
    years=frozenset({2099}),
)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        pytest.param(date(2020, 5, 8), True, id="a Friday"),
        pytest.param(date(2020, 5, 10), False, id="a Sunday"),
        pytest.param(date(2020, 5, 9), True, id="a Saturday worked to make up"),
        pytest.param(date(2020, 10, 1), False, id="National Day"),
    ],
)
def test_working_days_are_those_of_the_published_notice(day: date, is_worked: bool) -> None:
    assert is_working_day(day) is is_worked


def test_a_year_without_notice_is_unknown() -> None:
    with pytest.raises(UnknownYearError):
        is_working_day(UNPUBLISHED)
    assert not is_known_year(2099)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        pytest.param(date(2099, 3, 2), False, id="a day off"),
        pytest.param(date(2099, 3, 7), True, id="a Saturday made up"),
        pytest.param(date(2099, 3, 3), True, id="an ordinary Tuesday"),
        pytest.param(date(2099, 3, 8), False, id="an ordinary Sunday"),
    ],
)
def test_the_office_enters_a_new_year(day: date, is_worked: bool) -> None:
    assert is_known_year(2099, NOTICE)
    assert is_working_day(day, NOTICE) is is_worked


def test_the_office_corrects_a_known_year() -> None:
    corrected = Overrides(holidays=frozenset({date(2020, 5, 8)}))

    assert not is_working_day(date(2020, 5, 8), corrected)


@pytest.mark.parametrize(
    ("day", "days", "result"),
    [
        pytest.param(date(2020, 5, 8), 10, date(2020, 5, 21), id="the Saturday after is worked"),
        pytest.param(date(2026, 9, 16), 10, date(2026, 9, 30), id="up to National Day"),
        pytest.param(date(2020, 5, 8), 0, date(2020, 5, 8), id="none"),
        pytest.param(date(2020, 5, 11), -1, date(2020, 5, 9), id="backwards"),
    ],
)
def test_working_days_are_counted_from_the_day_after(day: date, days: int, result: date) -> None:
    assert add_working_days(day, days) == result


def test_working_days_between_counts_the_last_day_and_not_the_first() -> None:
    assert working_days_between(date(2020, 5, 8), date(2020, 5, 21)) == 10
    assert working_days_between(date(2020, 5, 21), date(2020, 5, 8)) == 0


def test_the_next_and_the_previous_working_day() -> None:
    assert next_working_day(date(2020, 9, 30)) == date(2020, 10, 9)
    assert previous_working_day(date(2020, 10, 9)) == date(2020, 9, 30)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        pytest.param("春节", 2021, date(2021, 2, 12), id="Spring Festival"),
        pytest.param("除夕", 2021, date(2021, 2, 11), id="its eve"),
        pytest.param("端午", 2020, date(2020, 6, 25), id="Dragon Boat in a leap year"),
        pytest.param("中秋", 2020, date(2020, 10, 1), id="Mid-Autumn"),
        pytest.param("清明", 2024, date(2024, 4, 4), id="a solar term with days off"),
        pytest.param("冬至", 2020, date(2020, 12, 21), id="the last solar term"),
        pytest.param("小寒", 2021, date(2021, 1, 5), id="the first solar term"),
        pytest.param("教师节", 2021, date(2021, 9, 10), id="a day of the sun's year"),
    ],
)
def test_a_festival_has_its_day(name: str, year: int, day: date) -> None:
    assert festival_day(name, year) == day
    assert next_festival_day(name, day) == day
    assert next_festival_day(name, day + timedelta(days=1)) > day


@pytest.mark.parametrize(
    ("festival", "first", "last"),
    [
        pytest.param(date(2020, 10, 1), date(2020, 10, 1), date(2020, 10, 8), id="published"),
        pytest.param(date(2023, 1, 1), date(2022, 12, 31), date(2023, 1, 2), id="begins before"),
        pytest.param(
            date(2031, 10, 1),
            date(2031, 10, 1),
            date(2031, 10, 5),
            id="by law: to the 3rd, then a weekend",
        ),
        pytest.param(
            date(2028, 1, 26),
            date(2028, 1, 25),
            date(2028, 1, 30),
            id="by law: from the eve to the third day, then a weekend",
        ),
    ],
)
def test_a_holiday_is_the_days_off_in_a_row(festival: date, first: date, last: date) -> None:
    assert holiday_around(festival) == (first, last)


def test_a_leap_month_is_only_in_its_year() -> None:
    assert lunar_day(2020, 4, 30, leap=True) == date(2020, 6, 20)
    with pytest.raises(ValueError, match="no such month"):
        lunar_day(2021, 4, 30, leap=True)
