"""When one person may be written to unprompted (RULES.md section 5)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.policies import Messages
from bot.domain.policy_values import Weekday
from bot.domain.records import Person
from bot.domain.rungs import LONGEST_REST, IsWorkingDay


@dataclass(frozen=True, slots=True)
class Hours:
    """The county's hours and rest days, with a person's own zone, hour and rest days."""

    messages: Messages
    zone: ZoneInfo
    is_working_day: IsWorkingDay
    digest_at: time
    rest_weekdays: frozenset[str] = frozenset()

    def is_open(self, now: datetime) -> bool:
        """Return whether something may go out unprompted at the instant *now*."""
        local = now.astimezone(self.zone)
        return self.works_on(local.date()) and not self.messages.is_quiet(local.time())

    def is_digest_time(self, now: datetime) -> bool:
        """Return whether the day's bundled message may go out, be it late."""
        return self.is_open(now) and now.astimezone(self.zone).time() >= self.digest_at

    def opens_at(self, now: datetime) -> datetime | None:
        """Return when the quiet hours or rest days around *now* end, None outside them."""
        if self.is_open(now):
            return None
        local = now.astimezone(self.zone)
        days = (local.date() + timedelta(days=n) for n in range(LONGEST_REST))
        mornings = (
            datetime.combine(day, self.messages.quiet_until, self.zone)
            for day in days
            if self.works_on(day)
        )
        return next((morning for morning in mornings if morning >= local), None)

    def closes_at(self, now: datetime) -> datetime:
        """Return when the day of *now* ends for messages that nobody asked for."""
        local = now.astimezone(self.zone)
        quiet = datetime.combine(local.date(), self.messages.quiet_from, self.zone)
        return quiet if quiet > local else quiet + timedelta(days=1)

    def works_on(self, day: date) -> bool:
        """Return whether *day* is a working day of the county and no rest day of the person."""
        return self.is_working_day(day) and Weekday.of(day) not in self.rest_weekdays


def hours_of(
    person: Person, messages: Messages, zone: ZoneInfo, is_working_day: IsWorkingDay
) -> Hours:
    """Return when *person* may be written to, in the county's *zone* unless they have their own."""
    return Hours(
        messages,
        ZoneInfo(person.zone) if person.zone else zone,
        is_working_day,
        person.digest_at or messages.digest_at,
        frozenset(person.rest_weekdays),
    )
