"""Handovers, leave, and who is named."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import awareness
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Keyboard, Message
from bot.texts.taps import tap

simply(
    {
        o.HandoverDropped: "handover.dropped",
        o.PeopleToName: "naming.asked",
        o.Relieved: "handover.relieved",
        o.Back: "away.back",
        o.DeputySet: "away.deputy",
    }
)


@worded.register
def _handover_asked(it: o.HandoverAsked, words: Catalogue) -> Message:
    row = (
        Button(words.say("button.confirm_handover"), tap("handover", it.handover_id, "yes")),
        Button(words.say("button.cancel"), tap("handover", it.handover_id, "no")),
    )
    return Message(words.say("handover.asked", it=it), (row,))


@worded.register
def _handover_settled(it: o.HandoverSettled, words: Catalogue) -> Message:
    undo = Button(words.say("button.undo"), tap("handover", it.handover_id, "no"))
    return Message(words.say("handover.settled", it=it), ((undo,),))


@worded.register
def _handed_over(it: o.HandedOver, words: Catalogue) -> Message:
    text = words.say("handover.received", it=it)
    tells = tuple(line.project.id for line in it.lines)
    return Message(text, tuple(awareness(words)), tells=tells)


@worded.register
def _away(it: o.Away, words: Catalogue) -> Message:
    undo = Button(words.say("button.undo"), tap("away", it.absence_id))
    return Message(words.say("away.noted", it=it), ((undo,),))


@worded.register
def _person_named(it: o.PersonNamed, words: Catalogue) -> Message:
    rows: Keyboard = ()
    if it.may_invite and not it.is_linked:
        label = words.plain("button.invite_one", name=it.who.name)
        rows = ((Button(label, tap("invite", it.who.id)),),)
    return Message(words.say("naming.done", it=it), rows)
