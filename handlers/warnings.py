"""What is said and tapped about warnings: the buttons of the daily message, watch, rest, hours."""

from telegram import Update

from bot.domain.errors import OldButtonError
from handlers.context import BotContext, source_of, tap_of, text_of
from handlers.orders import words_behind
from handlers.replies import answered_message

WATCH_WORDS, LIFT_WORDS = ("挂牌督战", "督战"), ("解除督战", "撤销督战")
STOP_WORDS, HOLIDAY_WORDS, HOUR_WORDS = ("停工期",), ("放假",), ("每日消息",)


async def on_digest(update: Update, context: BotContext) -> None:
    """Take the answer given to a daily message as a whole."""
    tap, message = tap_of(update), answered_message(update, context)
    reader = context.person
    if message is None or message.person_id != reader.id:
        raise OldButtonError
    work, answers = context.turn.work, context.services.digest_answers
    asked = work.outbox.asks(message.id)
    work.reminders.seen(message.id)
    match tap.word(0):
        case "same":
            source = source_of(update)
            context.answer(answers.same(reader, asked, source, message.id))
        case "fill":
            index = tap.number(1) or 0
            context.answer(
                answers.fill(asked, index, context.turn.chat_id), edits=message if index else None
            )
        case _:
            context.answer(answers.later(message.id))


async def on_chief_list(update: Update, context: BotContext) -> None:
    """Show what waits for its release to the chief, or release it."""
    tap, lists = tap_of(update), context.services.chief_lists
    if tap.word(0) == "list":
        context.answer(lists.waiting(context.person))
        return
    released = lists.release(context.person, tap.number(0), source_of(update))
    context.answer(released, edits=answered_message(update, context))


async def on_watch(update: Update, context: BotContext) -> None:
    """Put a project under special watch."""
    words = words_behind(text_of(update), *WATCH_WORDS)
    watches = context.services.watches
    context.answer(watches.hear(context.person, words, source_of(update), on=True))


async def on_lift_watch(update: Update, context: BotContext) -> None:
    """Lift the special watch on a project."""
    words = words_behind(text_of(update), *LIFT_WORDS)
    watches = context.services.watches
    context.answer(watches.hear(context.person, words, source_of(update), on=False))


async def on_watch_tap(update: Update, context: BotContext) -> None:
    """Ask why a project comes under special watch, or take the reason that was tapped."""
    tap, watches = tap_of(update), context.services.watches
    project = context.services.projects.by_id(tap.number(0) or 0)
    if not tap.word(1):
        context.answer(watches.ask(context.person, project))
        return
    changed = watches.tapped(context.person, project, tap.word(1), source_of(update))
    context.answer(changed, edits=answered_message(update, context))


async def on_stop(update: Update, context: BotContext) -> None:
    """Keep a season in which a project rests, or cancel it."""
    words = words_behind(text_of(update), *STOP_WORDS)
    context.answer(context.services.rests.hear_stop(context.person, words, source_of(update)))


async def on_holidays(update: Update, context: BotContext) -> None:
    """Keep the holiday notice of a year."""
    words = words_behind(text_of(update), *HOLIDAY_WORDS)
    context.answer(context.services.rests.enter_holidays(context.person, words, source_of(update)))


async def on_hours(update: Update, context: BotContext) -> None:
    """Set when one reads one's daily message, or tell when that is."""
    words = words_behind(text_of(update), *HOUR_WORDS)
    context.answer(context.services.rests.set_hours(context.person, words))


async def on_policy(update: Update, context: BotContext) -> None:
    """Show the policy in words."""
    del update
    context.answer(context.services.rests.policy_in_words(context.person))
