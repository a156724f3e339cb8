"""The weekly ranking."""

from bot.domain import outcomes as o
from bot.domain.rankings import LISTS
from bot.texts.answers.keyboards import CODES_A_ROW, in_rows
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

simply({o.RankingExplained: "ranking.explained"})


@worded.register
def _ranking_shown(it: o.RankingShown, words: Catalogue) -> Message:
    text = words.say("ranking.page", it=it)
    if it.on is None:
        make = Button(words.say("ranking.button.make"), tap("rank", "make"))
        return Message(text, ((make,),) if it.may_make else ())
    others = tuple(
        Button(words.say(f"ranking.button.{each}"), tap("rank", each, 1, it.on))
        for each in LISTS
        if each != it.which
    )
    turns = tuple(
        Button(label, tap("rank", it.which, page, it.on))
        for label, page in (("‹", it.page - 1), ("›", it.page + 1))
        if 1 <= page <= it.pages
    )
    about = tap("rank", "explain", it.which, it.page, it.on)
    explain = Button(words.say("ranking.button.explain"), about)
    return Message(text, (*_cards(it), *((turns,) if turns else ()), others, (explain,)))


def _cards(it: o.RankingShown) -> tuple[tuple[Button, ...], ...]:
    """Return a button with the code of each project of the page, none for units."""
    cards = [Button(line.code, tap("card", line.id)) for line in it.lines if line.code]
    return in_rows(cards, CODES_A_ROW)
