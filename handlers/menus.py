"""The commands that Telegram offers beside the text field."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.domain.terms import Role
from bot.texts.catalogue import LANGUAGES, catalogue
from storage.unit_of_work import Store

MENU = ("mine", "help", "summary")
OFFICE_MENU = ("summary", "find", "gaps", "invite", "mine", "help")

log = logging.getLogger(__name__)


async def show_menus(bot: Bot, store: Store) -> None:
    """Set the three commands of everybody, and the six of each member of the office."""
    with store.read() as work:
        office = [each for each in work.people.holding(Role.OFFICE) if each.chat_id is not None]
    try:
        for language in LANGUAGES:
            commands = _commands(MENU, language)
            await bot.set_my_commands(
                commands, language_code=None if language == "zh" else language
            )
        for person in office:
            await show_office_menu(bot, person.chat_id or 0, person.language)
    except TelegramError as error:
        log.warning("The menus could not be set: %s", error)


async def show_office_menu(bot: Bot, chat_id: int, language: str) -> None:
    """Set the six commands of a member of the office."""
    scope = BotCommandScopeChat(chat_id)
    await bot.set_my_commands(_commands(OFFICE_MENU, language), scope=scope)


def _commands(names: tuple[str, ...], language: str) -> list[BotCommand]:
    words = catalogue(language)
    return [BotCommand(name, words.say(f"command.{name}")) for name in names]
