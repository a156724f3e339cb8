"""A morning tried out: planned and worded as it would be, then undone."""

from collections.abc import Iterator
from datetime import date

from bot.cli.opening import on_morning_of, open_services
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
    then = on_morning_of(day, services)
    then.reminders.plan()
    for person in then.work.people.everybody():
        digest = then.digests.digest(person.id, 0)
        if digest is not None:
            linked = "" if person.chat_id else "（未关联）"
            yield f"{person.name}{linked}", without_marks(word(digest, person.language).text)
