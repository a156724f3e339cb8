"""Replies: a line typed, a photo with a caption, a tap; corrected and taken back."""

from collections.abc import Sequence

from telegram import Update

from handlers.context import BotContext, source_of, tap_of, text_of
from handlers.replies import answered_message, instruction_answered, projects_spoken_of


async def on_reply(update: Update, context: BotContext) -> None:
    """Record what a message tells, or ask back."""
    _hear(update, context, corrects=())


def _hear(update: Update, context: BotContext, *, corrects: Sequence[int]) -> None:
    answered = answered_message(update, context)
    outcomes = context.services.replies.hear(
        context.person,
        text_of(update),
        source_of(update),
        about=projects_spoken_of(answered, context),
        answers=instruction_answered(answered, context),
        evidence=_photos(update),
        corrects=corrects,
    )
    for outcome in outcomes:
        context.answer(outcome)


async def on_correction(update: Update, context: BotContext) -> None:
    """Record what an edited message tells now in place of what it had told."""
    source, services = source_of(update), context.services
    services.questions.drop_those_of(source)
    corrects = services.reports.made_by(source)
    _hear(update, context, corrects=corrects)


async def on_quick_answer(update: Update, context: BotContext) -> None:
    """Record an answer that needed no typing."""
    tap, answered = tap_of(update), answered_message(update, context)
    outcome = context.services.taps.answer_quickly(
        context.person,
        project_id=tap.number(0) or 0,
        answer=tap.word(1),
        source=source_of(update),
        below=answered.id if answered else None,
    )
    context.answer(outcome)


async def on_later_date(update: Update, context: BotContext) -> None:
    """Ask until when and why, below the card on which it was tapped."""
    number = tap_of(update).number(0) or 0
    taps = context.services.taps
    context.answer(taps.ask_for_later_date(context.person, number, source_of(update)))


async def on_undo(update: Update, context: BotContext) -> None:
    """Take a report back, in place of its receipt."""
    undone = context.services.reports.undo(
        context.person, tap_of(update).number(0) or 0, source_of(update)
    )
    context.answer(undone, edits=answered_message(update, context))


async def on_choice(update: Update, context: BotContext) -> None:
    """Take the choice tapped below a question, in its place."""
    tap = tap_of(update)
    first, *more = context.services.taps.choose(
        context.person, tap.number(0) or 0, tap.number(1), wants_other=tap.word(1) == "other"
    )
    context.answer(first, edits=answered_message(update, context))
    for outcome in more:
        context.answer(outcome)


async def on_difficulty(update: Update, context: BotContext) -> None:
    """Send a difficulty on to the leaders, or leave it in the ledger."""
    tap, difficulties = tap_of(update), context.services.difficulties
    decide = difficulties.send_on if tap.word(1) == "up" else difficulties.only_record
    context.answer(decide(context.person, tap.number(0) or 0))


async def on_trouble(update: Update, context: BotContext) -> None:
    """Show a difficulty, want it solved within some days, or note that it is solved."""
    tap, services = tap_of(update), context.services
    person, number, source = context.person, tap.number(0) or 0, source_of(update)
    if tap.word(1) == "solved":
        context.answer(services.steering.solve(person, number, source))
    elif days := tap.number(1):
        context.answer(services.steering.want_within(person, number, days, source))
    else:
        context.answer(services.difficulties.shown(person, number))


async def on_urge(update: Update, context: BotContext) -> None:
    """Urge those who carry a project out."""
    services = context.services
    project = services.projects.by_id(tap_of(update).number(0) or 0)
    context.answer(services.instructions.urge(context.person, project, source_of(update)))


async def on_unanswered(update: Update, context: BotContext) -> None:
    """Show what leaders asked and nobody answered in time."""
    del update
    context.answer(context.services.instructions.list_unanswered(context.person))


async def on_date_decision(update: Update, context: BotContext) -> None:
    """Grant or refuse a later date, in place of the request."""
    tap = tap_of(update)
    decided = context.services.deadlines.decide(
        context.person, tap.number(0) or 0, source_of(update), grant=tap.word(1) == "yes"
    )
    context.answer(decided, edits=answered_message(update, context))


def _photos(update: Update) -> tuple[str, ...]:
    """Return the picture that came with a message, its largest size, or the file that is one."""
    message = update.effective_message
    if message is None:
        return ()
    if message.document is not None:
        return (message.document.file_id,)
    return (message.photo[-1].file_id,) if message.photo else ()
