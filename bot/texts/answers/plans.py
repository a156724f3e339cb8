"""How plans changed."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import code_rows
from bot.texts.answers.wording import worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Message

MOST_CARDS = 20


@worded.register
def _deadlines_moved(it: o.DeadlinesMoved, words: Catalogue) -> Message:
    only = it.lines[0].line.project.id if len(it.lines) == 1 else None
    cards = code_rows([each.line for each in it.lines[:MOST_CARDS]], "open")
    return Message(words.say("deadline.all_moved", it=it), cards, only)
