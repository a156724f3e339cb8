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
        o.PeopleMerged: "same.merged",
        o.PersonSplit: "same.split",
        o.UnitsJoined: "same.joined",
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
    row = [Button(words.say("button.undo"), tap("handover", it.handover_id, "no"))]
    if not it.is_linked:
        label = words.plain("button.invite_one", name=it.new.name)
        row.insert(0, Button(label, tap("invite", it.new.id)))
    return Message(words.say("handover.settled", it=it), (tuple(row),))


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


@worded.register
def _merge_asked(it: o.MergeAsked, words: Catalogue) -> Message:
    yes = Button(words.say("button.merge"), tap("same", "people", it.first.id, it.second.id))
    no = Button(words.say("button.leave_apart"), tap("same", "no"))
    return Message(words.say("same.merge_asked", it=it), ((yes, no),))


@worded.register
def _join_asked(it: o.JoinAsked, words: Catalogue) -> Message:
    yes = Button(words.say("button.join"), tap("same", "units", it.first_id, it.second_id))
    no = Button(words.say("button.leave_apart"), tap("same", "no"))
    return Message(words.say("same.join_asked", it=it), ((yes, no),))


@worded.register
def _renamed(it: o.UnitRenamed, words: Catalogue) -> Message:
    undo = Button(words.say("button.undo"), tap("renamed", it.unit_id))
    return Message(words.say("same.renamed", it=it), ((undo,),))
