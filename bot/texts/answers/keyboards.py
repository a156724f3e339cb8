"""Rows of buttons that stand below several kinds of messages."""

from collections.abc import Sequence

from bot.domain.outcomes import ProjectStanding
from bot.domain.records import Project
from bot.domain.terms import MilestoneKind, ProcedureStep
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Keyboard
from bot.texts.taps import tap

CODES_A_ROW = 5
PAPERS_A_ROW = 2
STEPS_A_ROW = 4


def in_rows(buttons: Sequence[Button], a_row: int) -> Keyboard:
    """Return buttons in rows of so many, the last one shorter."""
    starts = range(0, len(buttons), a_row)
    return tuple(tuple(buttons[start : start + a_row]) for start in starts)


def lost_words(unread: int, undelivered: int, words: Catalogue) -> tuple[Button, ...]:
    """Return what opens the texts not understood and the messages not delivered, if there are any."""
    return tuple(
        Button(words.say(f"button.{what}", count=count), tap("summary", what))
        for what, count in (("unread", unread), ("undelivered", undelivered))
        if count
    )


def quick_answers(project: Project, words: Catalogue) -> Keyboard:
    """Return the three answers that need no typing.

    Where the county's own node or the day of use is next, it is that which can be reached, and
    not the whole project completed by a tap.
    """
    node = project.next_milestone
    same, hard = (
        Button(words.say(f"button.{answer}"), tap("say", project.id, answer))
        for answer in ("same", "hard")
    )
    if node.kind in {MilestoneKind.OWN, MilestoneKind.IN_USE} and node.done_on is None:
        reached = Button(words.plain("button.node_done", m=node), tap("node", node.id))
    else:
        done = "started" if project.awaits_start else "done"
        reached = Button(words.say(f"button.{done}"), tap("say", project.id, done))
    answers = (same, reached, hard)
    return (answers, *_steps(project, words)) if project.awaits_start else (answers,)


def _steps(project: Project, words: Catalogue) -> Keyboard:
    """Return a button a procedure step, to say which one a start is stuck in."""
    buttons = [
        Button(words.say(f"procedure_step.{step}"), tap("say", project.id, f"stuck{number}"))
        for number, step in enumerate(ProcedureStep)
    ]
    return tuple(buttons[:STEPS_A_ROW]), tuple(buttons[STEPS_A_ROW:])


def paper_rows(names: Sequence[str], words: Catalogue) -> tuple[tuple[Button, ...], ...]:
    """Return a button a paper, two in a row."""
    buttons = [Button(words.plain(f"paper.{name}"), tap("paper", name)) for name in names]
    return in_rows(buttons, PAPERS_A_ROW)


def awareness(words: Catalogue) -> list[tuple[Button, ...]]:
    """Return the two answers to an assignment: aware, or not mine."""
    return [
        (
            Button(words.say("button.aware"), tap("aware")),
            Button(words.say("button.not_mine"), tap("notmine")),
        )
    ]


def page_turns(page: int, pages: int, verb: str, *about: object) -> list[tuple[Button, ...]]:
    """Return the row that turns pages, none where there is but one."""
    turns = tuple(
        Button(label, tap(verb, *about, number))
        for label, number in (("‹", page - 1), ("›", page + 1))
        if 1 <= number <= pages
    )
    return [turns] if turns else []


def code_rows(
    lines: Sequence[ProjectStanding], verb: str = "card"
) -> tuple[tuple[Button, ...], ...]:
    """Return a button a project with its code; *verb* is what a tap on it does."""
    buttons = [Button(line.project.code, tap(verb, line.project.id)) for line in lines]
    return in_rows(buttons, CODES_A_ROW)
