"""A ledger file sent to the bot: previewed, applied, repeated, told and taken back by taps."""

import json
from typing import Any

import pytest
from county import P1, SAMPLES, County

from bot.sandbox import Message, Person
from bot.services.services import Services

EXPECTED = json.loads((SAMPLES / "p1_包联责任清单.expected.json").read_text(encoding="utf-8"))


@pytest.fixture
async def office(county: County) -> Person:
    return await county.link("王主任", role="office")


def _projects(county: County) -> list[dict[str, Any]]:
    with county.store.read() as work:
        exported = Services(work, county.clock, county.policy).exports.as_json()
    projects: list[dict[str, Any]] = exported["projects"]
    return projects


async def _send(county: County, office: Person) -> Message:
    count = len(county.sandbox.messages(office))
    county.sandbox.attach(office, P1.name, P1.read_bytes())
    return await county.answer_after(office, count + 1)


async def test_p1_sent_to_the_bot_is_taken_in_exactly_as_expected(
    county: County, office: Person
) -> None:
    await county.import_ledger(office)
    keys = ("name", "kind", "total_wan", "plan_wan", "leaders", "owner", "person", "deadline",
            "deadline_kind")  # fmt: skip
    assert [{key: each[key] for key in keys} for each in _projects(county)] == [
        {key: each[key] for key in keys} for each in EXPECTED["accepted"]
    ]


async def test_the_same_file_again_has_nothing_to_change(county: County, office: Person) -> None:
    await county.import_ledger(office)
    before = _projects(county)
    preview = await _send(county, office)
    assert "确认导入" not in [button.text for button in preview.buttons]
    assert _projects(county) == before


async def test_a_cancelled_file_changes_nothing(county: County, office: Person) -> None:
    preview = await _send(county, office)
    assert _projects(county) == []
    await county.tap(office, preview, "取消")
    assert _projects(county) == []


async def test_a_wrong_file_taken_back_has_told_nobody(county: County, office: Person) -> None:
    applied = await county.import_ledger(office)
    leader = await county.link("才仁巴桑")
    count = len(county.sandbox.messages(leader))
    await county.tap(office, applied, "撤销导入")
    assert _projects(county) == []
    await county.morning("2020-05-09")
    assert len(county.sandbox.messages(leader)) == count


async def test_the_cards_go_out_at_once_when_the_office_says_so(
    county: County, office: Person
) -> None:
    applied = await county.import_ledger(office)
    leader = await county.link("才仁巴桑")
    button = next(each for each in applied.buttons if each.data.endswith(":cards"))
    await county.tap(office, applied, button.text)
    card = await county.sandbox.wait_for(leader, "P01")
    assert "全部知悉" in [each.text for each in card.buttons]
