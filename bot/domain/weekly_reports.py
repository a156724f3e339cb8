"""When each week's report is due, who misses it is reminded and listed (RULES.md section 5)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.policy_values import Weekday
from bot.domain.rungs import IsWorkingDay
from bot.domain.working_days import WorkingDays

WEEK = timedelta(days=7)
WEEKS_BACK = 4
"""No holiday moves a report by more."""


@dataclass(frozen=True, slots=True)
class ReportWeek:
    """A week's report: what is told since `since` counts, by noon of `due_on`."""

    since: date
    due_on: date
    listed_on: date


def letter_day(today: date, is_working_day: IsWorkingDay) -> date:
    """Return the day of the last weekly letter by *today*: a week's first working day.

    A week that is a holiday as a whole has none.
    """
    monday = today - timedelta(days=today.weekday())
    while True:
        days = (monday + timedelta(days=each) for each in range(7))
        first = next((day for day in days if is_working_day(day)), None)
        if first is not None and first <= today:
            return first
        monday -= WEEK


def week_due_on(today: date, weekday: Weekday, days: WorkingDays) -> ReportWeek | None:
    """Return the week whose report is due on *today*."""
    return next((week for week in _weeks(today, weekday, days) if week.due_on == today), None)


def week_listed_on(today: date, weekday: Weekday, days: WorkingDays) -> ReportWeek | None:
    """Return the week whose missing reports are listed on *today*.

    After a holiday the next week may be due on that very day.
    """
    return next((week for week in _weeks(today, weekday, days) if week.listed_on == today), None)


def _weeks(today: date, weekday: Weekday, days: WorkingDays) -> Iterator[ReportWeek]:
    """Yield the weeks around *today*; one that a holiday moves into the next is part of it."""
    monday = today - timedelta(days=today.weekday()) - WEEKS_BACK * WEEK
    waiting: ReportWeek | None = None
    for _ in range(WEEKS_BACK + 1):
        week = _week(monday, weekday, days)
        if waiting is not None and waiting.due_on < week.due_on:
            yield waiting
        elif waiting is not None:
            week = replace(week, since=waiting.since)
        waiting = week
        monday += WEEK
    if waiting is not None and waiting.due_on < _week(monday, weekday, days).due_on:
        yield waiting


def _week(monday: date, weekday: Weekday, days: WorkingDays) -> ReportWeek:
    due = monday + timedelta(days=tuple(Weekday).index(weekday))
    if not days(due):
        due = days.add(due, 2)
    return ReportWeek(monday, due, days.add(due, 1))
