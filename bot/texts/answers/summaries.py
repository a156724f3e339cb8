"""How things stand."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import code_rows, paper_rows
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

simply(
    {
        o.Unread: "summary.unread",
        o.Undelivered: "summary.undelivered",
    }
)


@worded.register
def _summary(it: o.Summary, words: Catalogue) -> Message:
    plain = Button(words.say("button.plain"), tap("summary", "plain"))
    others = [name for name in it.papers if name != "summary"]
    rows = [*code_rows(it.worst, "open"), (plain,), *paper_rows(others, words)]
    if it.office_view:
        looks = tuple(
            Button(words.say(f"button.{what}", count=count), tap("summary", what))
            for what, count in (("unread", it.unread), ("undelivered", it.undelivered))
            if count
        )
        rows += [looks] if looks else []
    return Message(words.say("summary.page", it=it), tuple(rows))
