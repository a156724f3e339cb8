"""Outcomes worded: one function a record, each giving the words and the buttons below them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import singledispatch
from typing import Any

from bot.domain import outcomes as o
from bot.domain.errors import LedgerError
from bot.domain.permissions import Action
from bot.domain.records import Project
from bot.domain.terms import MilestoneKind, WorksState
from bot.texts.catalogue import Catalogue, catalogue
from bot.texts.messages import Button, Keyboard, Message
from bot.texts.taps import tap

CODES_A_ROW = 5
OFFERED = 10
MOST_NOT_MINE = 40
"""Codes below one question; Telegram takes a hundred buttons, a thumb fewer."""
LINKS_A_MESSAGE = 15
"""Invites in one message, so that none is ever cut off."""


def word(outcome: Any, language: str) -> Message:
    """Return the message that tells *outcome* in a language."""
    return _word(outcome, catalogue(language))


def word_in_parts(outcome: Any, language: str) -> tuple[Message, ...]:
    """Return the messages that tell *outcome*: one, or as many as a table of links needs."""
    if not isinstance(outcome, o.Invited) or len(outcome.lines) <= LINKS_A_MESSAGE:
        return (word(outcome, language),)
    starts = range(0, len(outcome.lines), LINKS_A_MESSAGE)
    parts = (outcome.lines[start : start + LINKS_A_MESSAGE] for start in starts)
    return tuple(word(replace(outcome, lines=part), language) for part in parts)


def word_error(error: LedgerError, language: str) -> Message:
    """Return the sentence for what a person got wrong."""
    return Message(catalogue(language).say(error.text, error=error))


def plain(outcome: o.Summary, language: str) -> Message:
    """Return a summary as text without marks, to be pasted into another messenger."""
    return Message(catalogue(language).say("summary.plain", it=outcome))


@singledispatch
def _word(outcome: object, _words: Catalogue) -> Message:
    msg = f"no words for {type(outcome).__name__}"
    raise TypeError(msg)


def _simply(key: str) -> Callable[[Any, Catalogue], Message]:
    def worded(outcome: Any, words: Catalogue) -> Message:
        return Message(words.say(key, it=outcome))

    return worded


for _type, _key in (
    (o.QuestionDropped, "question.dropped"),
    (o.ImportCancelled, "import.cancelled"),
    (o.ImportUndone, "import.undone"),
    (o.CardsSent, "import.cards_sent"),
    (o.Acknowledged, "aware.noted"),
    (o.NotMineNoted, "aware.not_mine_noted"),
    (o.DifficultyNoted, "difficulty.noted"),
    (o.Unread, "summary.unread"),
    (o.Undelivered, "summary.undelivered"),
    (o.Kept, "kept"),
    (o.Help, "help"),
    (o.ReportUndone, "progress.undone"),
    (o.Relayed, "instruction.relayed"),
    (o.Why, "why_read"),
    (o.History, "history"),
):
    _word.register(_type)(_simply(_key))


@_word.register
def _project_list(it: o.ProjectList, words: Catalogue) -> Message:
    rows = _code_rows(it.lines)
    turns = [
        Button(label, tap("list", page))
        for label, page in (("‹", it.page - 1), ("›", it.page + 1))
        if 1 <= page <= it.pages
    ]
    keyboard = [*rows, *([tuple(turns)] if turns else [])]
    if it.to_acknowledge:
        keyboard += _awareness(words)
    return Message(words.say("list.page", it=it), tuple(keyboard))


@_word.register
def _found(it: o.Found, words: Catalogue) -> Message:
    return Message(words.say("list.found", it=it), _code_rows(it.lines))


@_word.register
def _card(it: o.Card, words: Catalogue) -> Message:
    project = it.line.project
    keyboard = _answers(project, words) if Action.REPORT in it.allowed else ()
    if Action.LIST_PROJECTS in it.allowed:
        keyboard = (*keyboard, (Button(words.say("button.list"), tap("list", 1)),))
    return Message(words.say("card", it=it, may=Action), keyboard, project.id)


@_word.register
def _receipt(it: o.Receipt, words: Catalogue) -> Message:
    undo = Button(words.say("button.undo"), tap("undo", it.report_id))
    card = Button(it.line.project.code, tap("open", it.line.project.id))
    rows: list[tuple[Button, ...]] = [(undo, card)]
    if it.difficulty and not it.coordinating:
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


@_word.register
def _ask(it: o.Ask, words: Catalogue) -> Message:
    rows = [
        (Button(_choice(each, words), tap("q", it.question_id, position)),)
        for position, each in enumerate(it.choices)
    ]
    others = [Button(words.say("button.never_mind"), tap("q", it.question_id, "no"))]
    if it.project is not None and it.reason not in _FREE:
        others.insert(0, Button(words.say("button.other"), tap("q", it.question_id, "other")))
    reason = it.reason if words.knows(f"ask.{it.reason}") else "unread"
    text = words.say(f"ask.{reason}", it=it)
    return Message(text, (*rows, tuple(others)), it.project.id if it.project else None)


_FREE = {"describe_difficulty", "say_again"}


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


@_word.register
def _difficulty_raised(it: o.DifficultyRaised, words: Catalogue) -> Message:
    card = Button(it.line.project.code, tap("open", it.line.project.id))
    return Message(words.say("difficulty.raised", it=it), ((card,),), it.line.project.id)


@_word.register
def _instruction(it: o.Instruction, words: Catalogue) -> Message:
    project = it.line.project
    text = words.say("instruction.received", it=it)
    return Message(text, _answers(project, words), project.id, marked=True)


@_word.register
def _date_request(it: o.DateRequest, words: Catalogue) -> Message:
    rows: Keyboard = ()
    if it.state == "asked":
        grant = Button(words.say("button.grant"), tap("date", it.request_id, "yes"))
        refuse = Button(words.say("button.refuse"), tap("date", it.request_id, "no"))
        rows = ((grant, refuse),)
    return Message(words.say("deadline.request", it=it), rows, it.line.project.id)


@_word.register
def _date_decided(it: o.DateDecided, words: Catalogue) -> Message:
    return Message(words.say("deadline.decided", it=it), (), it.request.line.project.id)


@_word.register
def _percent_changed(it: o.PercentChanged, words: Catalogue) -> Message:
    return Message(words.say("progress.percent_changed", it=it), (), it.line.project.id)


@_word.register
def _preview(it: o.ImportPreview, words: Catalogue) -> Message:
    cancel = Button(words.say("button.cancel"), tap("import", it.batch_id, "cancel"))
    row: tuple[Button, ...] = (cancel,)
    if it.new or it.changed:
        row = (Button(words.say("button.apply"), tap("import", it.batch_id, "apply")), cancel)
    return Message(words.say("import.preview", it=it), (row,))


@_word.register
def _applied(it: o.ImportApplied, words: Catalogue) -> Message:
    buttons = (
        Button(words.say("button.send_cards"), tap("import", it.batch_id, "cards")),
        Button(words.say("button.undo_import"), tap("import", it.batch_id, "undo")),
    )
    return Message(words.say("import.applied", it=it), (buttons,))


@_word.register
def _which_not_mine(it: o.WhichIsNotMine, words: Catalogue) -> Message:
    text = words.say("aware.which_not_mine", it=it, most=MOST_NOT_MINE)
    return Message(text, _code_rows(it.lines[:MOST_NOT_MINE], "notmine"))


@_word.register
def _digest(it: o.Digest, words: Catalogue) -> Message:
    most = _most_lines(it)
    rows: list[tuple[Button, ...]] = []
    if it.first_look:
        rows += _awareness(words)
    only = it.items[0].line.project if len(it.items) == 1 and not it.first_look else None
    if only is not None and it.items[0].asks_owner:
        rows += _answers(only, words)
    elif only is None and it.items:
        rows += _code_rows([each.line for each in it.items[:OFFERED]], "open")
    return Message(
        words.say("digest", it=it, most=most),
        tuple(rows),
        project_id=only.id if only else None,
        tells=tuple(each.project.id for each in it.first_look),
        marked=bool(it.items),
    )


def _most_lines(it: o.Digest) -> int:
    """Return how many projects each part shows: a leader's message has ten lines in all."""
    if it.first_look and it.others:
        return 3
    return 10 if it.asks_owner else 7


