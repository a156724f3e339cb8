"""Bundled messages, and who is aware."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import awareness, code_rows, quick_answers
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message

OFFERED = 10
MOST_NOT_MINE = 40
"""Codes below one question; Telegram takes a hundred buttons, a thumb fewer."""

simply(
    {
        o.CardsSent: "import.cards_sent",
        o.Acknowledged: "aware.noted",
        o.NotMineNoted: "aware.not_mine_noted",
    }
)


@worded.register
def _which_not_mine(it: o.WhichIsNotMine, words: Catalogue) -> Message:
    text = words.say("aware.which_not_mine", it=it, most=MOST_NOT_MINE)
    return Message(text, code_rows(it.lines[:MOST_NOT_MINE], "notmine"))


@worded.register
def _digest(it: o.Digest, words: Catalogue) -> Message:
    most = _most_lines(it)
    rows: list[tuple[Button, ...]] = []
    if it.first_look or it.still_unaware:
        rows += awareness(words)
    only = it.items[0].line.project if len(it.items) == 1 and not it.first_look else None
    if only is not None and it.items[0].asks_owner:
        rows += quick_answers(only, words)
    elif only is None and it.items:
        rows += code_rows([each.line for each in it.items[:OFFERED]], "open")
    return Message(
        words.say("digest", it=it, most=most),
        tuple(rows),
        project_id=only.id if only else None,
        tells=(*(each.project.id for each in it.first_look), *it.still_unaware),
        marked=bool(it.items),
    )


def _most_lines(it: o.Digest) -> int:
    """Return how many projects each part shows: a leader's message has ten lines in all."""
    if it.first_look and it.others:
        return 3
    return 10 if it.asks_owner else 7
