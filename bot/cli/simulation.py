"""A morning tried out: planned and worded as it would be, then undone."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.cli.opening import open_services
from bot.clock import FrozenClock
from bot.services.services import Services
from bot.settings import SettingsError
from bot.texts.answers import word
from bot.texts.messages import without_marks


def messages_on(day: date | None) -> Iterator[tuple[str, str]]:
    """Return who would get which bundled message on the morning of *day*."""
    if day is None:
        msg = "Write the day to be tried, such as 2020-05-08."
        raise SettingsError(msg)
    with open_services(keep=False) as services:
        yield from list(_morning(services, day))


def _morning(services: Services, day: date) -> Iterator[tuple[str, str]]:
    morning = datetime.combine(day, services.policy.messages.digest_at, services.clock.zone)
    clock = FrozenClock(morning, services.clock.zone)
    then = Services(services.work, clock, services.policy)
    then.reminders.plan()
    for person in then.work.people.everybody():
        digest = then.reminders.digest(person.id, 0)
        if digest is not None:
            linked = "" if person.chat_id else "（未关联）"
            yield f"{person.name}{linked}", without_marks(word(digest, person.language).text)
