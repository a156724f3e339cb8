"""Files that are read before their handler runs, while everything else goes on."""

import asyncio
import os
from pathlib import Path

import pytest
from county import P1, READING, County
from mailbag import die_reading, read_when_told

from bot.delivery.preparation import has_file
from bot.sandbox import Person
from bot.services.prepared_files import read_file


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A file that a reader waits at until somebody writes."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.fixture
async def office(county: County) -> Person:
    return await county.link("王主任", role="office")


async def test_answers_and_papers_go_on_while_a_file_is_read(
    county: County, office: Person, pipe: Path
) -> None:
    reader = await county.link("老周", role="reader")
    other = await county.link("李主任", role="office")
    county.duban.preparation._read_file = read_when_told
    count = len(county.sandbox.messages(office))
    county.sandbox.attach(office, "台账.xlsx", str(pipe).encode())
    county.sandbox.say(office, "帮助")
    summary = await county.say(other, "汇总")
    county.sandbox.tap(other, summary.id, "台账 .xlsx")
    for _ in range(5):
        assert (await county.say(reader, "帮助")).text
    messages = county.sandbox.messages(office)
    assert len(messages) == count + 3, "what follows the file waits for it"
    assert messages[-1].text.startswith(READING)

    read = read_file(P1.read_bytes(), P1.name, "2020-05-08")
    await asyncio.to_thread(pipe.write_text, read, encoding="utf-8")
    preview = await county.sandbox.wait_for(office, "新增 40")
    await county.duban.settled()
    assert preview.id < county.sandbox.messages(office)[-1].id
    paper = await county.sandbox.wait_for(other, lambda message: message.filename != "")
    assert paper.filename.endswith(".xlsx")


async def test_a_reader_that_dies_costs_its_file_and_no_other(
    county: County, office: Person
) -> None:
    county.duban.preparation._read_file = die_reading
    county.sandbox.attach(office, "台账.xlsx", b"?")
    await county.sandbox.wait_for(office, "文件读不了")
    county.duban.preparation._read_file = read_file
    count = len(county.sandbox.messages(office))
    county.sandbox.attach(office, P1.name, P1.read_bytes())
    assert "新增 40" in (await county.answer_after(office, count + 1)).text


async def test_who_may_not_import_has_nothing_fetched(county: County) -> None:
    reader = await county.link("老周", role="reader")
    county.sandbox.attach(reader, P1.name, P1.read_bytes())
    await county.sandbox.wait_for(reader, "没有这项权限")
    assert "getFile" not in {each.method for each in county.sandbox.requests}


async def test_a_file_too_big_is_refused_in_one_sentence(county: County, office: Person) -> None:
    county.sandbox.fail_next("getFile", status=400, description="Bad Request: file is too big")
    county.sandbox.attach(office, P1.name, P1.read_bytes())
    await county.sandbox.wait_for(office, "文件太大")


async def test_a_file_that_telegram_lost_is_asked_for_again(
    county: County, office: Person
) -> None:
    county.sandbox.fail_next("getFile", status=400, description="Bad Request: wrong file_id")
    county.sandbox.attach(office, P1.name, P1.read_bytes())
    await county.sandbox.wait_for(office, "文件没有收到")


async def test_a_file_is_fetched_again_after_a_fault(county: County, office: Person) -> None:
    county.sandbox.fail_next("getFile", status=500)
    county.sandbox.attach(office, P1.name, P1.read_bytes())
    await county.sandbox.wait_for(office, "新增 40")


@pytest.mark.parametrize(
    ("raw", "yes"),
    [
        pytest.param({"message": {"document": {}}}, True, id="a file"),
        pytest.param({"message": {"photo": []}}, False, id="a picture is not read"),
        pytest.param({"message": 5}, False, id="no message at all"),
        pytest.param({"edited_message": {"document": {}}}, True, id="another file in its place"),
        pytest.param({"callback_query": {}}, False, id="a tap"),
    ],
)
def test_which_updates_are_prepared(raw: dict[str, object], yes: bool) -> None:
    assert has_file(raw) is yes
