"""Reads what owners write about progress: facts to record, or choices to ask back with."""

from bot.domain.replies.reader import read_reply
from bot.domain.replies.records import (
    Asked,
    CumulativeLabel,
    NewDateKind,
    Period,
    ReplyFacts,
    ReplyOption,
    ReplyPart,
    ReplyReading,
    Scope,
    Trace,
    to_json,
)
from bot.domain.replies.splitting import split_reply

__all__ = [
    "Asked",
    "CumulativeLabel",
    "NewDateKind",
    "Period",
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
