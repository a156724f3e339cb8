"""Seasons in which a project rests, 冬季或雨季停工: its ladder pauses and its clock stands."""

from datetime import date

from bot.domain.rungs import IsWorkingDay

Stops = tuple[tuple[date, date], ...]
"""First and last day of each, both of them days of rest."""


def last_day_of_stop(day: date, stops: Stops) -> date | None:
    """Return the last day of the stop that *day* lies in, None if the project does not rest."""
    return max((last for first, last in stops if first <= day <= last), default=None)


def working_days_outside(stops: Stops, is_working_day: IsWorkingDay) -> IsWorkingDay:
    """Return the working days that are no days of *stops*."""
    if not stops:
        return is_working_day
    return lambda day: is_working_day(day) and last_day_of_stop(day, stops) is None
