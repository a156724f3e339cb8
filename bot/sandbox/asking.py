"""The methods that leave chats as they are: who and what there is, commands, taps, updates."""

from urllib.parse import urlsplit

from bot.sandbox.desk import Desk
from bot.sandbox.fields import Fields
from bot.sandbox.records import Json
from bot.sandbox.refusals import bad_request
from bot.sandbox.server import is_loopback
from bot.sandbox.updates import MOST_AT_ONCE

LARGEST_DOWNLOAD = 20 * 1024 * 1024  # bytes
MOST_COMMANDS = 100


def get_me(desk: Desk, _: Fields) -> Json:
    """Return the bot itself."""
    return desk.me | {
        "can_join_groups": True,
        "can_read_all_group_messages": desk.people.hears_all,
        "supports_inline_queries": False,
    }


def get_chat(desk: Desk, fields: Fields) -> Json:
    """Return what is known of a chat."""
    return desk.chat(fields).raw() | {"accent_color_id": 0, "max_reaction_count": 11}


def get_file(desk: Desk, fields: Fields) -> Json:
    """Return where a file can be downloaded."""
    file = desk.files.find(fields.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return file.raw() | {"file_path": file.path}


def send_chat_action(desk: Desk, fields: Fields) -> bool:
    """Show that the bot is busy; the sandbox only checks the chat."""
    desk.chat(fields)
    return True


def answer_callback_query(desk: Desk, fields: Fields) -> bool:
    """Answer a tap; what it says is kept for whoever tapped."""
    query_id = fields.text("callback_query_id")
    if query_id not in desk.people.answers:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    desk.people.answers[query_id] = {
        "text": fields.text("text"),
        "show_alert": fields.flag("show_alert"),
    }
    desk.chats.anywhere.ring()
    return True


def set_my_commands(desk: Desk, fields: Fields) -> bool:
    """Remember the menu for a scope and a language."""
    commands = fields.structure("commands", "commands") or []
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        name = str(command.get("command", "")).removeprefix("/")
        if not (name.isascii() and name == name.lower() and name.replace("_", "a").isalnum()):
            raise bad_request("BOT_COMMAND_INVALID")
        if not command.get("description"):
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    menus = desk.store.record("menus") | {_menu(fields): commands}
    desk.store.put("menus", 0, menus)
    return True


def get_my_commands(desk: Desk, fields: Fields) -> list[Json]:
    """Return the menu of a scope and a language."""
    commands: list[Json] = desk.store.record("menus").get(_menu(fields), [])
    return commands


def _menu(fields: Fields) -> str:
    scope = fields.structure("scope", "BotCommandScope") or {"type": "default"}
    return menu_key(scope["type"], scope.get("chat_id", ""), fields.text("language_code"))


def menu_key(scope: str, chat_id: object, language: str) -> str:
    """Return the key under which a menu is kept."""
    return f"{scope}:{chat_id}:{language}"


async def get_updates(desk: Desk, fields: Fields) -> list[Json]:
    """Return updates not confirmed yet, waiting for the first up to `timeout` seconds."""
    if "allowed_updates" in fields.values:
        desk.updates.allow(fields.structure("allowed_updates", "allowed updates") or [])
    limit = fields.number("limit", MOST_AT_ONCE)
    return await desk.updates.poll(
        fields.number("offset"),
        limit if 0 < limit <= MOST_AT_ONCE else MOST_AT_ONCE,
        fields.number("timeout"),
    )


def set_webhook(desk: Desk, fields: Fields) -> bool:
    """Deliver updates to a URL on loopback from now on; an empty URL goes back to polling."""
    url = fields.text("url")
    if url and not is_loopback(urlsplit(url).hostname or ""):
        raise bad_request("bad webhook: the sandbox delivers to loopback addresses only")
    if "allowed_updates" in fields.values:
        desk.updates.allow(fields.structure("allowed_updates", "allowed updates") or [])
    if fields.flag("drop_pending_updates"):
        desk.updates.drop_all()
    secret = fields.text("secret_token")
    desk.updates.set_webhook({"url": url, "secret_token": secret} if url else None)
    return True


def delete_webhook(desk: Desk, fields: Fields) -> bool:
    """Go back to polling."""
    if fields.flag("drop_pending_updates"):
        desk.updates.drop_all()
    desk.updates.set_webhook(None)
    return True


def get_webhook_info(desk: Desk, _: Fields) -> Json:
    """Return where updates are delivered, how many wait, and what last went wrong."""
    return {
        "url": (desk.updates.webhook or {}).get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": desk.updates.count(),
        "max_connections": 1,
        **desk.updates.last_webhook_error,
    }
