"""Lists, cards and histories of projects."""

from bot.domain import outcomes as o
from bot.domain.permissions import Action
from bot.texts.answers.keyboards import awareness, code_rows, in_rows, page_turns, quick_answers
from bot.texts.answers.wording import worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

BUTTONS_A_ROW = 3


@worded.register
def _project_list(it: o.ProjectList, words: Catalogue) -> Message:
    rows = code_rows(it.lines)
    keyboard = [*rows, *page_turns(it.page, it.pages, "list")]
    if it.to_acknowledge:
        keyboard += awareness(words)
    return Message(words.say("list.page", it=it), tuple(keyboard))


@worded.register
def _found(it: o.Found, words: Catalogue) -> Message:
    return Message(words.say("list.found", it=it), code_rows(it.lines))


@worded.register
def _history(it: o.History, words: Catalogue) -> Message:
    turns = page_turns(it.page, it.pages, "history", it.project.id)
    return Message(words.say("history", it=it), tuple(turns), it.project.id)


@worded.register
def _card(it: o.Card, words: Catalogue) -> Message:
    project = it.line.project
    keyboard = quick_answers(project, words) if Action.REPORT in it.allowed else ()
    last: list[Button] = []
    if Action.ASK_DEADLINE_CHANGE in it.allowed and project.main_milestone.done_on is None:
        last.append(Button(words.say("button.ask_later"), tap("later", project.id)))
    if Action.URGE in it.allowed:
        last.append(Button(words.say("button.urge"), tap("urge", project.id)))
    if Action.CHANGE_PROJECT in it.allowed:
        last.append(Button(words.say("button.plan"), tap("plan", project.id)))
    if Action.WATCH_SPECIALLY in it.allowed and project.main_milestone.done_on is None:
        label = "lift_watch" if project.watched_on else "watch"
        last.append(Button(words.say(f"button.{label}"), tap("watch", project.id)))
    if Action.LIST_PROJECTS in it.allowed:
        last.append(Button(words.say("button.history"), tap("history", project.id)))
        last.append(Button(words.say("button.list"), tap("list", 1)))
    if Action.SEE_SUMMARY in it.allowed:
        last.append(Button(words.say("button.chart"), tap("paper", "project-charts", project.id)))
    rows = in_rows(last, BUTTONS_A_ROW)
    return Message(words.say("card", it=it, may=Action), (*keyboard, *rows), project.id)
