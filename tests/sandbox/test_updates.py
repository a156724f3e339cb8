import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import Conflict

from bot.sandbox import Person, Sandbox
from bot.sandbox.server import LoopbackServer


async def test_an_update_is_given_again_until_it_is_confirmed(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    sandbox.say(person, "一")
    sandbox.say(person, "二")
    first, second = await bot.get_updates()
    assert [one.update_id for one in await bot.get_updates()] == [
        first.update_id,
        second.update_id,
    ]
    (left,) = await bot.get_updates(offset=second.update_id)
    assert left.message is not None
    assert left.message.text == "二"
    assert await bot.get_updates(offset=second.update_id + 1) == ()


async def test_a_negative_offset_forgets_all_but_the_last(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    for text in ("一", "二", "三"):
        sandbox.say(person, text)
    (last,) = await bot.get_updates(offset=-1)
    assert last.message is not None
    assert last.message.text == "三"
    assert len(await bot.get_updates()) == 1


async def test_a_poll_takes_no_more_than_its_limit(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    for number in range(5):
        sandbox.say(person, str(number))
    assert len(await bot.get_updates(limit=3)) == 3


async def test_a_poll_misses_nothing_from_the_moment_it_opens(
    sandbox: Sandbox, person: Person
) -> None:
    poll = asyncio.create_task(sandbox.updates.poll(0, 1, 30))
    await asyncio.sleep(0)  # it has just begun to wait
    sandbox.say(person, "醒")
    async with asyncio.timeout(5):
        assert len(await poll) == 1


async def test_a_long_poll_returns_when_somebody_writes(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    gate = sandbox.hold_next("getUpdates")
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await gate.arrived.wait()
    gate.opened.set()
    sandbox.say(person, "醒")
    async with asyncio.timeout(5):
        (update,) = await poll
    assert update.message is not None
    assert update.message.text == "醒"


async def test_a_second_poller_ends_the_first(
    sandbox: Sandbox, bot: Bot, person: Person, http: httpx.AsyncClient
) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await sandbox.updates.polled()
    newer = asyncio.create_task(http.get("/bot1:sandbox/getUpdates?timeout=30"))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older
    sandbox.say(person, "新的一方收到")
    assert (await newer).json()["result"][0]["message"]["text"] == "新的一方收到"


async def test_only_the_kinds_asked_for_are_queued(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    await bot.get_updates(allowed_updates=["message"])
    sandbox.block(person)
    sandbox.say(person, "回来了")
    (update,) = await bot.get_updates()
    assert update.message is not None


async def test_a_webhook_gets_updates_in_order_and_again_until_it_takes_them(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    taken: list[tuple[str, str]] = []
    done = asyncio.Event()
    answers = iter([500, 200, 200])

    async def hook(request: Request) -> Response:
        update = await request.json()
        secret = request.headers["X-Telegram-Bot-Api-Secret-Token"]
        taken.append((secret, update["message"]["text"]))
        if len(taken) == 3:
            done.set()
        return Response(status_code=next(answers))

    receiver = LoopbackServer(Starlette(routes=[Route("/hook", hook, methods=["POST"])]))
    await receiver.start("127.0.0.1", 0)
    sandbox.say(person, "一")
    await bot.set_webhook(f"{receiver.url}/hook", secret_token="secret")
    sandbox.say(person, "二")
    async with asyncio.timeout(5):
        await done.wait()
    assert taken == [("secret", "一"), ("secret", "一"), ("secret", "二")]
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""
    await receiver.stop()


async def test_a_webhook_elsewhere_is_refused(http: httpx.AsyncClient) -> None:
    answer = await http.post("/bot1:sandbox/setWebhook", json={"url": "https://example.org/"})
    assert answer.status_code == 400


def test_raw_updates_keep_the_numbers_rising(sandbox: Sandbox) -> None:
    given = sandbox.update({"update_id": 2_000_000_000, "poll": {}})
    assert (given, sandbox.update({"poll": {}})) == (2_000_000_000, 2_000_000_001)
