"""Lists and cards, and 知悉."""

from telegram import Update

from bot.domain.errors import NoCodeGivenError
from handlers.context import BotContext, tap_of, text_of
from handlers.orders import words_behind
from handlers.replies import answered_message

HISTORY_WORDS = ("变更记录", "历史")


async def on_mine(update: Update, context: BotContext) -> None:
    """Show the first page of one's own projects."""
    del update
    context.answer(context.services.projects.mine(context.person))


async def on_page(update: Update, context: BotContext) -> None:
    """Turn to another page, in place."""
    listed = context.services.projects.mine(context.person, tap_of(update).number(0) or 1)
    context.answer(listed, edits=answered_message(update, context))


async def on_project(update: Update, context: BotContext) -> None:
    """Show the card of the project whose code was written."""
    person, projects = context.person, context.services.projects
    code = text_of(update) if context.args is None else _code(" ".join(context.args), "/project")
    context.answer(projects.card(person, projects.find(code)))


async def on_find(update: Update, context: BotContext) -> None:
    """Find projects by what was written behind the command."""
    del update
    context.answer(context.services.search.find(context.person, " ".join(context.args or ())))


async def on_history(update: Update, context: BotContext) -> None:
    """Show what was changed on the project whose code was written."""
    person, services = context.person, context.services
    written = words_behind(text_of(update), *HISTORY_WORDS)
    project = services.projects.find(_code(written, "/history"))
    context.answer(services.histories.history(person, project))


async def on_history_page(update: Update, context: BotContext) -> None:
    """Show a page of what was changed: the first below a card, another in place."""
    person, tap, services = context.person, tap_of(update), context.services
    project, page = services.projects.by_id(tap.number(0) or 0), tap.number(1)
    history = services.histories.history(person, project, page or 1)
    context.answer(history, edits=answered_message(update, context) if page else None)


def _code(written: str, command: str) -> str:
    """Return the code that was written behind a command.

    Raises:
        NoCodeGivenError: None was.
    """
    if not written.strip():
        raise NoCodeGivenError(command)
    return written


async def on_card(update: Update, context: BotContext) -> None:
    """Show a card in place of the list it was chosen from."""
    person, projects = context.person, context.services.projects
    project = projects.by_id(tap_of(update).number(0) or 0)
    context.answer(projects.card(person, project), edits=answered_message(update, context))


async def on_open(update: Update, context: BotContext) -> None:
    """Show a card below the message it was chosen from, which stays."""
    person, projects = context.person, context.services.projects
    project = projects.by_id(tap_of(update).number(0) or 0)
    context.answer(projects.card(person, project))


async def on_aware(update: Update, context: BotContext) -> None:
    """Note 知悉 for all of one's projects."""
    del update
    context.answer(context.services.projects.acknowledge_all(context.person))


async def on_not_mine(update: Update, context: BotContext) -> None:
    """Ask which project is not theirs, or note the one that was tapped."""
    projects, number = context.services.projects, tap_of(update).number(0)
    if number is None:
        context.answer(projects.which_is_not_mine(context.person))
        return
    noted = projects.dispute(context.person, projects.by_id(number))
    context.answer(noted, edits=answered_message(update, context))
