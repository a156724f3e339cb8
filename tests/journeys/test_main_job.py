"""The whole job of a county, over HTTP: ledger in, lists, the morning, a reply, the summary."""

from county import County


async def test_the_main_job_from_ledger_to_summary(county: County) -> None:
    office = await county.link("王主任", role="office")
    applied = await county.import_ledger(office)
    assert "新增 40" in applied.text
    assert "不收 6 行" in applied.text

    leader = await county.link("才仁巴桑")
    owner = await county.link("陈海平", unit="县住建局")
    listed = await county.say(leader, "我的项目")
    assert "共4项" in listed.text
    assert "P01 晓龙沟水库项目" in listed.text

    await county.morning("2020-05-09")
    card = await county.sandbox.wait_for(leader, "请过目")
    assert "您包联4项" in card.text
    assert "已记知悉，共 4 项" in (await county.tap(leader, card, "全部知悉")).text
    await county.sandbox.wait_for(owner, "您负责3项")

    receipt = await county.say(owner, "P02 60% 本周120万 卡点:征地")
    assert "进度：无 → 60%" in receipt.text
    assert "累计完成：2950万元 → 3070万元" in receipt.text

    shown = await county.say(owner, "P02")
    assert "形象进度60%" in shown.text
    assert "卡点：征地" in shown.text
    summary = await county.say(office, "汇总")
    assert "截至5月9日08:30，已报1/40" in summary.text
    assert len(summary.text.splitlines()) <= 10

    undone = await county.tap(owner, receipt, "撤销")
    assert "进度：60% → 无" in undone.text
    assert "已报0/40" in (await county.say(office, "汇总")).text


async def test_a_reply_to_the_mornings_reminder_needs_no_code(county: County) -> None:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    owner = await county.link("郭振华", unit="国网X县供电公司")
    await county.morning("2020-05-09")
    await county.morning("2020-06-01")  # 29 days before 30 June, the rung of 30 in force

    reminder = await county.sandbox.wait_for(owner, "P09 县城电网升级改造项目（二期）　还有29天")
    receipt = await county.say(owner, "65", reply_to=reminder)

    assert "进度：无 → 65%" in receipt.text


async def test_a_week_offline_brings_one_message_with_the_latest_state(county: County) -> None:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    owner = await county.link("郭振华", unit="国网X县供电公司")
    await county.morning("2020-06-22")
    before = len(county.sandbox.messages(owner))

    await county.morning("2020-06-29", "09:40")  # the rungs of 7 and 3 days came and went

    new = county.sandbox.messages(owner)[before:]
    assert len(new) == 1
    assert "还有1天" in new[0].text
