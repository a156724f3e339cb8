import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox import Person, Sample, Sandbox, TourStep


class HandClock:
    """A clock moved by hand; the next morning is a day on."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    async def advance(self, to: datetime | None) -> None:
        self.at = to or self.at + timedelta(days=1)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    step = TourStep(
        "导入台账", "把样例发给机器人", person="李岩", sample=Sample("样例.xlsx", b"PK")
    )
    async with Sandbox(clock=HandClock(), tour=[step]) as running:
        yield running


@pytest.mark.parametrize(
    "path",
    [
        "/",
        *(
            f"/page/static/{name}"
            for name in (
                "page.css",
                "page.js",
                "asking.js",
                "tour.js",
                "windows.js",
                "bubbles.js",
                "rich.js",
                "words.js",
                "icon.svg",
            )
        ),
    ],
)
async def test_the_page_comes_with_all_its_files(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path)
    assert answer.status_code == 200
    assert "default-src 'self'" in answer.headers["content-security-policy"]


async def test_a_new_person_starts_writes_edits_and_is_answered(
    bot: Bot, http: httpx.AsyncClient
) -> None:
    added = (await http.post("/page/people", json={"name": " <script>赵强 "})).json()["id"]
    said = (await http.post("/page/say", json={"person": added, "text": "/start x"})).json()
    await http.post(
        "/page/edit",
        json={"person": added, "message_id": said["message_id"], "text": "/start y"},
    )
    await bot.send_message(added, "您好")
    (line,) = (await http.get("/page/people")).json()["people"]
    assert (line["name"], line["unread"], line["last"]) == ("<script>赵强", 1, "您好")
    told = (await http.get(f"/page/messages?person={added}")).json()
    assert [message["text"] for message in told["messages"]] == ["/start y", "您好"]
    await http.post("/page/seen", json={"person": added, "change": told["change"]})
    assert (await http.get("/page/people")).json()["people"][0]["unread"] == 0
    later = await http.get(f"/page/messages?person={added}&after={told['change']}")
    assert later.json()["messages"] == []


async def test_a_tap_waits_for_its_answer(
    bot: Bot, person: Person, http: httpx.AsyncClient
) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("知悉", callback_data="ack")]])
    sent = await bot.send_message(person.id, "?", reply_markup=keys)
    tapped = {"person": person.id, "message_id": sent.message_id, "button": "ack"}
    tap = asyncio.create_task(http.post("/page/tap", json=tapped))
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query is not None
    await update.callback_query.answer("好", show_alert=True)
    assert (await tap).json() == {"text": "好", "show_alert": True}


async def test_files_go_up_and_come_down_safely(
    sandbox: Sandbox, person: Person, http: httpx.AsyncClient
) -> None:
    for name, mime in (("图.png", "image/png"), ("页.html", "text/html")):
        await http.post(
            "/page/attach",
            data={"person": str(person.id), "photo": "false"},
            files={"file": (name, b"<script>", mime)},
        )
    picture, page = sandbox.messages(person)[-2:]
    shown = await http.get(f"/page/files/{picture.file_id}")
    assert shown.headers["content-disposition"].startswith("inline")
    kept = await http.get(f"/page/files/{page.file_id}")
    assert kept.headers["content-disposition"].startswith("attachment")
    assert kept.headers["content-type"] == "application/octet-stream"


async def test_the_tour_offers_its_file(
    sandbox: Sandbox, person: Person, http: httpx.AsyncClient
) -> None:
    (step,) = (await http.get("/page/setup")).json()["tour"]
    assert (step["title_en"], step["sample"]) == ("导入台账", "样例.xlsx")
    await http.post("/page/sample", json={"person": person.id, "step": 0})
    assert sandbox.messages(person)[-1].filename == "样例.xlsx"


@pytest.mark.parametrize(
    ("to", "now"),
    [
        pytest.param("next_morning", "2026-03-03T01:00:00+00:00", id="next morning"),
        pytest.param("hour", "2026-03-02T02:00:00+00:00", id="an hour on"),
        pytest.param("week", "2026-03-09T01:00:00+00:00", id="a week on"),
    ],
)
async def test_the_clock_is_moved(http: httpx.AsyncClient, to: str, now: str) -> None:
    assert (await http.post("/page/advance", json={"to": to})).json() == {"now": now}


async def test_people_in_a_group_see_it_and_write_there(
    sandbox: Sandbox, person: Person, http: httpx.AsyncClient
) -> None:
    group = sandbox.add_group("督查室群", [person])
    said = {"person": person.id, "chat": group.id, "text": "/list"}
    await http.post("/page/say", json=said)
    assert sandbox.messages(group)[-1].text == "/list"
    (line,) = (await http.get("/page/people")).json()["people"]
    assert [chat["title"] for chat in line["chats"]] == ["李岩", "督查室群"]
    stranger = sandbox.add_person("路人")
    refused = await http.post("/page/say", json=said | {"person": stranger.id})
    assert refused.status_code == 400


async def test_the_page_hears_of_changes(
    sandbox: Sandbox, person: Person, http: httpx.AsyncClient
) -> None:
    async with asyncio.timeout(5), http.stream("GET", "/page/events") as events:
        lines = (line async for line in events.aiter_lines() if line)
        assert await anext(lines) == "data: 1"
        sandbox.say(person, "60%")
        assert await anext(lines) == "data: 2"


async def test_the_menu_is_the_one_set_for_the_chat(
    bot: Bot, person: Person, http: httpx.AsyncClient
) -> None:
    await bot.set_my_commands([BotCommand("list", "我的项目")])
    told = (await http.get(f"/page/messages?person={person.id}")).json()
    assert told["menu"] == [{"command": "list", "description": "我的项目"}]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "https://example.org"}, id="another site asks"),
        pytest.param({"Host": "example.org"}, id="another name for this machine"),
    ],
)
async def test_other_sites_cannot_play_people(
    http: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    refused = await http.post("/page/people", json={"name": "x"}, headers=headers)
    assert refused.status_code == 403


async def test_a_question_that_makes_no_sense_is_refused(http: httpx.AsyncClient) -> None:
    assert (await http.post("/page/say", json={"person": 5, "text": "?"})).status_code == 400
    assert (await http.get("/page/static/../page.py")).status_code in (400, 404)
