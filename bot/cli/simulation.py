"""A morning tried out: planned and worded as it would be, then undone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.cli.use_cases import on_morning_of, open_services
from bot.domain.outcomes import Digest
from bot.services.services import Services
from bot.settings import SettingsError
from bot.texts.answers import word
from bot.texts.catalogue import catalogue
from bot.texts.messages import without_marks


@dataclass(frozen=True, slots=True)
class Tried:
    """A message somebody would get, and by which rule each line of it."""

    name: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Morning:
    """The messages of a morning; *why_none* is the sentence that stands in their place."""

    messages: tuple[Tried, ...]
    why_none: str = ""


def morning_of(day: date | None, policy: Path | None = None) -> Morning:
    """Return who would get which bundled message on the morning of *day*, and why.

    *policy* is a file to be tried in place of the one in force. What the days until then will
    have said by the same rules is not said again; a rest day says nothing.
    """
    if day is None:
        msg = "Write the day to be tried, such as 2020-05-08."
        raise SettingsError(msg)
    with open_services(keep=False, policy=policy) as services:
        works = services.work.working_days(day)
        found = tuple(_messages(services, day, anew=policy is not None)) if works else ()
        if found:
            return Morning(found)
        why = "past" if day < services.clock.today() else "quiet" if works else "rest"
        sentence = catalogue("zh").say(f"simulation.{why}", day=day)
        return Morning((), without_marks(sentence).strip())


def _messages(services: Services, day: date, *, anew: bool) -> Iterator[Tried]:
    today = services.clock.today()
    if anew:
        services.work.milestones.look_again(min(today, day))
    eve = services.work.working_days.before(day)
    if today <= eve:
        for person_id, digest in _digests(on_morning_of(eve, services)):
            services.digests.told(person_id, digest.shown)
    for _, digest in _digests(on_morning_of(day, services)):
        person = digest.person
        linked = "" if person.chat_id else "（未关联）"
        text = without_marks(word(digest, person.language).text)
        why = catalogue(person.language).say("simulation.why", it=digest, policy=services.policy)
        yield Tried(f"{person.name}{linked}", text, without_marks(why).strip())


def _digests(then: Services) -> Iterator[tuple[int, Digest]]:
    then.reminders.plan()
    for person in then.work.people.everybody():
        digest = then.digests.digest(person.id, 0)
        if digest is not None:
            yield person.id, digest
