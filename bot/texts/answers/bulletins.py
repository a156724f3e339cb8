"""The bulletin on its way."""

from bot.domain import outcomes as o
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

simply({o.TemplateTaken: "bulletin.template_taken"})


@worded.register
def _shown(it: o.BulletinShown, words: Catalogue) -> Message:
    return Message(words.say("bulletin.shown", it=it), _rows(it, words))


@worded.register
def _offered(it: o.BulletinOffered, words: Catalogue) -> Message:
    row = tuple(
        Button(
            words.say(f"button.bulletin_{verb}"),
            tap("bulletin", verb, it.bulletin_id, it.version, it.offer),
        )
        for verb in ("take", "keep")
    )
    return Message(words.say("bulletin.offered", it=it), (row,))


@worded.register
def _status(it: o.BulletinStatus, words: Catalogue) -> Message:
    start = Button(words.say("button.bulletin_draft"), tap("bulletin", "draft"))
    template = Button(words.say("button.bulletin_template"), tap("paper", "bulletin-template"))
    rows = [*(_rows(it.open, words) if it.open else ()), (start, template)]
    if it.issued:
        rows += _rows(it.issued, words)
    return Message(words.say("bulletin.status", it=it), tuple(rows))


def _rows(it: o.BulletinShown, words: Catalogue) -> tuple[tuple[Button, ...], ...]:
    file = Button(words.say("button.bulletin_file"), tap("paper", "bulletin", it.bulletin_id))
    verbs = tuple(
        Button(
            words.say(f"button.bulletin_{verb}"),
            tap("bulletin", verb, it.bulletin_id, it.version),
        )
        for verb in it.verbs
    )
    return ((file, *verbs),)
