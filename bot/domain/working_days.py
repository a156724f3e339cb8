"""The county's working days, as everything that counts days asks for them."""

from collections.abc import Iterator
from datetime import date

from bot.domain.calendars import (
    NO_OVERRIDES,
    ONE_DAY,
    Overrides,
    UnknownYearError,
    days_off_by_law,
    is_known_year,
    is_working_day,
)

ANNOUNCED_FROM_MONTH = 11
"""The State Council publishes next year's notice in November; from then on its lack is told."""


class WorkingDays:
    """Tells working days; stands wherever a rule asks `is_working_day(day)`.

    Nothing is guessed for a year whose notice is missing: only weekends and the days that the law
    frees every year are rest days then, and `is_known` says so, so that each message can.
    """

    def __init__(self, overrides: Overrides = NO_OVERRIDES) -> None:
        self.overrides = overrides
        self._found: dict[date, bool] = {}

    def __call__(self, day: date) -> bool:
        """Return whether *day* is worked."""
        if day not in self._found:
            self._found[day] = self._is_worked(day)
        return self._found[day]

    def is_known(self, year: int) -> bool:
        """Return whether the notice of *year* is known."""
        return is_known_year(year, self.overrides)

    def missing_year(self, today: date) -> int | None:
        """Return the year whose notice the office is to enter: this one, next one from November."""
        years = [today.year]
        if today.month >= ANNOUNCED_FROM_MONTH:
            years.append(today.year + 1)
        return next((year for year in years if not self.is_known(year)), None)

    def after(self, day: date) -> Iterator[date]:
        """Yield the working days after *day*, soonest first, without end."""
        while True:
            day += ONE_DAY
            if self(day):
                yield day

    def add(self, day: date, days: int) -> date:
        """Return the working day that is *days* (one or more) working days after *day*."""
        for _, found in zip(range(days), self.after(day), strict=False):
            day = found
        return day

    def count_in(self, year: int) -> int:
        """Return how many working days a year has."""
        first = date(year, 1, 1).toordinal()
        last = date(year, 12, 31).toordinal()
        return sum(map(self, map(date.fromordinal, range(first, last + 1))))

    def before(self, day: date) -> date:
        """Return the last working day before *day*."""
        day -= ONE_DAY
        while not self(day):
            day -= ONE_DAY
        return day

    def _is_worked(self, day: date) -> bool:
        try:
            return is_working_day(day, self.overrides)
        except UnknownYearError:
            return day.isoweekday() <= 5 and day not in days_off_by_law(day.year)
