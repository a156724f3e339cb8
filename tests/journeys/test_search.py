"""Finding a project by what people remember of it."""

import pytest
from county import County

from bot.services.search import initials


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param("P01", "P01", id="code"),
        pytest.param("龙沟水库", "P01", id="part of the name"),
        pytest.param("xlgsk", "P01", id="pinyin initials"),
        pytest.param("县公安局", "P19", id="unit"),
        pytest.param("何长青", "P19", id="person"),
        pytest.param("小龙沟水库项目", "P01", id="a wrong character"),
    ],
)
async def test_a_project_is_found_by_what_people_remember(
    county: County, words: str, code: str
) -> None:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    found = await county.say(office, f"/find {words}")
    assert code in found.text
    assert found.buttons[0].text == code


@pytest.mark.parametrize("words", ["龙沟水库", "xlgsk", "xiaolonggou", "县公安局", "何长青"])
async def test_what_is_said_without_a_command_finds_what_it_names(
    county: County, words: str
) -> None:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    found = await county.say(office, words)
    assert "找到" in found.text
    card = await county.tap(office, found, found.buttons[0].text)
    assert "责任人" in card.text


async def test_a_leaders_words_that_name_nothing_are_still_an_instruction(
    county: County,
) -> None:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    leader = await county.link("马国栋")
    assert "找到" in (await county.say(leader, "主街道")).text
    assert "要转给责任人吗" in (await county.say(leader, "主街道抓紧施工")).text


async def test_what_is_nowhere_is_said_to_be_nowhere(county: County) -> None:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    assert "没有找到" in (await county.say(office, "/find 航天发射场")).text


async def test_history_reads_the_changes_newest_first(county: County) -> None:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    owner = await county.link("陈海平", unit="县住建局")
    await county.say(owner, "P02 60%")
    history = await county.say(office, "/history P02")
    lines = history.text.splitlines()
    assert "陈海平" in lines[1]
    assert "60" in lines[1]
    assert "“P02 60%”" in lines[1], "the words it came from"
    assert "王主任，登记项目（导入" in lines[-1]


def test_initials_are_those_of_the_pinyin() -> None:
    assert initials("晓龙沟水库") == "xlgsk"
