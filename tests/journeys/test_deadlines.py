"""A later date: asked for by the owner, decided by the leader, heard by who asked."""

import pytest
from county import County, at

from bot.sandbox import Person


@pytest.fixture
async def office(county: County) -> Person:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    return office


async def test_a_later_date_is_granted_by_the_first_named_leader(
    county: County, office: Person
) -> None:
    owner = await county.link("陈海平", unit="县住建局")
    first, second = await county.link("马国栋"), await county.link("江巴尖措")
    before = len(county.sandbox.messages(second))

    receipt = await county.say(owner, "P02 申请延期到10月底，因征地")
    assert "2020年10月31日" in receipt.text
    request = await county.sandbox.wait_for(first, "申请延期")
    assert len(county.sandbox.messages(second)) == before, "only the first-named leader decides"
    assert "征地" in request.text

    decided = await county.tap(first, request, "同意")
    assert "马国栋已同意" in decided.text
    await county.sandbox.wait_for(owner, "时限改为")
    card = await county.say(owner, "P02")
    assert "2020年10月31日" in card.text
    assert "原定2020年8月31日" in card.text
    assert "已延期1次" in card.text
    assert "2020年10月31日" in (await county.say(office, "P02")).text


async def test_a_refused_date_leaves_the_deadline(county: County, office: Person) -> None:
    del office
    owner = await county.link("陈海平", unit="县住建局")
    leader = await county.link("马国栋")
    await county.say(owner, "P02 申请延期到10月底，因征地")
    request = await county.sandbox.wait_for(leader, "申请延期")
    await county.tap(leader, request, "不同意")
    await county.sandbox.wait_for(owner, "不同意延期")
    assert "原定" not in (await county.say(owner, "P02")).text


async def test_a_request_taken_back_cannot_be_granted(county: County, office: Person) -> None:
    del office
    owner = await county.link("陈海平", unit="县住建局")
    leader = await county.link("马国栋")
    receipt = await county.say(owner, "P02 申请延期到10月底，因征地")
    request = await county.sandbox.wait_for(leader, "申请延期")
    await county.tap(owner, receipt, "撤销")
    late = await county.tap(leader, request, "同意")
    assert "已失效" in late.text


async def test_asked_refused_asked_again_and_granted_by_three_people(
    county: County, office: Person
) -> None:
    """The card, the history and the summary tell one story."""
    owner = await county.link("陈海平", unit="县住建局")
    leader = await county.link("马国栋")
    card = await county.say(owner, "P02")
    asked = await county.tap(owner, card, "申请延期")
    assert "要延到哪一天" in asked.text
    why = await county.say(owner, "9月底")
    assert "因为什么" in why.text
    assert "申请延到2020年9月30日" in (await county.say(owner, "施工队没到位")).text
    request = await county.sandbox.wait_for(leader, "申请延期")
    assert "施工队没到位" in request.text
    await county.tap(leader, request, "不同意")
    await county.sandbox.wait_for(owner, "不同意延期")

    county.clock.set(at("2020-09-10"))
    await county.say(owner, "P02 申请延期到10月底，因征地")
    again = await county.sandbox.wait_for(leader, "10月31日")
    await county.tap(leader, again, "同意")
    await county.sandbox.wait_for(owner, "时限改为")

    shown = (await county.say(office, "P02")).text
    assert "2020年10月31日" in shown
    assert "原定2020年8月31日，已延期1次，变更时已超期共10天" in shown
    history = (await county.say(office, "/history P02")).text
    granted, refused = "完成时限延期 2020年8月31日 → 2020年10月31日", "不同意延期到2020年9月30日"
    assert history.index(granted) < history.index(refused), "newest first"
    assert "🔴 P02" not in (await county.say(office, "汇总")).text
