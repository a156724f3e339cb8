"""Papers on their way: made in the render process, shown as coming, sent again as they are."""

from collections.abc import AsyncIterator
from functools import partial

import pytest
from county import P1, County

from bot.delivery.pool import Pool
from bot.delivery.prints import Print, Prints
from bot.domain.terms import Role
from bot.sandbox import Message, Person
from bot.texts.messages import Document


@pytest.fixture
async def office(county: County) -> Person:
    """The office, with p1 in its ledger."""
    person = await county.link("王主任", role=Role.OFFICE)
    await county.import_ledger(person, P1)
    return person


async def _ask_for_ledger(county: County, office: Person) -> Message:
    offered = await county.say(office, "材料")
    return await county.tap(office, offered, "台账 .xlsx")


def _uploads(county: County) -> list[bool]:
    """Say of each file sent whether it was uploaded or only named by its id."""
    sent = [each for each in county.sandbox.requests if each.method == "sendDocument"]
    return [not each.fields.get("document") for each in sent]


async def test_the_same_paper_within_a_minute_is_sent_as_the_file_telegram_has(
    county: County, office: Person
) -> None:
    first = await _ask_for_ledger(county, office)
    second = await _ask_for_ledger(county, office)

    assert _uploads(county) == [True, False]
    assert first.file_id == second.file_id
    assert first.text == second.text


async def test_once_the_ledger_has_changed_the_paper_is_made_anew(
    county: County, office: Person
) -> None:
    await _ask_for_ledger(county, office)
    await county.say(office, "代 P02 60%")
    await _ask_for_ledger(county, office)

    assert _uploads(county) == [True, True]


async def test_a_ranking_that_was_just_made_is_on_its_paper(
    county: County, office: Person
) -> None:
    papers = await county.say(office, "材料")
    before = await county.tap(office, papers, "排序 .xlsx")
    await county.tap(office, await county.say(office, "排序"), "现在排一次")
    after = await county.tap(office, papers, "排序 .xlsx")
    assert before.file_id != after.file_id


async def test_a_file_that_telegram_has_dropped_is_uploaded_again(
    county: County, office: Person
) -> None:
    await _ask_for_ledger(county, office)
    county.sandbox.fail_next("sendDocument", status=400, description="Bad Request: wrong file id")
    again = await _ask_for_ledger(county, office)

    assert again.filename.endswith(".xlsx")
    assert _uploads(county) == [True, False, True]


async def test_papers_stay_with_those_they_are_for(county: County, office: Person) -> None:
    await _ask_for_ledger(county, office)
    planning = await county.link("老孙", role=Role.PLANNING)
    await _ask_for_ledger(county, planning)

    assert _uploads(county) == [True, True]


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


async def test_a_paper_that_takes_long_is_shown_as_coming(county: County, pool: Pool) -> None:
    chat = (await county.link("王主任", role=Role.OFFICE)).chat_id
    prints = Prints(county.duban.application.bot, pool, slow_after=0)
    paper = Document(b"made", "a.txt")

    made = await prints.make(Print("slow", partial(_give, paper)), chat)

    assert made == paper
    assert "sendChatAction" in {each.method for each in county.sandbox.requests}


def _give(paper: Document) -> Document:
    return paper
