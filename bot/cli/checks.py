"""What `duban check` looks at, in the order in which things depend on each other."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from telegram.error import InvalidToken, TelegramError

from bot.cli.failures import sentence_for
from bot.cli.opening import clock_of, open_store
from bot.delivery.connections import open_bot
from bot.domain.audits import Finding as Difference
from bot.settings import Settings, SettingsError, read_policy, read_settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: fine, or what to do about it."""

    what: str
    fine: bool
    words: str


def findings() -> Iterator[Finding]:
    """Look at settings, policy file, database and connection; go on where one is wrong."""
    try:
        settings = read_settings()
    except Exception as error:  # noqa: BLE001 -- each finding is worded
        yield _wrong("settings", error)
        return
    yield Finding("settings", fine=True, words=f"zone {settings.timezone}, {settings.api_url}")
    for what, look in (
        ("policy", _policy),
        ("database", _database),
        ("reminders", _reminders),
        ("connection", _connection),
    ):
        try:
            yield Finding(what, fine=True, words=look(settings))
        except Exception as error:  # noqa: BLE001 -- each finding is worded
            yield _wrong(what, error)


def _policy(settings: Settings) -> str:
    read_policy(settings.policy)
    return str(settings.policy) if settings.policy else "the defaults"


def _database(settings: Settings) -> str:
    store = open_store(settings)
    with store.begin() as work:
        work.facts.put("checked", "yes")
        projects = len(work.projects.codes())
        linked = len(work.people.linked())
        undelivered = work.outbox.undelivered() + work.inbox.dead_letters()
    return f"{projects} projects, {linked} people linked, {undelivered} messages not delivered"


def _reminders(settings: Settings) -> str:
    """Return what the last self-audit found.

    Raises:
        SettingsError: It found a difference, or is older than a working day.
    """
    today = clock_of(settings).today()
    with open_store(settings).read() as work:
        last = work.audits.last()
        oldest = work.working_days.before(today)
    if last is None:
        return "not audited yet"
    day, found = last
    if not oldest <= day <= today:
        msg = f"The last self-audit is of {day}; the bot does not run, or its clock was set back."
        raise SettingsError(msg)
    loud = [each for each in found if each.finding is not Difference.JOINED]
    if loud:
        codes = ", ".join(sorted({each.code for each in loud}))
        msg = f"The self-audit of {day} found {len(loud)} that did not go as they should: {codes}."
        raise SettingsError(msg)
    return f"all went as they should on {day}"


def _connection(settings: Settings) -> str:
    return asyncio.run(_who_am_i(settings))


async def _who_am_i(settings: Settings) -> str:
    return f"@{(await open_bot(settings).get_me()).username}"


def _wrong(what: str, error: Exception) -> Finding:
    if isinstance(error, InvalidToken):
        return Finding(what, fine=False, words="Telegram refuses the token; check DUBAN_TOKEN.")
    if isinstance(error, TelegramError):
        words = f"Telegram cannot be reached ({error}); check DUBAN_API_URL and DUBAN_PROXY."
        return Finding(what, fine=False, words=words)
    return Finding(
        what, fine=False, words=sentence_for(error) or f"{type(error).__name__}: {error}"
    )
