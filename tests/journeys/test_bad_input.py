"""Whatever people send, they are answered in a sentence, and the ledger stands as it was."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cast import county_database, seat
from county import County, is_answer

from bot.domain.terms import Role
from bot.sandbox import Message, Person
from storage.engine import open_engine
from storage.unit_of_work import Store

MEGABYTE = 1024 * 1024
LONGEST_SENTENCE = 300
_DICE = {"emoji": "🎲", "value": 6}
_VIDEO = {"file_id": "a", "file_unique_id": "b", "length": 1, "duration": 1}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "duban.db"
    path.write_bytes(county_database())
    engine = open_engine(f"sqlite:///{path}")
    yield Store(engine)
    engine.dispose()


@pytest.fixture
def owner(county: County) -> Person:
    return seat(county, Role.RESPONSIBLE)


@pytest.fixture
def office(county: County) -> Person:
    return seat(county, Role.OFFICE)


def _ledger(county: County) -> list[Any]:
    """Return every project with its people, nodes and figures, and how many reports there are."""
    with county.store.read() as work:
        return [*work.projects.all(), len(work.reports.lines())]


def _dead_letters(county: County) -> int:
    with county.store.read() as work:
        return work.inbox.dead_letters()


async def _answer(county: County, person: Person, act: Callable[[], object]) -> Message:
    """Return what the bot answers to an act that must leave the ledger as it was."""
    before = _ledger(county)
    seen = max((each.changed for each in county.sandbox.messages(person)), default=0)
    act()
    answer = await county.sandbox.wait_for(person, is_answer(seen), timeout=20)
    await county.duban.settled()
    assert _ledger(county) == before
    assert _dead_letters(county) == 0
    assert 0 < len(answer.text) <= LONGEST_SENTENCE
    return answer


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("字" * 4096, id="4096 characters"),
        pytest.param("P02 " + "9" * 4000, id="a number of 4000 digits"),
        pytest.param("🙂🎉👍🏽👨‍👩‍👧", id="emoji"),
        pytest.param("\u0007\u200b\u202e\ufeff\u0001", id="control characters"),
        pytest.param("P02 \u0000\u001b[31m", id="escapes behind a code"),
        pytest.param("<b>P02</b> <script>alert()</script> &amp; </i>", id="HTML"),
        pytest.param("*P02* _x_ [a](http://b) `c` ~~d~~ > e", id="Markdown"),
        pytest.param("'; DROP TABLE project; --", id="SQL"),
        pytest.param("{{ it.project }} {% raw %}", id="a template"),
        pytest.param("/nonsense", id="an unknown command"),
        pytest.param("/project", id="a command without what it needs"),
        pytest.param("/project <b>P02", id="a command with HTML"),
        pytest.param("/history", id="a history of nothing"),
        pytest.param("/find", id="a search for nothing"),
        pytest.param("/find " + "长" * 4000, id="a search for a novel"),
        pytest.param("P999999", id="a code of no project"),
        pytest.param("P0", id="number nought"),
        pytest.param("改", id="a correction of nothing"),
        pytest.param("代", id="for another, but what"),
    ],
)
async def test_any_text_is_answered(county: County, owner: Person, text: str) -> None:
    await _answer(county, owner, lambda: county.sandbox.say(owner, text))


@pytest.mark.parametrize("text", ["你好", "代", "代 P02", "代 P99 60%", "/invite <b>", "🙂"])
async def test_any_text_of_the_office_is_answered(
    county: County, office: Person, text: str
) -> None:
    await _answer(county, office, lambda: county.sandbox.say(office, text))


@pytest.mark.parametrize(
    "send",
    [
        pytest.param(lambda sandbox, person: sandbox.sticker(person), id="sticker"),
        pytest.param(lambda sandbox, person: sandbox.voice(person), id="voice"),
        pytest.param(lambda sandbox, person: sandbox.location(person), id="location"),
        pytest.param(lambda sandbox, person: sandbox.contact(person, "138"), id="contact"),
        pytest.param(
            lambda sandbox, person: sandbox.attach(person, "a.jpg", b"picture", photo=True),
            id="a picture without words",
        ),
        pytest.param(
            lambda sandbox, person: sandbox.attach(person, "a.pdf", b"%PDF", caption="P02 60%"),
            id="a document of an owner",
        ),
        pytest.param(
            lambda sandbox, person: sandbox.update(_message(person, {"dice": _DICE})), id="dice"
        ),
        pytest.param(
            lambda sandbox, person: sandbox.update(_message(person, {"video_note": _VIDEO})),
            id="a round video",
        ),
        pytest.param(
            lambda sandbox, person: sandbox.update(_message(person, {"from_the_future": {}})),
            id="something Telegram has not invented yet",
        ),
    ],
)
async def test_what_is_no_text_is_kept_and_answered(
    county: County, owner: Person, send: Callable[[Any, Person], object]
) -> None:
    await county.say(owner, "/help")
    await _answer(county, owner, lambda: send(county.sandbox, owner))


async def test_the_office_sees_that_a_voice_message_was_left(
    county: County, owner: Person, office: Person
) -> None:
    await _answer(county, owner, lambda: county.sandbox.voice(owner))
    assert f"{owner.name}：［语音］" in (await county.say(office, "未读懂")).text


def _message(person: Person, content: dict[str, Any]) -> dict[str, Any]:
    who = {"id": person.id, "is_bot": False, "first_name": person.name}
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    return {"message": {"message_id": 9999, "date": 1, "from": who, "chat": chat} | content}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("q:999999:0", id="a question of last year"),
        pytest.param("say:999999:same", id="a project that is gone"),
        pytest.param("say:2:dance", id="an answer there is none of"),
        pytest.param("undo:999999", id="a report there is none of"),
        pytest.param("undo:" + "9" * 40, id="a number no database holds"),
        pytest.param("card:-1", id="a negative number"),
        pytest.param("card:", id="no number"),
        pytest.param("list:0", id="page nought"),
        pytest.param("list:999", id="a page there is none of"),
        pytest.param("hard:999999:up", id="a difficulty there is none of"),
        pytest.param("date:999999:yes", id="a request there is none of"),
        pytest.param("q:１:２", id="full-width digits"),
        pytest.param("nonsense", id="nonsense"),
        pytest.param("💩" * 16, id="64 bytes of emoji"),
        pytest.param(":::", id="colons"),
    ],
)
async def test_any_button_is_answered(county: County, owner: Person, data: str) -> None:
    await county.say(owner, "/help")
    shown = _message(owner, {"text": "按钮"})["message"]
    query = {"id": "1", "from": shown["from"], "message": shown, "chat_instance": "1"}
    county.sandbox.answers["1"] = None
    tap = {"callback_query": query | {"data": data}}
    await _answer(county, owner, lambda: county.sandbox.update(tap))
    assert county.sandbox.answers["1"] is not None, "the button stops spinning"


async def test_an_update_that_cannot_be_read_does_not_hold_up_the_next(
    county: County, owner: Person
) -> None:
    county.sandbox.update({"message": {"message_id": 1}})
    county.sandbox.update({"message": "what"})
    county.sandbox.update({"something_new": {"a": 1}})
    county.sandbox.update({})
    assert "P02" in (await county.say(owner, "P02")).text


async def test_a_forwarded_report_is_a_report_of_whoever_forwards_it(
    county: County, owner: Person, office: Person
) -> None:
    said = county.sandbox.say(office, "P02 60%")
    count = len(county.sandbox.messages(owner))
    county.sandbox.forward(owner, said)
    assert "60%" in (await county.answer_after(owner, count + 1)).text


async def test_an_edit_of_what_told_nothing_is_read_as_if_it_were_new(
    county: County, owner: Person
) -> None:
    said = county.sandbox.say(owner, "P02")
    await county.sandbox.wait_for(owner, "P02")
    seen = max(each.changed for each in county.sandbox.messages(owner))
    county.sandbox.edit(owner, said.id, "P02 60%")
    receipt = await county.sandbox.wait_for(owner, lambda each: each.changed > seen + 1)
    assert "60%" in receipt.text


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        pytest.param("台账.xlsx", b"x" * (30 * MEGABYTE), "20 MB", id="30 MB"),
        pytest.param("台账.xlsx", _zip(), "台账.xlsx", id="a zip named xlsx"),
        pytest.param("台账.csv", "甲,乙\n1,2\n".encode("gbk"), "表头", id="no header"),
        pytest.param("通知.pdf", b"%PDF-1.7", "通知.pdf", id="a PDF"),
        pytest.param("<b>&.xlsx", b"x", "<b>&.xlsx", id="HTML in the file's name"),
    ],
)
async def test_a_file_that_is_no_ledger_is_refused_in_a_sentence(
    county: County, office: Person, name: str, content: bytes, advice: str
) -> None:
    answer = await _answer(county, office, lambda: county.sandbox.attach(office, name, content))
    assert advice in answer.text


async def test_html_in_names_is_shown_as_it_is_written(county: County, office: Person) -> None:
    name = '<b>老王</b> & "co" *x*'
    with county.store.begin() as work:
        work.people.change(work.people.by_name("陈海平")[0].id, name=name)
        work.projects.change(2, name="A <i>&amp; B</i>")
    card = await county.say(office, "P02")
    assert name in card.text
    assert "A <i>&amp; B</i>" in card.text
