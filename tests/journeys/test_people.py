"""How people come in: invites, namesakes, strangers, and whoever blocks the bot."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import county_database, seat
from county import County

from bot.domain.terms import Role
from bot.sandbox import Message, Person
from storage.engine import open_engine
from storage.unit_of_work import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "duban.db"
    path.write_bytes(county_database())
    engine = open_engine(f"sqlite:///{path}")
    yield Store(engine)
    engine.dispose()


@pytest.fixture
def office(county: County) -> Person:
    return seat(county, Role.OFFICE)


def _payloads(message: Message) -> list[str]:
    return re.findall(r"start=(\S+)", message.text)


async def test_the_office_invites_and_the_invited_opens_their_list(
    county: County, office: Person
) -> None:
    (payload,) = _payloads(await county.say(office, "/invite 才仁巴桑"))
    leader = county.sandbox.add_person("才仁巴桑")
    assert "才仁巴桑" in (await county.say(leader, f"/start {payload}")).text
    assert "共4项" in (await county.say(leader, "我的项目")).text


async def test_a_link_that_was_used_is_dead_for_the_next(county: County, office: Person) -> None:
    (payload,) = _payloads(await county.say(office, "/invite 才仁巴桑"))
    first, second = county.sandbox.add_person("才仁巴桑"), county.sandbox.add_person("路人")
    await county.say(first, f"/start {payload}")
    refused = await county.say(second, f"/start {payload}")
    assert "邀请链接" in refused.text
    assert "P02" not in (await county.say(second, "P02")).text


async def test_namesakes_are_chosen_by_a_tap(county: County, office: Person) -> None:
    with county.store.begin() as work:
        work.people.add("陈海平", work.people.units()["县水务局"])
    asked = await county.say(office, "/invite 陈海平")
    assert _payloads(asked) == []
    chosen = await county.tap(office, asked, "陈海平 县水务局")
    assert len(_payloads(chosen)) == 1
    assert "县水务局" in chosen.text


async def test_somebody_new_is_invited_with_unit_and_role(county: County, office: Person) -> None:
    refused = await county.say(office, "/invite 新局长")
    assert "新局长" in refused.text
    assert _payloads(refused) == []
    (payload,) = _payloads(await county.say(office, "/invite 新局长 县水务局 unit_head"))
    head = county.sandbox.add_person("新局长")
    await county.say(head, f"/start {payload}")
    assert "P01" in (await county.say(head, "我的项目")).text


async def test_everybody_not_linked_is_invited_in_one_go(county: County, office: Person) -> None:
    count = len(county.sandbox.messages(office))
    await county.say(office, "邀请")
    await county.duban.settled()
    links = [
        payload
        for message in county.sandbox.messages(office)[count + 1 :]
        for payload in _payloads(message)
    ]
    with county.store.read() as work:
        assert len(links) == len(set(links)) == len(work.people.not_linked())


async def test_a_stranger_gets_one_polite_sentence_and_reads_nothing(county: County) -> None:
    stranger = county.sandbox.add_person("路人")
    answers = {
        (await county.say(stranger, text)).text
        for text in ("/start", "你好", "P02", "/summary", "P02 60%", "/invite 才仁巴桑")
    }
    (sentence,) = answers
    assert "邀请" in sentence
    assert "\n" not in sentence
    with county.store.read() as work:
        assert work.reports.lines() == []


async def test_whoever_blocks_the_bot_is_unreachable_until_they_write_again(
    county: County,
) -> None:
    owner = seat(county, Role.RESPONSIBLE)
    county.sandbox.block(owner)
    await county.morning("2020-05-09")
    with county.store.read() as work:
        assert work.people.by_name("陈海平")[0].unreachable
    assert "P02" in (await county.say(owner, "P02")).text
    with county.store.read() as work:
        assert not work.people.by_name("陈海平")[0].unreachable


async def test_linking_late_loses_nothing(county: County, office: Person) -> None:
    await county.morning("2020-05-09")
    await county.morning("2020-05-11")
    owner = await county.link("陈海平", unit="县住建局")
    await county.morning("2020-05-11", "10:00")
    card = await county.sandbox.wait_for(owner, "P02")
    assert "全部知悉" in [button.text for button in card.buttons]
    del office


async def test_the_office_gets_a_menu_of_its_own(county: County, office: Person) -> None:
    (payload,) = _payloads(await county.say(office, "/invite 新科员 县水务局 office"))
    member = county.sandbox.add_person("新科员")
    await county.say(member, f"/start {payload}")
    menus = [each for each in county.sandbox.requests if each.method.lower() == "setmycommands"]
    assert str(member.id) in str(menus[-1].fields)
