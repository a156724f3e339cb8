"""The weekly report: who misses it is reminded on its morning, and listed on the next."""

from bot.clock import Clock
from bot.domain.outcomes import MissingReport
from bot.domain.policies import Policy
from bot.domain.weekly_reports import week_due_on, week_listed_on
from storage.unit_of_work import Work


class WeeklyReports:
    """Knows whose report of the week is missing; of nobody else anything is asked."""

    def __init__(self, work: Work, clock: Clock, policy: Policy) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy

    def missing(self, person_id: int | None = None) -> tuple[MissingReport, ...]:
        """Return whose report is due today and missing, or what one person owes."""
        return self._missing(person_id, listed=False)

    def listed(self) -> tuple[MissingReport, ...]:
        """Return whose report is still missing on the day the office is shown them."""
        return self._missing(None, listed=True)

    def _missing(self, person_id: int | None, *, listed: bool) -> tuple[MissingReport, ...]:
        today, days = self.clock.today(), self.work.working_days
        week_of = week_listed_on if listed else week_due_on
        week = week_of(today, self.policy.weekly_report.weekday, days)
        if week is None:
            return ()
        resting = self.work.stops.resting_on(today)
        return tuple(
            MissingReport(*row)
            for row in self.work.reports.missing_since(self.clock.midnight(week.since), person_id)
            if row[0] not in resting
        )
