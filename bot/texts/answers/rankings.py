"""The weekly ranking."""

from bot.domain import outcomes as o
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

simply({o.RankingExplained: "ranking.explained"})

LISTS = ("projects_continued", "projects_new", "units_continued", "units_new", "preparatory")


@worded.register
def _ranking_shown(it: o.RankingShown, words: Catalogue) -> Message:
    text = words.say("ranking.page", it=it)
    if it.on is None:
        make = Button(words.say("ranking.button.make"), tap("rank", "make"))
        return Message(text, ((make,),) if it.may_make else ())
    others = tuple(
        Button(words.say(f"ranking.button.{each}"), tap("rank", each, 1))
        for each in LISTS
        if each != it.which
    )
    turns = tuple(
        Button(label, tap("rank", it.which, page))
        for label, page in (("‹", it.page - 1), ("›", it.page + 1))
        if 1 <= page <= it.pages
    )
    explain = Button(words.say("ranking.button.explain"), tap("rank", "explain"))
    return Message(text, (*((turns,) if turns else ()), others, (explain,)))
