"""Who is linked, and the first words."""

from bot.domain import outcomes as o
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Keyboard, Message
from bot.texts.taps import tap

simply(
    {
        o.Help: "help",
    }
)


@worded.register
def _invited(it: o.Invited, words: Catalogue) -> Message:
    return Message(words.say("invite.links", it=it))


@worded.register
def _which_person(it: o.WhichPerson, words: Catalogue) -> Message:
    rows = tuple(
        (Button(f"{each.name} {each.unit or words.say('word.county')}", tap("invite", each.id)),)
        for each in it.people
    )
    return Message(words.say("invite.which", it=it), rows)


@worded.register
def _welcome(it: o.Welcome, words: Catalogue) -> Message:
    rows: Keyboard = ()
    if it.projects:
        rows = ((Button(words.say("button.list"), tap("list", 1)),),)
    return Message(words.say("welcome", it=it), rows)
