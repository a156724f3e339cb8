"""When one person may be written to unprompted (RULES.md section 5)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.errors import OrderUnclearError
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


@dataclass(frozen=True, slots=True)
class OwnHours:
    """What a person sets for themselves; None and no weekdays stand for the county's."""

    digest_at: time | None
    zone: str | None = None
    rest_weekdays: tuple[Weekday, ...] = ()


_RESET = frozenset({"默认", "恢复", "default"})
_CLOCK = re.compile(r"(\d{1,2})\s*[:：点]\s*(\d{2}|半)?分?")
_WEEKDAYS = "一二三四五六日"
_RESTS = re.compile(rf"休((?:[\s、,，]*(?:周|星期)?[{_WEEKDAYS}])+)")


def read_own_hours(words: str, messages: Messages) -> OwnHours:
    """Return what *words* set, such as `9:30`, `9:30 Asia/Urumqi`, `9点半 休周五` or `默认`.

    Raises:
        OrderUnclearError: They name no hour, an unknown zone, or an hour of the night.
    """
    if words.strip().lower() in _RESET:
        return OwnHours(None)
    found = _CLOCK.search(words)
    if found is None:
        raise OrderUnclearError("hour")
    hour, minute = int(found[1]), 30 if found[2] == "半" else int(found[2] or 0)
    if hour > 23 or minute > 59 or messages.is_quiet(time(hour, minute)):
        raise OrderUnclearError("hour")
    rests = _RESTS.search(words)
    zone = next((each for each in words.split() if "/" in each), None)
    if zone is not None and zone not in available_timezones():
        raise OrderUnclearError("hour")
    return OwnHours(
        time(hour, minute),
        zone,
        tuple(day for day, sign in zip(Weekday, _WEEKDAYS, strict=True) if sign in rests[1])
        if rests
        else (),
    )
