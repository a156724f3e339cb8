"""The office's papers, and the investment return."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import (
    CODES_A_ROW,
    in_rows,
    lost_words,
    page_turns,
    paper_rows,
)
from bot.texts.answers.wording import worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

UNITS_OFFERED = 8
UNITS_A_ROW = 2


@worded.register
def _letter(it: o.WeeklyLetter, words: Catalogue) -> Message:
    """Below the lines: what each unit was sent, and what was not understood or did not arrive."""
    units = [
        Button(words.plain("button.burden", b=each), tap("burden", each.unit_id or 0, it.until))
        for each in it.burden[:UNITS_OFFERED]
    ]
    lost = lost_words(it.unread, it.undelivered, words)
    rows = in_rows(units, UNITS_A_ROW)
    return Message(words.say("letter", it=it), (*rows, *([lost] if lost else [])))


@worded.register
def _burden_opened(it: o.BurdenOpened, words: Catalogue) -> Message:
    turns = page_turns(it.page, it.pages, "burden", it.burden.unit_id or 0, it.until)
    return Message(words.say("burden", it=it), tuple(turns))


@worded.register
def _offered(it: o.PapersOffered, words: Catalogue) -> Message:
    return Message(words.say("papers.offered", it=it), paper_rows(it.names, words))


@worded.register
def _return_status(it: o.ReturnStatus, words: Catalogue) -> Message:
    row = [Button(words.plain("button.return_now", month=it.month), tap("paper", "return"))]
    if it.last_locked is not None:
        label = words.plain("button.return_last", month=it.last_locked)
        row.append(Button(label, tap("paper", "return", it.last_locked)))
    if it.may_lock and it.reopened_because is not None:
        row.append(Button(words.say("button.lock"), tap("return", "lock")))
    return Message(words.say("returns.status", it=it), (tuple(row),))


@worded.register
def _return_changed(it: o.ReturnChanged, words: Catalogue) -> Message:
    paper = words.plain("button.return_now", month=it.month)
    row = [Button(paper, tap("paper", "return", it.month))]
    if not it.locked:
        row.append(Button(words.say("button.lock"), tap("return", "lock")))
    return Message(words.say("returns.changed", it=it), (tuple(row),))


@worded.register
def _statistics_list(it: o.StatisticsList, words: Catalogue) -> Message:
    codes = [Button(each.code, tap("instats", each.id)) for each in it.projects]
    return Message(words.say("returns.statistics", it=it), in_rows(codes, CODES_A_ROW))


@worded.register
def _statistics_marked(it: o.StatisticsMarked, words: Catalogue) -> Message:
    undo = Button(words.say("button.unmark"), tap("instats", it.project.id))
    return Message(words.say("returns.marked", it=it), ((undo,),) if it.marked else ())
