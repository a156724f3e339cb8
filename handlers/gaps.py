"""Who cannot be reached, what nobody knows of, and what is settled about it."""

from telegram import Update

from handlers.context import BotContext, source_of, tap_of
from handlers.replies import answered_message


async def on_people(update: Update, context: BotContext) -> None:
    """Show how many people can be reached, and how many not."""
    del update
    context.answer(context.services.rosters.roster(context.person))


async def on_people_tap(update: Update, context: BotContext) -> None:
    """Show a page of those who stand in one way; a page is turned in place."""
    tap, rosters = tap_of(update), context.services.rosters
    page = tap.number(1)
    group = rosters.group(context.person, tap.word(0), page or 1)
    context.answer(group, edits=answered_message(update, context) if page else None)


async def on_gaps(update: Update, context: BotContext) -> None:
    """Show what is missing."""
    del update
    context.answer(context.services.gaps.gaps(context.person))


async def on_gaps_tap(update: Update, context: BotContext) -> None:
    """Show the gaps, the rows that wait to be completed, or what people say is not theirs."""
    found = context.services.gaps
    shown = {"rows": found.to_complete, "disputes": found.disputes}
    context.answer(shown.get(tap_of(update).word(0), found.gaps)(context.person))


async def on_dispute_tap(update: Update, context: BotContext) -> None:
    """Settle a dispute: it stays, or somebody else is asked for."""
    tap, found = tap_of(update), context.services.gaps
    project, holder = tap.number(0) or 0, tap.number(1) or 0
    if tap.word(2) == "stays":
        settled = found.stays(context.person, project, holder)
        context.answer(settled, edits=answered_message(update, context))
    else:
        source = source_of(update)
        context.answer(found.ask_successor(context.person, project, holder, source))
