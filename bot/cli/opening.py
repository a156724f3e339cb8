"""Opens what a command works on."""

from datetime import date

from bot.clock import Clock, StagedClock, SystemClock
from bot.settings import Settings, SettingsError
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
