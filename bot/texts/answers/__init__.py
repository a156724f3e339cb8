"""Outcomes worded: one function a record, each giving the words and the buttons below them."""

from dataclasses import replace

from bot.domain import outcomes as o
from bot.domain.errors import LedgerError
from bot.texts.answers import (  # noqa: F401 -- each registers the records it words
    bulletins,
    campaigns,
    cases,
    difficulties,
    figures,
    gaps,
    imports,
    papers,
    people,
    plans,
    posts,
    projects,
    rankings,
    registers,
    reminders,
    replies,
    summaries,
    verifications,
    warnings,
)
from bot.texts.answers.wording import worded
from bot.texts.catalogue import catalogue
from bot.texts.messages import Message

LINKS_A_MESSAGE = 15
"""Invites in one message, so that none is ever cut off."""


def word(outcome: object, language: str) -> Message:
    """Return the message that tells *outcome* in a language."""
    if isinstance(outcome, LedgerError):
        return word_error(outcome, language)
    return worded(outcome, catalogue(language))


def word_in_parts(outcome: object, language: str) -> tuple[Message, ...]:
    """Return the messages that tell *outcome*: one, or as many as a table of links needs."""
    if not isinstance(outcome, o.Invited) or len(outcome.lines) <= LINKS_A_MESSAGE:
        return (word(outcome, language),)
    starts = range(0, len(outcome.lines), LINKS_A_MESSAGE)
    parts = (outcome.lines[start : start + LINKS_A_MESSAGE] for start in starts)
    return tuple(word(replace(outcome, lines=part), language) for part in parts)


def stand_in(message: Message, principal: str, language: str) -> Message:
    """Return *message* as it is read by whoever stands in for *principal*."""
    line = catalogue(language).say("away.instead_of", name=principal)
    return replace(message, text=f"{line}\n{message.text}")


def word_error(error: LedgerError, language: str) -> Message:
    """Return the sentence for what a person got wrong."""
    return Message(catalogue(language).say(error.text, error=error))


def plain(outcome: o.Summary, language: str) -> Message:
    """Return a summary as text without marks, to be pasted into another messenger."""
    return Message(catalogue(language).say("summary.plain", it=outcome))
