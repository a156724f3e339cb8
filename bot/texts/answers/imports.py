"""What a ledger file would do, and did."""

from bot.domain import outcomes as o
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

simply(
    {
        o.ImportCancelled: "import.cancelled",
        o.ImportUndone: "import.undone",
    }
)


@worded.register
def _preview(it: o.ImportPreview, words: Catalogue) -> Message:
    cancel = Button(words.say("button.cancel"), tap("import", it.batch_id, "cancel"))
    row: tuple[Button, ...] = (cancel,)
    if it.new or it.changed:
        row = (Button(words.say("button.apply"), tap("import", it.batch_id, "apply")), cancel)
    return Message(words.say("import.preview", it=it), (row,))


@worded.register
def _applied(it: o.ImportApplied, words: Catalogue) -> Message:
    buttons = (
        Button(words.say("button.send_cards"), tap("import", it.batch_id, "cards")),
        Button(words.say("button.undo_import"), tap("import", it.batch_id, "undo")),
    )
    return Message(words.say("import.applied", it=it), (buttons,))
