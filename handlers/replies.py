"""Which message of ours a reply or a tap belongs to."""

import re

from telegram import Message, Update

from handlers.context import BotContext
from storage.outbox import SentMessage

_MARK = re.compile(r"#r(\d+)\s*$")


def answered_message(update: Update, context: BotContext) -> SentMessage | None:
    """Return the message of ours that an update replies to or taps on, None if it is none.

    It is found by its number, or else, where Telegram's answer to its sending was lost, by the
    mark in its text.
    """
    query, message = update.callback_query, update.effective_message
    target = query.message if query else (message.reply_to_message if message else None)
    if target is None:
        return None
    outbox = context.turn.work.outbox
    found = outbox.by_message(target.chat.id, target.message_id)
    if found is None and isinstance(target, Message):
        mark = _MARK.search(target.text or "")
        found = outbox.by_mark(target.chat.id, int(mark[1])) if mark else None
    return found


def instruction_answered(answered: SentMessage | None, context: BotContext) -> int | None:
    """Return the number of the instruction that a message of ours handed on, None if none."""
    order = context.turn.work.outbox.order(answered.id) if answered else {}
    return order.get("instruction") if order.get("kind") == "instruction" else None


def projects_spoken_of(answered: SentMessage | None, context: BotContext) -> list[int]:
    """Return the projects that a message of ours was about."""
    if answered is None:
        return []
    if answered.project_id is not None:
        return [answered.project_id]
    work = context.turn.work
    return work.outbox.asks(answered.id) or work.reminders.sent_with(answered.id)
