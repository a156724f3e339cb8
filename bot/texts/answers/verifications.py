"""Starts and completions that wait to be verified."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import CODES_A_ROW, in_rows
from bot.texts.answers.wording import worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap


@worded.register
def _unverified(it: o.Unverified, words: Catalogue) -> Message:
    numbers = [each.project.id for each in it.lines]
    codes = [
        Button(
            words.say("button.verify", code=each.project.code),
            tap("verify", "one", each.project.id, it.change),
        )
        for each in it.lines
    ]
    rows = list(in_rows(codes, CODES_A_ROW))
    if len(numbers) > 1:
        label = words.say("button.verify_all", n=len(numbers))
        rows.insert(0, (Button(label, tap("verify", "all", max(numbers), it.change)),))
    if it.undoes is not None:
        rows.insert(0, (Button(words.say("button.undo"), tap("verify", "undo", *it.undoes)),))
    return Message(words.say("verification.list", it=it), tuple(rows))
