"""Receipts and questions back."""

from bot.domain import outcomes as o
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

_FREE = {"describe_difficulty", "say_again", "later_date"}

simply(
    {
        o.QuestionDropped: "question.dropped",
        o.ReportUndone: "progress.undone",
        o.Why: "why_read",
        o.Kept: "kept",
    }
)


@worded.register
def _receipt(it: o.Receipt, words: Catalogue) -> Message:
    undo = Button(words.say("button.undo"), tap("undo", it.report_id))
    card = Button(it.line.project.code, tap("open", it.line.project.id))
    rows: list[tuple[Button, ...]] = [(undo, card)]
    if it.difficulty and it.noted is None:
        rows.insert(
            0,
            (
                Button(words.say("button.send_on"), tap("hard", it.report_id, "up")),
                Button(words.say("button.only_record"), tap("hard", it.report_id, "no")),
            ),
        )
    if it.asks_completed:
        done = Button(words.say("button.completed"), tap("say", it.line.project.id, "done"))
        rows.insert(0, (done,))
    return Message(words.say("progress.recorded", it=it), tuple(rows), it.line.project.id)


@worded.register
def _ask(it: o.Ask, words: Catalogue) -> Message:
    rows = [
        (Button(_choice(each, words), tap("q", it.question_id, position)),)
        for position, each in enumerate(it.choices)
    ]
    no = "not_relayed" if it.reason == "instruct" else "never_mind"
    others = [Button(words.say(f"button.{no}"), tap("q", it.question_id, "no"))]
    is_order = it.reason.startswith("order_")
    if it.project is not None and it.reason not in _FREE and not is_order:
        others.insert(0, Button(words.say("button.other"), tap("q", it.question_id, "other")))
    reason = it.reason if words.knows(f"ask.{it.reason}") else "unread"
    text = words.say(f"ask.{reason}", it=it)
    return Message(text, (*rows, tuple(others)), it.project.id if it.project else None)


def _choice(choice: o.Choice, words: Catalogue) -> str:
    """Return the words on a choice's button; one that settles several doubts has several."""
    if "+" not in choice.meaning:
        return _part_of_choice(choice.meaning, choice.label, words)
    parts = zip(choice.meaning.split("+"), choice.label.split("，"), strict=True)
    return words.plain("word.comma").join(_part_of_choice(*part, words) for part in parts)


def _part_of_choice(meaning: str, label: str, words: Catalogue) -> str:
    keys = (f"choice.{meaning}", f"works_state.{meaning}")
    key = next((each for each in keys if words.knows(each)), None)
    return words.plain(key, label=label) if key else label


@worded.register
def _percent_changed(it: o.PercentChanged, words: Catalogue) -> Message:
    return Message(words.say("progress.percent_changed", it=it), (), it.line.project.id)
