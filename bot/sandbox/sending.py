"""The methods that change a chat: sending, editing, deleting."""

from bot.sandbox.chats import Chat
from bot.sandbox.desk import Desk
from bot.sandbox.entities import found_in, parse_html, trimmed
from bot.sandbox.fields import Fields
from bot.sandbox.files import StoredFile
from bot.sandbox.markup import markup_of
from bot.sandbox.people import quoted
from bot.sandbox.records import Json
from bot.sandbox.refusals import RefusalError, bad_request

# Characters after the tags are gone; code points, as TDLib counts them for bots.
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_UPLOAD = 50 * 1024 * 1024  # bytes


def send_message(desk: Desk, fields: Fields) -> Json:
    """Send a text."""
    content = _text(fields)
    return _post(desk, fields, content)


def send_document(desk: Desk, fields: Fields) -> Json:
    """Send a file, uploaded with the call or known by its id."""
    return _post(desk, fields, _file(desk, fields, "document").content() | _caption(fields))


def send_photo(desk: Desk, fields: Fields) -> Json:
    """Send a picture, uploaded with the call or known by its id."""
    return _post(desk, fields, _file(desk, fields, "photo").content() | _caption(fields))


def edit_message_text(desk: Desk, fields: Fields) -> Json:
    """Replace text and keyboard of a message of the bot's; no keyboard takes the old one away."""
    chat = desk.writable_chat(fields)
    message = desk.own_message(chat, fields, "edit")
    if "text" not in message.raw:
        raise bad_request("there is no text in the message to edit")
    return _edit(desk, message.id, chat, _text(fields) | _inline(fields))


def edit_message_reply_markup(desk: Desk, fields: Fields) -> Json:
    """Replace the keyboard of a message of the bot's, or take it away."""
    chat = desk.writable_chat(fields)
    message = desk.own_message(chat, fields, "edit")
    words = {key: message.raw[key] for key in ("text", "entities") if key in message.raw}
    return _edit(desk, message.id, chat, words | _inline(fields))


def delete_message(desk: Desk, fields: Fields) -> bool:
    """Take a message out of the chat; in a group only one of the bot's."""
    chat = desk.chat(fields)
    message = desk.chats.message(chat.id, fields.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not (message.from_bot or chat.is_private):
        raise bad_request("message can't be deleted")
    desk.chats.delete(message)
    return True


def _post(desk: Desk, fields: Fields, content: Json) -> Json:
    markup = markup_of(fields)
    chat = desk.writable_chat(fields)
    content |= _answered(desk, chat, fields)
    if "inline_keyboard" in markup:
        content["reply_markup"] = markup
    elif markup:
        chat.keyboard = markup.get("keyboard")
        desk.chats.keep(chat)
    return desk.chats.post(chat, desk.me, content).raw


def _edit(desk: Desk, message_id: int, chat: Chat, content: Json) -> Json:
    message = desk.chats.message(chat.id, message_id)
    if message is None:
        raise bad_request("message to edit not found")
    compared = ("text", "entities", "reply_markup")
    if all(message.raw.get(key) == content.get(key) for key in compared):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    return desk.chats.edit(message, content).raw


def _inline(fields: Fields) -> Json:
    markup = markup_of(fields)
    return {"reply_markup": markup} if "inline_keyboard" in markup else {}


def _text(fields: Fields) -> Json:
    text, entities = _formatted(fields, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def _caption(fields: Fields) -> Json:
    caption, entities = _formatted(fields, "caption", "caption_entities")
    if len(caption) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    worded = {"caption": caption} if caption else {}
    return worded | ({"caption_entities": entities} if entities else {})


def _formatted(fields: Fields, name: str, entities_name: str) -> tuple[str, list[Json]]:
    mode = fields.text("parse_mode").lower()
    text = fields.text(name).replace("\r", "")
    entities = fields.structure(entities_name, "message entities") or []
    if mode == "html":
        text, entities = parse_html(text)
    elif mode:
        raise bad_request(f"unsupported parse_mode: the sandbox reads HTML, not {mode}")
    text, entities = trimmed(text, entities)
    return text, found_in(text, entities)


def _answered(desk: Desk, chat: Chat, fields: Fields) -> Json:
    asked = fields.structure("reply_parameters", "reply parameters") or {}
    message_id = int(asked.get("message_id") or fields.number("reply_to_message_id"))
    if not message_id:
        return {}
    message = desk.chats.message(chat.id, message_id)
    if message is not None:
        return {"reply_to_message": quoted(message)}
    if asked.get("allow_sending_without_reply") or fields.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _file(desk: Desk, fields: Fields, kind: str) -> StoredFile:
    given = fields.text(kind)
    upload = fields.uploads.get(given.removeprefix("attach://") or kind)
    if upload is not None:
        if len(upload.content) > LARGEST_UPLOAD:
            raise RefusalError(413, "Request Entity Too Large")
        return desk.files.add(kind, upload.name, upload.content, upload.mime)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    known = desk.files.find(given)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known.kind != kind:
        raise bad_request("type of file mismatch")
    return known
