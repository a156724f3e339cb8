import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from bot.sandbox import Button, Person, Sandbox


async def test_a_text_arrives_plain_with_its_entities(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    sent = await bot.send_message(person.id, " 😀<b>已记</b> &lt;55%&gt; ", parse_mode="HTML")
    (entity,) = sent.entities
    assert (sent.text, entity.type, entity.offset, entity.length) == (
        "😀已记 <55%>",
        "bold",
        2,
        2,
    )
    assert sandbox.messages(person)[-1].text == "😀已记 <55%>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "Message text is empty", id="empty"),
        pytest.param("<b> </b>", "Message text is empty", id="nothing but space"),
        pytest.param("字" * 4097, "Message is too long", id="one character too many"),
        pytest.param("<b>字", 'can\'t find end tag corresponding to start tag "b"', id="open tag"),
        pytest.param("1 < 2", 'unsupported start tag "" at byte offset 2', id="bare less-than"),
    ],
)
async def test_a_text_telegram_would_refuse_is_refused(
    bot: Bot, person: Person, text: str, words: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(person.id, text, parse_mode="HTML")
    assert words in refused.value.message


async def test_the_limit_counts_characters_without_tags(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, f"<b>{'😀' * 4096}</b>", parse_mode="HTML")
    assert sent.text == "😀" * 4096


async def test_who_never_started_the_bot_is_not_written_to(sandbox: Sandbox, bot: Bot) -> None:
    stranger = sandbox.add_person("路人")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "你好")


async def test_who_blocked_the_bot_is_not_written_to(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    sandbox.block(person)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(person.id, "你好")


async def test_an_unknown_chat_is_not_found(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(42, "你好")


async def test_a_group_that_moved_names_its_new_id(
    sandbox: Sandbox, person: Person, http: httpx.AsyncClient
) -> None:
    group = sandbox.add_group("督查室群", [person])
    moved = sandbox.upgrade(group)
    answer = await http.post(
        "/bot1:sandbox/sendMessage", json={"chat_id": group.id, "text": "在吗"}
    )
    assert answer.json()["parameters"] == {"migrate_to_chat_id": moved.id}


async def test_a_group_that_put_the_bot_out_is_not_written_to(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    group = sandbox.add_group("督查室群", [person])
    sandbox.remove_bot(group)
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group.id, "在吗")


async def test_an_edit_replaces_text_and_keyboard(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("知悉", callback_data="ack")]])
    sent = await bot.send_message(person.id, "55%", reply_markup=keys)
    assert sandbox.messages(person)[-1].buttons == [Button("知悉", "ack", "")]
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("55%", person.id, sent.message_id, reply_markup=keys)
    await bot.edit_message_text("60%", person.id, sent.message_id)
    message = sandbox.messages(person)[-1]
    assert (message.text, message.buttons, message.edited) == ("60%", [], True)
    await bot.edit_message_reply_markup(person.id, sent.message_id, reply_markup=keys)
    assert sandbox.messages(person)[-1].buttons == [Button("知悉", "ack", "")]


async def test_only_what_is_there_and_the_bots_own_can_be_edited(bot: Bot, person: Person) -> None:
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("60%", person.id, 999)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("60%", person.id, 1)


async def test_a_deleted_message_is_gone_and_its_number_is_not_reused(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    sent = await bot.send_message(person.id, "误发")
    await bot.delete_message(person.id, sent.message_id)
    assert "误发" not in [message.text for message in sandbox.messages(person)]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(person.id, sent.message_id)
    assert (await bot.send_message(person.id, "重发")).message_id == sent.message_id + 1


@pytest.mark.parametrize(
    ("button", "words"),
    [
        pytest.param(
            {"text": "x", "callback_data": "督" * 22}, "BUTTON_DATA_INVALID", id="66 bytes"
        ),
        pytest.param({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID", id="no data"),
        pytest.param({"text": "x"}, "Text buttons are unallowed", id="no action"),
    ],
)
async def test_a_button_that_cannot_be_is_refused(
    http: httpx.AsyncClient, person: Person, button: dict[str, str], words: str
) -> None:
    body = {"chat_id": person.id, "text": "?", "reply_markup": {"inline_keyboard": [[button]]}}
    answer = (await http.post("/bot1:sandbox/sendMessage", json=body)).json()
    assert (answer["error_code"], words in answer["description"]) == (400, True)


async def test_a_reply_quotes_what_it_answers(sandbox: Sandbox, bot: Bot, person: Person) -> None:
    said = sandbox.say(person, "没进展")
    sent = await bot.send_message(person.id, "已记", reply_to_message_id=said.id)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "没进展"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(person.id, "已记", reply_to_message_id=999)
    await bot.send_message(
        person.id, "已记", reply_to_message_id=999, allow_sending_without_reply=True
    )


async def test_a_file_goes_out_once_and_again_by_its_id(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    sent = await bot.send_document(
        person.id, b"PK", filename="台账.xlsx", caption="<b>台账</b>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("台账.xlsx", "台账")
    again = await bot.send_document(person.id, sent.document.file_id)
    assert again.document == sent.document
    loaded = await (await bot.get_file(sent.document)).download_as_bytearray()
    assert bytes(loaded) == b"PK"
    assert sandbox.messages(person)[-1].filename == "台账.xlsx"


async def test_a_caption_has_a_limit_of_its_own(bot: Bot, person: Person) -> None:
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(person.id, b"\x89PNG", caption="字" * 1025)


async def test_a_file_that_is_not_there_is_refused(bot: Bot, person: Person) -> None:
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_document(person.id, "BQACnothing")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(person.id, b"", filename="空.txt")


async def test_a_file_above_20_mb_cannot_be_fetched(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    attached = sandbox.attach(person, "录像.mp4", bytes(20 * 1024 * 1024 + 1))
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(str(attached.file_id))


async def test_a_reply_keyboard_belongs_to_the_chat(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    sent = await bot.send_message(person.id, "?", reply_markup=ReplyKeyboardMarkup([["照旧"]]))
    assert sent.reply_markup is None
    chat = sandbox.chats.find(person.id)
    assert chat is not None
    assert chat.keyboard == [[{"text": "照旧"}]]
