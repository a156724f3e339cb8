"""What a register of units would do, and did."""

from bot.domain import outcomes as o
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

simply({o.RegisterDropped: "register.dropped"})


@worded.register
def _preview(it: o.RegisterPreview, words: Catalogue) -> Message:
    row = [Button(words.say("button.cancel"), tap("register", it.batch_id, "drop"))]
    if it.new or it.changed:
        row.insert(0, Button(words.say("button.apply"), tap("register", it.batch_id, "apply")))
    return Message(words.say("register.preview", it=it), (tuple(row),))


@worded.register
def _applied(it: o.RegisterApplied, words: Catalogue) -> Message:
    undo = Button(words.say("button.undo_import"), tap("register", it.batch_id, "drop"))
    return Message(words.say("register.applied", it=it), ((undo,),))
