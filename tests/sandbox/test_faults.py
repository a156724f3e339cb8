import asyncio

import pytest
from telegram import Bot
from telegram.error import ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.sandbox import Person, Sandbox


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        pytest.param({"status": 500}, NetworkError, id="the server fails"),
        pytest.param({"status": 429, "retry_after": 7}, RetryAfter, id="too fast"),
        pytest.param({"status": 403}, Forbidden, id="blocked"),
        pytest.param({"status": 400, "migrate_to_chat_id": -1001}, ChatMigrated, id="moved"),
    ],
)
@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # RetryAfter warns when made
async def test_a_call_fails_as_ordered_and_only_once(
    sandbox: Sandbox, bot: Bot, person: Person, trouble: dict[str, int], error: type[Exception]
) -> None:
    sandbox.fail_next("sendMessage", **trouble)  # type: ignore[arg-type]  # the case names the arguments
    with pytest.raises(error):
        await bot.send_message(person.id, "一")
    await bot.send_message(person.id, "二")
    assert [message.text for message in sandbox.messages(person)] == ["/start", "二"]


@pytest.mark.parametrize(
    ("after_effect", "texts"),
    [
        pytest.param(True, ["/start", "一"], id="done, but nobody was told"),
        pytest.param(False, ["/start"], id="never arrived"),
    ],
)
async def test_a_connection_drops(
    sandbox: Sandbox, bot: Bot, person: Person, after_effect: bool, texts: list[str]
) -> None:
    sandbox.drop_next("sendMessage", after_effect=after_effect)
    with pytest.raises(NetworkError, match="disconnected"):
        await bot.send_message(person.id, "一")
    assert [message.text for message in sandbox.messages(person)] == texts


async def test_an_answer_waits_at_the_gate(sandbox: Sandbox, bot: Bot, person: Person) -> None:
    gate = sandbox.hold_next("sendMessage", after_effect=True)
    sending = asyncio.create_task(bot.send_message(person.id, "一"))
    await gate.arrived.wait()
    assert sandbox.messages(person)[-1].text == "一"
    assert not sending.done()
    gate.opened.set()
    await sending
