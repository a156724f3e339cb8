"""Figures opened, and what is asked back when a name or a number has several meanings."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import code_rows, page_turns
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

MOST_GROUPS = 12
"""Buttons of a question; who gets more writes the name in full."""

simply({o.MeetingNoted: "summary.meeting"})


@worded.register
def _figure_opened(it: o.FigureOpened, words: Catalogue) -> Message:
    turns = page_turns(it.page, it.pages, "fig", it.figure, it.group.key, it.on)
    rows = code_rows([each.line for each in it.lines], "open")
    return Message(words.say("figure.page", it=it), (*rows, *turns))


@worded.register
def _which_figure(it: o.WhichFigure, words: Catalogue) -> Message:
    rows = tuple(
        (Button(words.plain(f"figure.name.{figure}"), tap("fig", figure, it.group.key, it.on)),)
        for figure in it.figures
    )
    return Message(words.say("figure.which", it=it), rows)


@worded.register
def _which_group(it: o.WhichGroup, words: Catalogue) -> Message:
    since = [] if it.since is None else [it.since]
    rows = tuple(
        (Button(group.label, tap("summary", "show", group.key, *since)),)
        for group in it.groups[:MOST_GROUPS]
    )
    return Message(words.say("summary.which", it=it), rows)
