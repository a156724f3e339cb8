"""The bulletin: drafted, edited, approved and issued."""

from typing import Any

from telegram import Update

from bot.domain.bulletins import ReturnedBulletin
from bot.services.papers import order_paper
from handlers.context import BotContext, source_of, tap_of, text_of
from handlers.orders import words_behind
from handlers.replies import answered_message


async def on_bulletin(update: Update, context: BotContext) -> None:
    """Show the bulletin that is being worked on, or give it its number or title."""
    bulletins, person, source = context.services.bulletins, context.person, source_of(update)
    words = words_behind(text_of(update), "通报")
    for start, field in (("文号", "number"), ("标题", "title")):
        if words.startswith(start):
            said = words.removeprefix(start).lstrip("：: ")
            context.answer(bulletins.say(person, field, said, source))
            return
    context.answer(bulletins.status(person))


async def on_bulletin_tap(update: Update, context: BotContext) -> None:
    """Draft, carry on or correct a bulletin; what changes is shown in place of the button."""
    tap, source, person = tap_of(update), source_of(update), context.person
    bulletins, verb, number = context.services.bulletins, tap.word(0), tap.number(1)
    if verb in {"draft", "correct"}:
        shown = bulletins.draft(person, source, number)
        context.answer(shown)
        context.queue(render=order_paper(person, "bulletin", bulletin=str(shown.bulletin_id)))
        return
    if verb in {"take", "keep"}:
        settled = bulletins.settle_offer(
            person, number or 0, tap.number(2) or 0, tap.word(3), source, is_taken=verb == "take"
        )
        context.answer(settled, edits=answered_message(update, context))
        return
    moved = bulletins.step(person, number or 0, tap.number(2) or 0, verb, source)
    context.answer(moved, edits=answered_message(update, context))


def take_document(edited: dict[str, Any], update: Update, context: BotContext) -> object:
    """Take a document that the office edited in Word: a bulletin, or the template of all."""
    bulletins, person, source = context.services.bulletins, context.person, source_of(update)
    document = edited["document"]
    if edited["kind"] == "template":
        return bulletins.take_template(person, document, edited["paragraphs"], source)
    said = edited["title"], tuple(edited["lines"])
    returned = ReturnedBulletin(edited["token"], edited["edition"], document, *said)
    return bulletins.take_back(person, returned, source)
