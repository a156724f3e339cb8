"""The ledger: a file read before its handler runs, previewed, applied, undone; and handed out."""

from telegram import Update

from bot.domain.outcomes import Ask
from bot.services.papers import order_paper
from bot.services.prepared_files import document_in, ledger_in, register_in
from handlers.bulletins import take_document
from handlers.context import BotContext, source_of, tap_of, text_of
from handlers.orders import words_behind
from handlers.replies import answered_message

SEND_WORDS = ("现在通知",)


async def on_file(update: Update, context: BotContext) -> None:
    """Show what applying the file would do."""
    person, message = context.person, update.effective_message
    document = message.document if message else None
    name = (document.file_name if document else None) or ""
    edited = document_in(context.turn.prepared)
    if edited is not None:
        context.answer(take_document(edited, update, context), edits=context.turn.reading)
        return
    register = register_in(context.turn.prepared)
    if register is not None:
        shown = context.services.registers.preview(person, name, register)
        context.answer(shown, edits=context.turn.reading)
        return
    ledger, data = ledger_in(context.turn.prepared)
    imports = context.services.imports
    take = imports.replace if update.edited_message else imports.preview
    context.answer(take(person, name, ledger, data), edits=context.turn.reading)


async def on_register_tap(update: Update, context: BotContext) -> None:
    """Apply a register of units, or put it aside or undo it, in place of what was shown."""
    tap, registers = tap_of(update), context.services.registers
    act = registers.apply if tap.word(1) == "apply" else registers.drop
    outcome = act(context.person, tap.number(0) or 0, source_of(update))
    context.answer(outcome, edits=answered_message(update, context))


async def on_units(update: Update, context: BotContext) -> None:
    """Hand out the register of units as a workbook."""
    del update
    context.queue(render=order_paper(context.person, "register"))


async def on_import_tap(update: Update, context: BotContext) -> None:
    """Apply, cancel or undo a file, or send the assignment cards it made now."""
    tap, imports, source = tap_of(update), context.services.imports, source_of(update)
    number, answered = tap.number(0) or 0, answered_message(update, context)
    match tap.word(1):
        case "apply" | "part":
            word = "导入" if tap.word(1) == "apply" else "只导入可收"
            applied = context.services.orders.hear(context.person, f"{word} {number}", source)
            context.answer(applied, edits=None if isinstance(applied, Ask) else answered)
        case "same" | "new":
            is_same, position = tap.word(1) == "same", tap.number(2)
            settled = imports.settle(context.person, number, position, is_same=is_same)
            context.answer(settled, edits=answered)
        case "problems":
            context.queue(render=order_paper(context.person, "problems", file=number))
        case "cancel":
            context.answer(imports.cancel(context.person, number), edits=answered)
        case "undo":
            context.answer(imports.undo(context.person, number, source), edits=answered)
        case _:
            context.answer(imports.send_cards_now(context.person, number))


async def on_send_cards(update: Update, context: BotContext) -> None:
    """Send the assignment cards that wait, with a reason at any hour."""
    reason = words_behind(text_of(update), *SEND_WORDS)
    context.answer(context.services.imports.order_cards(context.person, reason, source_of(update)))


async def on_ledger(update: Update, context: BotContext) -> None:
    """Hand out the ledger as a workbook, with its changes since a day if one was written."""
    del update
    person = context.person
    since = context.services.exports.first_day(" ".join(context.args or ()))
    context.queue(render=order_paper(person, "ledger", since=since))
