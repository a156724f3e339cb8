"""Reads what owners write about progress: facts to record, or choices to ask back with.

The grammar is loaded when the first text is read: it would be a tenth of the start-up.
"""
# ruff: noqa: PLC0415 -- see above

from datetime import date

from bot.domain.calendars import NO_OVERRIDES, Overrides
from bot.domain.replies.records import (
    Asked,
    CumulativeLabel,
    NewDateKind,
    ReplyFacts,
    ReplyOption,
    ReplyPart,
    ReplyReading,
    Scope,
    Trace,
    to_json,
)


def read_reply(
    text: str,
    today: date,
    *,
    asked: Asked = Asked.NOTHING,
    previous: date | None = None,
    overrides: Overrides = NO_OVERRIDES,
) -> ReplyReading:
    """Return what a reply of one project says; see `reader`."""
    from bot.domain.replies import reader

    return reader.read_reply(text, today, asked=asked, previous=previous, overrides=overrides)


def split_reply(text: str) -> tuple[ReplyPart, ...]:
    """Return each project's share of a message; see `splitting`."""
    from bot.domain.replies import splitting

    return splitting.split_reply(text)


__all__ = [
    "Asked",
    "CumulativeLabel",
    "NewDateKind",
    "ReplyFacts",
    "ReplyOption",
    "ReplyPart",
    "ReplyReading",
    "Scope",
    "Trace",
    "read_reply",
    "split_reply",
    "to_json",
]
