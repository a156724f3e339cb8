"""What a ledger file would do, and did."""

from bot.domain import outcomes as o
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Keyboard, Message
from bot.texts.taps import tap

simply(
    {
        o.ImportCancelled: "import.cancelled",
        o.ImportUndone: "import.undone",
        o.ReadingFile: "import.reading",
    }
)


@worded.register
def _preview(it: o.ImportPreview, words: Catalogue) -> Message:
    rows = _settling(it, words) if it.similar else _applying(it, words)
    last = [Button(words.say("button.cancel"), tap("import", it.batch_id, "cancel"))]
    if it.refused:
        last.insert(0, _problems(it.batch_id, words))
    return Message(words.say("import.preview", it=it), (*rows, tuple(last)))


def _settling(it: o.ImportPreview, words: Catalogue) -> Keyboard:
    """Return the two answers for the first row that is alike to a project, or one for them all."""
    position = it.similar[0].position
    rows = [
        tuple(
            Button(
                words.say(f"button.{answer}_project"), tap("import", it.batch_id, answer, position)
            )
            for answer in ("same", "new")
        )
    ]
    if len(it.similar) > 1:
        rows.append(
            (Button(words.say("button.all_new_projects"), tap("import", it.batch_id, "new")),)
        )
    return tuple(rows)


def _applying(it: o.ImportPreview, words: Catalogue) -> Keyboard:
    if not it.new and not it.changed:
        return ()
    row = [Button(words.say("button.apply"), tap("import", it.batch_id, "apply"))]
    if it.refused:
        row.append(Button(words.say("button.apply_part"), tap("import", it.batch_id, "part")))
    return (tuple(row),)


@worded.register
def _applied(it: o.ImportApplied, words: Catalogue) -> Message:
    buttons = (
        Button(words.say("button.send_cards"), tap("import", it.batch_id, "cards")),
        Button(words.say("button.undo_import"), tap("import", it.batch_id, "undo")),
    )
    rows = (buttons, (_problems(it.batch_id, words),)) if it.refused else (buttons,)
    return Message(words.say("import.applied", it=it), rows)


def _problems(batch_id: int, words: Catalogue) -> Button:
    return Button(words.say("button.problems"), tap("import", batch_id, "problems"))
