"""The only reader of the time."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the time in UTC, and the day and hour in the county's zone."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """Return the present instant, aware and in UTC."""

    def local(self) -> datetime:
        """Return the present instant in the county's zone."""

    def today(self) -> date:
        """Return the calendar day in the county's zone."""

    def midnight(self, day: date) -> datetime:
        """Return when *day* begins in the county's zone."""


class SystemClock:
    """The machine's time."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    def now(self) -> datetime:
        """Return the present instant, aware and in UTC."""
        return datetime.now(UTC)  # noqa: TID251 -- the one place

    def local(self) -> datetime:
        """Return the present instant in the county's zone."""
        return self.now().astimezone(self.zone)

    def today(self) -> date:
        """Return the calendar day in the county's zone."""
        return self.local().date()

    def midnight(self, day: date) -> datetime:
        """Return when *day* begins in the county's zone."""
        return datetime(day.year, day.month, day.day, tzinfo=self.zone)


class StagedClock(SystemClock):
    """A time of one's choice that flows on as real time does; for the demonstration and trials."""

    def __init__(self, start: datetime, zone: ZoneInfo) -> None:
        super().__init__(zone)
        self.set(start)

    def now(self) -> datetime:
        """Return the chosen instant plus the real time elapsed since it was chosen."""
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    def set(self, instant: datetime) -> None:
        """Choose a new instant."""
        self._start = instant.astimezone(UTC)
        self._began = time.monotonic()


class FrozenClock(SystemClock):
    """A time that moves only when it is told to; for tests."""

    def __init__(self, instant: datetime, zone: ZoneInfo) -> None:
        super().__init__(zone)
        self.set(instant)

    def now(self) -> datetime:
        """Return the chosen instant."""
        return self._instant

    def set(self, instant: datetime) -> None:
        """Choose a new instant."""
        self._instant = instant.astimezone(UTC)
