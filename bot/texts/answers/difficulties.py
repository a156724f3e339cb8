"""What holds projects up."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import in_rows
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Keyboard, Message
from bot.texts.taps import tap

WITHIN_DAYS = (7, 15, 30)
A_ROW = 2

simply(
    {
        o.DifficultyNoted: "difficulty.noted",
        o.DifficultySteered: "difficulty.steered",
        o.DifficultySolved: "difficulty.solved",
    }
)


@worded.register
def _raised(it: o.DifficultyRaised, words: Catalogue) -> Message:
    project, number = it.line.project, it.difficulty.id
    dates = [
        Button(words.say(f"button.within_{days}"), tap("trouble", number, days))
        for days in WITHIN_DAYS
        if it.may_steer
    ]
    others = (
        Button(words.say("button.solved"), tap("trouble", number, "solved")),
        Button(project.code, tap("open", project.id)),
    )
    ask_up = (
        Button(words.say("button.send_on"), tap("hard", it.difficulty.report_id, "up")),
        Button(words.say("button.only_record"), tap("hard", it.difficulty.report_id, "no")),
    )
    first = ask_up if it.difficulty.asks_teller and not it.may_steer else tuple(dates)
    keyboard = (first, others) if first else (others,)
    return Message(words.say("difficulty.raised", it=it), keyboard, project.id)


@worded.register
def _list(it: o.DifficultyList, words: Catalogue) -> Message:
    return Message(words.say("difficulty.list", it=it), difficulty_rows(it.lines, words))


def difficulty_rows(lines: tuple[o.DifficultyLine, ...], words: Catalogue) -> Keyboard:
    """Return a button a difficulty with its project's code and first words, which opens it."""
    buttons = [
        Button(words.plain("button.difficulty", d=each), tap("trouble", each.id)) for each in lines
    ]
    return in_rows(buttons, A_ROW)