@_word.register
def _summary(it: o.Summary, words: Catalogue) -> Message:
    buttons = [Button(words.say("button.plain"), tap("summary", "plain"))]
    if it.may_export:
        buttons.insert(0, Button(words.say("button.ledger"), tap("summary", "ledger")))
    rows = [tuple(buttons), *_code_rows(it.worst, "open")]
    if it.office_view:
        looks = tuple(
            Button(words.say(f"button.{what}", count=count), tap("summary", what))
            for what, count in (("unread", it.unread), ("undelivered", it.undelivered))
            if count
        )
        rows += [looks] if looks else []
    return Message(words.say("summary.page", it=it), tuple(rows))


@_word.register
def _invited(it: o.Invited, words: Catalogue) -> Message:
    return Message(words.say("invite.links", it=it))


@_word.register
def _which_person(it: o.WhichPerson, words: Catalogue) -> Message:
    rows = tuple(
        (Button(f"{each.name} {each.unit or words.say('word.county')}", tap("invite", each.id)),)
        for each in it.people
    )
    return Message(words.say("invite.which", it=it), rows)


@_word.register
def _welcome(it: o.Welcome, words: Catalogue) -> Message:
    rows: Keyboard = ()
    if it.projects:
        rows = ((Button(words.say("button.list"), tap("list", 1)),),)
    return Message(words.say("welcome", it=it), rows)


def _answers(project: Project, words: Catalogue) -> Keyboard:
    """Return the three answers that need no typing."""
    awaiting_start = (
        project.next_milestone.kind is MilestoneKind.START
        and project.works_state in {WorksState.NOT_STARTED, WorksState.PRE}
    )
    done = "started" if awaiting_start else "done"
    return (
        tuple(
            Button(words.say(f"button.{answer}"), tap("say", project.id, answer))
            for answer in ("same", done, "hard")
        ),
    )


def _awareness(words: Catalogue) -> list[tuple[Button, ...]]:
    return [
        (
            Button(words.say("button.aware"), tap("aware")),
            Button(words.say("button.not_mine"), tap("notmine")),
        )
    ]


def _code_rows(
    lines: Sequence[o.ProjectStanding], verb: str = "card"
) -> tuple[tuple[Button, ...], ...]:
    buttons = [Button(line.project.code, tap(verb, line.project.id)) for line in lines]
    return tuple(
        tuple(buttons[start : start + CODES_A_ROW])
        for start in range(0, len(buttons), CODES_A_ROW)
    )
