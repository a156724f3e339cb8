"""Readings as the command line prints them."""

from datetime import date
from typing import Any

from bot.cli.opening import clock_of
from bot.domain.deadlines import Mode, read_deadline
from bot.domain.replies import Asked, read_reply, to_json
from bot.settings import SettingsError, read_settings


def deadline_json(text: str, today: date | None, mode: str) -> dict[str, Any]:
    """Return how a deadline is read: `text, status, date, rule, options, reason`."""
    reading = read_deadline(text, today or _today(), _one_of(Mode, mode))
    return {
        "text": text,
        "status": reading.status.value,
        "date": reading.date and reading.date.isoformat(),
        "rule": reading.rule,
        "options": [each.date.isoformat() for each in reading.options],
        "reason": reading.reason,
    }


def reply_json(text: str, today: date | None, asked: str) -> dict[str, Any]:
    """Return how a progress reply is read."""
    return to_json(read_reply(text, today or _today(), asked=_one_of(Asked, asked)))


def _today() -> date:
    return clock_of(read_settings()).today()


def _one_of(words: Any, word: str) -> Any:
    try:
        return words(word)
    except ValueError:
        msg = f"“{word}” is not known here; write {' or '.join(words)}."
        raise SettingsError(msg) from None
