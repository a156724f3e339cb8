"""Opens what a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from bot.clock import Clock, FrozenClock, StagedClock, SystemClock
from bot.services.services import Services
from bot.settings import Settings, SettingsError, read_policy, read_settings
from storage.engine import open_engine
from storage.schema import bring_up_to_date
from storage.unit_of_work import Store


def open_store(settings: Settings) -> Store:
    """Return the store, brought up to date."""
    engine = open_engine(settings.database_url)
    bring_up_to_date(engine)
    return Store(engine)


def clock_of(settings: Settings) -> Clock:
    """Return the machine's time, or the one that `DUBAN_CLOCK` began with."""
    if settings.clock is None:
        return SystemClock(settings.timezone)
    return StagedClock(settings.clock, settings.timezone)


@contextmanager
def open_services(
    *, day: date | None = None, keep: bool = True, policy: Path | None = None
) -> Iterator[Services]:
    """Open the use cases in one unit of work, on *day* if it is not today.

    What they did is undone unless it is to be kept. *policy* stands in for the file in force.
    """
    settings = read_settings()
    rules, clock = read_policy(policy or settings.policy), clock_of(settings)
    if day is not None:
        clock = FrozenClock(datetime.combine(day, clock.local().time(), clock.zone), clock.zone)
    with open_store(settings).begin() as work:
        yield Services(work, clock, rules)
        if not keep:
            work.forget()


def on_morning_of(day: date, services: Services) -> Services:
    """Return the use cases at the hour of a morning's messages."""
    morning = datetime.combine(day, services.policy.messages.digest_at, services.clock.zone)
    clock = FrozenClock(morning, services.clock.zone)
    return Services(services.work, clock, services.policy)


def read_day(text: str | None) -> date | None:
    """Return the day an option names, None if it was not given.

    Raises:
        SettingsError: It is no day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"“{text}” is no day; write it as 2020-05-08."
        raise SettingsError(msg) from None
