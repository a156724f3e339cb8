"""Posts: a handover confirmed or taken back, an absence undone."""

from telegram import Update

from bot.domain.outcomes import QuestionDropped
from handlers.context import BotContext, source_of, tap_of
from handlers.replies import answered_message


async def on_handover_tap(update: Update, context: BotContext) -> None:
    """Confirm a handover, or cancel or undo it, in place of what was asked."""
    tap, handovers = tap_of(update), context.services.handovers
    act = handovers.settle if tap.word(1) == "yes" else handovers.drop
    outcome = act(context.person, tap.number(0) or 0, source_of(update))
    context.answer(outcome, edits=answered_message(update, context))


async def on_absence_tap(update: Update, context: BotContext) -> None:
    """Undo an absence, in its place."""
    absences, number = context.services.absences, tap_of(update).number(0) or 0
    back = absences.take_back(context.person, number, source_of(update))
    context.answer(back, edits=answered_message(update, context))


async def on_same_tap(update: Update, context: BotContext) -> None:
    """Let two people, or two units, be one, or leave them as they are."""
    tap, same = tap_of(update), context.services.identities
    join = {"people": same.merge, "units": same.join}.get(tap.word(0))
    if join is None:
        context.answer(QuestionDropped(), edits=answered_message(update, context))
        return
    first, second = tap.number(1) or 0, tap.number(2) or 0
    outcome = join(context.person, first, second, source_of(update))
    context.answer(outcome, edits=answered_message(update, context))


async def on_rename_undone(update: Update, context: BotContext) -> None:
    """Give a unit its former name again."""
    same, number = context.services.identities, tap_of(update).number(0) or 0
    context.answer(same.rename_back(context.person, number, source_of(update)))
