"""When one person may be written to unprompted (RULES.md section 5)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.errors import LedgerError, OrderUnclearError
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


MOST_RESTS = 4
"""Rest days of one's own a week: of the county's five working days one is left to be read on."""

_RESET = frozenset({"默认", "恢复", "default"})
_CLOCK = re.compile(
    r"(?P<half>上午|早上|早|中午|下午|晚上|晚)?\s*"
    r"(?P<hour>\d{1,2})\s*[:：点]\s*(?P<minute>\d{2}|半|整)?分?"
)
_AFTERNOON = frozenset({"中午", "下午", "晚上", "晚"})
_WEEKDAYS = "一二三四五六日"
_RESTS = re.compile(rf"休息?((?:[\s、,，和及]*(?:周|星期)?[{_WEEKDAYS}天])+)")
_NO_RESTS = re.compile(r"不休息?")
_ZONE = re.compile(r"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+")
_BETWEEN = " \t\n　,，、;；。"


class QuietHourError(LedgerError):
    """The hour lies in the county's quiet hours, in which nothing goes out unprompted."""

    text = "error.quiet_hour"

    def __init__(self, hour: time, messages: Messages) -> None:
        super().__init__(hour)
        self.hour = hour
        self.quiet_from = messages.quiet_from
        self.quiet_until = messages.quiet_until


class TooManyRestsError(LedgerError):
    """Somebody wants more rest days of their own a week than `most`: nothing would reach them."""

    text = "error.too_many_rests"
    most = MOST_RESTS


def read_own_hours(words: str, before: OwnHours, messages: Messages) -> OwnHours:
    """Return what *words* set, such as `9:30`, `9:30 Asia/Urumqi`, `9点半 休周五` or `默认`.

    Zone and rest days that they do not mention stay as *before*; `不休` takes the latter back.

    Raises:
        OrderUnclearError: They name no hour or an unknown zone, or more than was read.
        QuietHourError: The hour lies in the quiet hours.
        TooManyRestsError: They name more rest days than one may have.
    """
    if words.strip().lower() in _RESET:
        return OwnHours(None)
    found = _CLOCK.search(words)
    if found is None:
        raise OrderUnclearError("hour")
    rest = _CLOCK.sub(" ", words, count=1)
    zone, rests = _ZONE.search(rest), _RESTS.search(rest)
    no_rests = None if rests else _NO_RESTS.search(rest)
    for each in (zone, rests, no_rests):
        rest = rest.replace(each[0], " ", 1) if each else rest
    if rest.strip(_BETWEEN) or (zone and zone[0] not in available_timezones()):
        raise OrderUnclearError("hour")
    return OwnHours(
        _hour(found, messages),
        zone[0] if zone else before.zone,
        _rest_days(rests[1]) if rests else () if no_rests else before.rest_weekdays,
    )


def _hour(found: re.Match[str], messages: Messages) -> time:
    hour = int(found["hour"])
    if found["half"] in _AFTERNOON and hour < 12:
        hour += 12
    minute = {"半": 30, "整": 0, None: 0}.get(found["minute"])
    minute = int(found["minute"]) if minute is None else minute
    if hour > 23 or minute > 59:
        raise OrderUnclearError("hour")
    told = time(hour, minute)
    if messages.is_quiet(told):
        raise QuietHourError(told, messages)
    return told


def _rest_days(signs: str) -> tuple[Weekday, ...]:
    named = signs.replace("天", "日")
    days = tuple(day for day, sign in zip(Weekday, _WEEKDAYS, strict=True) if sign in named)
    if len(days) > MOST_RESTS:
        raise TooManyRestsError
    return days
