import asyncio

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from telegram.error import BadRequest, NetworkError
from telegram.request import HTTPXRequest

from bot.sandbox import Person, Sandbox
from bot.sandbox.server import NotLoopbackError


async def test_another_token_is_unauthorized(http: httpx.AsyncClient) -> None:
    answer = await http.get("/bot2:other/getMe")
    assert answer.status_code == 401
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert (await http.get("/file/bot2:other/documents/file_1")).status_code == 401


async def test_a_method_that_is_not_there_is_not_found(http: httpx.AsyncClient) -> None:
    answer = await http.post("/bot1:sandbox/sendPigeon")
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize(
    "how",
    [
        pytest.param("json", id="as JSON"),
        pytest.param("data", id="as a form"),
        pytest.param("params", id="in the address"),
        pytest.param("files", id="as multipart"),
    ],
)
async def test_fields_are_taken_however_they_come(
    http: httpx.AsyncClient, person: Person, how: str
) -> None:
    fields = {"chat_id": str(person.id), "text": "你好"}
    if how == "files":
        answer = await http.post(
            "/bot1:sandbox/sendmessage", files={key: (None, it) for key, it in fields.items()}
        )
    else:
        answer = await http.request("POST", "/bot1:sandbox/sendmessage", **{how: fields})  # type: ignore[arg-type]  # the name of the argument is the case
    assert answer.json()["result"]["text"] == "你好"


async def test_what_the_bot_asked_is_on_record(sandbox: Sandbox, bot: Bot, person: Person) -> None:
    await bot.send_message(person.id, "你好")
    last = sandbox.requests[-1]
    assert (last.method, last.fields["text"]) == ("sendMessage", "你好")


async def test_the_narrowest_menu_is_kept_apart(bot: Bot, person: Person) -> None:
    await bot.set_my_commands([BotCommand("list", "我的项目")])
    scope = BotCommandScopeChat(person.id)
    await bot.set_my_commands([BotCommand("gaps", "待补登")], scope=scope)
    assert [one.command for one in await bot.get_my_commands()] == ["list"]
    assert [one.command for one in await bot.get_my_commands(scope=scope)] == ["gaps"]
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("列表", "我的项目")])


async def test_a_tap_is_answered_once_it_is_known(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("知悉", callback_data="ack")]])
    sent = await bot.send_message(person.id, "3 个项目", reply_markup=keys)
    query_id = sandbox.tap(person, sent.message_id, "知悉")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "ack"
    answered = asyncio.create_task(sandbox.answer(query_id))
    await update.callback_query.answer("已知悉")
    assert (await answered)["text"] == "已知悉"
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("1")


async def test_a_chat_is_described(bot: Bot, person: Person) -> None:
    chat = await bot.get_chat(person.id)
    assert (chat.type, chat.first_name) == ("private", "李岩")
    assert await bot.send_chat_action(person.id, "typing")


async def test_only_this_machine_is_served() -> None:
    with pytest.raises(NotLoopbackError):
        await Sandbox().start(host="0.0.0.0")  # noqa: S104 - must be refused


async def test_a_stopped_sandbox_is_out_of_reach_until_it_starts_again(
    sandbox: Sandbox, person: Person
) -> None:
    port = int(sandbox.url.rpartition(":")[2])
    async with Bot(
        "1:sandbox", base_url=f"{sandbox.url}/bot", get_updates_request=HTTPXRequest()
    ) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await sandbox.updates.polled()
        await sandbox.stop()
        with pytest.raises(NetworkError):
            await poll
        with pytest.raises(NetworkError):
            await bot.send_message(person.id, "有人吗")
        await sandbox.start(port=port)
        await bot.send_message(person.id, "回来了")
