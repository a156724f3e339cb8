"""Invites made on the command line: the way in for the first member of the office."""

import asyncio
from typing import Any

from telegram.error import TelegramError

from bot.cli.use_cases import open_services
from bot.delivery.connections import open_bot
from bot.delivery.planner import BOT_NAME_FACT
from bot.domain.outcomes import WhichPerson
from bot.services.services import Services
from bot.settings import SettingsError, read_settings


def make_invites(name: str | None, unit: str | None, role: str | None) -> list[dict[str, Any]]:
    """Return a link for the person called *name*, or for everybody not linked yet."""
    with open_services() as services:
        bot_name = _bot_name(services)
        people = services.people
        if name is None:
            invited = people.invite_all(bot_name)
        else:
            found = people.invite(name, bot_name, unit=unit, role=role)
            if isinstance(found, WhichPerson):
                units = ", ".join(each.unit or "county" for each in found.people)
                msg = f"Several people are called {name}; add --unit with one of: {units}."
                raise SettingsError(msg)
            invited = found
    return [
        {
            "person": each.name,
            "unit": each.unit,
            "role": each.role and each.role.value,
            "payload": each.payload,
            "link": each.link if bot_name else None,
        }
        for each in invited.lines
    ]


def _bot_name(services: Services) -> str:
    """Return the bot's name as last seen, or as Telegram tells it now; empty if neither is known."""
    known = services.work.facts.get(BOT_NAME_FACT)
    if known or read_settings().token is None:
        return known or ""
    return asyncio.run(_ask_name())


async def _ask_name() -> str:
    bot = open_bot(read_settings())
    try:
        return (await bot.get_me()).username or ""
    except TelegramError:
        return ""
