"""How plans changed."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import code_rows, in_rows
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Keyboard, Message
from bot.texts.taps import DATA_LIMIT, tap

MOST_CARDS = 20
ORDERS_A_ROW = 4

simply({o.StartsSet: "plan.starts_set", o.AdjustmentUndone: "deadline.undone"})


@worded.register
def _deadlines_moved(it: o.DeadlinesMoved, words: Catalogue) -> Message:
    only = it.lines[0].line.project.id if len(it.lines) == 1 else None
    cards = code_rows([each.line for each in it.lines[:MOST_CARDS]], "open")
    undo = tap("moves", *it.undoes)
    if it.undoes and len(undo) <= DATA_LIMIT:
        cards = ((Button(words.say("button.undo"), undo),), *cards)
    return Message(words.say("deadline.all_moved", it=it), cards, only)


@worded.register
def _nodes_set(it: o.NodesSet, words: Catalogue) -> Message:
    return _about_one("plan.nodes", it.line, it, words)


@worded.register
def _monthly_plan_shown(it: o.MonthlyPlanShown, words: Catalogue) -> Message:
    return _about_one("plan.months", it.line, it, words)


@worded.register
def _monthly_plan_set(it: o.MonthlyPlanSet, words: Catalogue) -> Message:
    undo = () if it.undoes is None else (_undo("months", it.line.project.id, it.undoes, words),)
    rows = (*undo, *code_rows([it.line], "open"))
    return Message(words.say("plan.months_set", it=it), rows, it.line.project.id)


@worded.register
def _schedule(it: o.ScheduleShown, words: Catalogue) -> Message:
    return _about_one("plan.schedule", it.line, it, words)


@worded.register
def _node_reached(it: o.NodeReached, words: Catalogue) -> Message:
    rows: Keyboard = ()
    if not it.taken_back:
        rows = ((Button(words.say("button.undo"), tap("node", it.node.id, "undo")),),)
    return Message(words.say("plan.node_reached", it=it), rows, it.line.project.id)


def _undo(verb: str, project_id: int, change: int, words: Catalogue) -> tuple[Button, ...]:
    return (Button(words.say("button.undo"), tap(verb, project_id, change)),)


def _about_one(key: str, line: o.ProjectStanding, it: object, words: Catalogue) -> Message:
    return Message(words.say(key, it=it), code_rows([line], "open"), line.project.id)


@worded.register
def _projects_changed(it: o.ProjectsChanged, words: Catalogue) -> Message:
    only = it.now[0].project.id if len(it.now) == 1 else None
    return Message(words.say("plan.changed", it=it), code_rows(it.now[:MOST_CARDS], "open"), only)


@worded.register
def _corrected(it: o.Corrected, words: Catalogue) -> Message:
    return _about_one("plan.corrected", it.line, it, words)


@worded.register
def _exemption_changed(it: o.ExemptionChanged, words: Catalogue) -> Message:
    return _about_one("plan.exemption", it.line, it, words)


@worded.register
def _plan_menu(it: o.PlanMenu, words: Catalogue) -> Message:
    project = it.line.project
    buttons = [
        Button(words.say(f"order.{each}"), tap("plan", project.id, each)) for each in it.orders
    ]
    rows = in_rows(buttons, ORDERS_A_ROW)
    return Message(words.say("plan.menu", it=it), rows, project.id)
