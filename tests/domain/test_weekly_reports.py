"""The weekly report is due on Fridays; a holiday moves it to the second working day after."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.policy_values import Weekday
from bot.domain.weekly_reports import ReportWeek, week_due_on, week_listed_on
from bot.domain.working_days import WorkingDays

DAYS = WorkingDays()


def on(today: date) -> ReportWeek | None:
    due = week_due_on(today, Weekday.FRIDAY, DAYS)
    return due or week_listed_on(today, Weekday.FRIDAY, DAYS)


@pytest.mark.parametrize(
    ("today", "week"),
    [
        pytest.param(date(2020, 5, 14), None, id="Thursday: nothing"),
        pytest.param(
            date(2020, 5, 15),
            ReportWeek(date(2020, 5, 11), date(2020, 5, 15), date(2020, 5, 18)),
            id="Friday: due",
        ),
        pytest.param(
            date(2020, 5, 18),
            ReportWeek(date(2020, 5, 11), date(2020, 5, 15), date(2020, 5, 18)),
            id="Monday: listed",
        ),
        pytest.param(date(2020, 5, 1), None, id="Labour Day is a Friday"),
        pytest.param(
            date(2020, 5, 7),
            ReportWeek(date(2020, 4, 27), date(2020, 5, 7), date(2020, 5, 8)),
            id="the second working day after Labour Day",
        ),
        pytest.param(
            date(2020, 10, 9),
            ReportWeek(date(2020, 9, 28), date(2020, 10, 9), date(2020, 10, 10)),
            id="National Day: the week before is part of the first one after",
        ),
    ],
)
def test_the_weeks_report_falls_on(today: date, week: ReportWeek | None) -> None:
    assert on(today) == week


def test_after_a_holiday_one_week_is_listed_on_the_day_the_next_is_due() -> None:
    day = date(2020, 5, 8)
    listed, due = (of(day, Weekday.FRIDAY, DAYS) for of in (week_listed_on, week_due_on))
    assert listed == ReportWeek(date(2020, 4, 27), date(2020, 5, 7), day)
    assert due == ReportWeek(date(2020, 5, 4), day, date(2020, 5, 9))


@given(start=st.dates(date(2019, 1, 1), date(2020, 10, 1)), weekday=st.sampled_from(Weekday))
def test_reports_fall_on_working_days_and_follow_each_other(start: date, weekday: Weekday) -> None:
    found = [
        week for n in range(60) if (week := week_due_on(start + timedelta(days=n), weekday, DAYS))
    ]
    weeks = list(dict.fromkeys(found))
    for week in weeks:
        assert DAYS(week.due_on)
        assert week.due_on < week.listed_on
    for before, after in pairwise(weeks):
        assert before.due_on < after.due_on
        assert before.since < after.since
