"""Keyboards under messages, checked as Telegram checks them."""

from typing import Any

from bot.sandbox.fields import Fields
from bot.sandbox.records import Json
from bot.sandbox.refusals import bad_request

MOST_BUTTONS = 100
LONGEST_DATA = 64  # bytes
ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
)


def markup_of(fields: Fields) -> Json:
    """Return the keyboard the call asks for, empty when it asks for none.

    Raises:
        RefusalError: It is no keyboard, or a button in it cannot be.
    """
    markup = fields.structure("reply_markup", "reply keyboard markup")
    if not markup:
        return {}
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return markup
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_button(button)
    return {"inline_keyboard": rows} if buttons else {}


def _check_button(button: Any) -> None:
    cannot = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(f"{cannot}InlineKeyboardButton must be an Object")
    if not button.get("text"):
        raise bad_request(f'{cannot}Field "text" must be of type String')
    if not any(action in button for action in ACTIONS):
        raise bad_request(f"{cannot}Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        size = len(str(button["callback_data"]).encode())
        if not 1 <= size <= LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
