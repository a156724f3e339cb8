"""Opens the use cases for a command: apart from the store, because `run` polls before it loads them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from bot.cli.opening import clock_of, open_store
from bot.clock import FrozenClock
from bot.services.services import Services
from bot.settings import read_policy, read_settings


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
