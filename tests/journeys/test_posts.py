"""Posts change hands and gaps are closed, over HTTP: what each of the people concerned sees."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import county_database, seat
from county import County

from bot.domain.terms import Role
from bot.papers.registers import render_register
from storage.engine import open_engine
from storage.unit_of_work import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "duban.db"
    path.write_bytes(county_database())
    engine = open_engine(f"sqlite:///{path}")
    yield Store(engine)
    engine.dispose()


async def test_a_post_changes_hands_and_the_new_holder_knows(county: County) -> None:
    office, old = seat(county, Role.OFFICE), seat(county, Role.RESPONSIBLE)
    new = seat(county, Role.LIAISON)

    asked = await county.say(office, "交接 陈海平 → 联络员小林 5月11日")
    assert "陈海平（县住建局） → 联络员小林" in asked.text
    assert "自2020年5月11日起，3项" in asked.text
    settled = await county.tap(office, asked, "确认交接")
    assert "到时自动办理" in settled.text

    await county.morning("2020-05-11")
    card = await county.sandbox.wait_for(new, "陈海平的工作自5月11日起交给您")
    assert "P02 县城主街道建设项目" in card.text
    assert "接手" in (await county.sandbox.wait_for(old, "您的3项")).text
    assert "已记知悉" in (await county.tap(new, card, "全部知悉")).text

    assert "✅ P02" in (await county.say(new, "P02 60%")).text
    assert "要转给责任人吗" not in (await county.say(old, "P02 70%")).text
    undone = await county.tap(office, settled, "撤销")
    assert "陈海平的项目和职务照旧" in undone.text
    assert "今天已报过（联络员小林 60%）" in (await county.say(old, "P02 65%")).text


async def test_whoever_stands_in_knows_in_their_place(county: County) -> None:
    office = seat(county, Role.OFFICE)
    seat(county, Role.LEADER)
    deputy = seat(county, Role.READER)

    noted = await county.say(office, "请假 马国栋 5月8日-5月20日 代 审计局老周")
    assert "由审计局老周代收代办" in noted.text
    await county.morning("2020-05-09")
    card = await county.sandbox.wait_for(deputy, "请过目")
    told = await county.tap(deputy, card, "全部知悉")
    assert "含代马国栋知悉" in told.text
    back = await county.tap(office, noted, "撤销")
    assert "马国栋在岗" in back.text


async def test_gaps_are_seen_and_closed(county: County) -> None:
    office, leader = seat(county, Role.OFFICE), seat(county, Role.LEADER)
    await county.morning("2020-05-09")
    card = await county.sandbox.wait_for(leader, "请过目")
    which = await county.tap(leader, card, "有不是我的")
    assert "已告诉督查室" in (await county.tap(leader, which, "P02")).text

    gaps = await county.say(office, "缺口")
    assert "知情率　包联 0/40　主管 0/40" in gaps.text
    assert len(gaps.text.splitlines()) <= 10
    dispute = await county.tap(office, gaps, "不是我的 1")
    assert "马国栋（包联领导）说不是自己的" in dispute.text
    settled = await county.tap(office, dispute, "仍归马国栋")
    assert "P02 仍归马国栋" in settled.text
    stays = await county.sandbox.wait_for(leader, "仍是您")
    await county.tap(leader, stays, "全部知悉")

    unlinked = next(each.text for each in gaps.buttons if "未关联" in each.text)
    group = await county.tap(office, gaps, unlinked)
    assert "点姓名生成邀请链接" in group.text
    name = group.buttons[0].text
    assert "t.me" in (await county.tap(office, group, name)).text
    assert "未关联" in (await county.say(office, "人员")).text


async def test_a_register_of_units_goes_in_and_out(county: County) -> None:
    office = seat(county, Role.OFFICE)
    line = ("县水务局", "李局长", "13800000001", "钱副县长", "13800000009", "镇一")
    county.sandbox.attach(office, "名册.xlsx", render_register("名册", "", [line]))
    preview = await county.sandbox.wait_for(office, "单位名册")
    assert "县水务局：负责人 无 → 李局长" in preview.text
    applied = await county.tap(office, preview, "确认导入")
    assert "变更 1 个" in applied.text
    assert "已撤销" in (await county.tap(office, applied, "撤销导入")).text
    assert "截至" in (await county.say(office, "单位名册")).text
