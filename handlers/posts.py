"""Posts: a handover confirmed or taken back, an absence undone."""

from telegram import Update

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
