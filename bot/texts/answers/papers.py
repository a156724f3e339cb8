"""The office's papers."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import paper_rows
from bot.texts.answers.wording import worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Message


@worded.register
def _offered(it: o.PapersOffered, words: Catalogue) -> Message:
    return Message(words.say("papers.offered", it=it), paper_rows(it.names, words))
