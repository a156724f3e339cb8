"""Who goes first: in a chat one after the other, answers before what can wait."""

from datetime import timedelta

from county import County, at
from mailbag import Mailbag

from bot.delivery.planner import TICK_S, Planner
from bot.sandbox import Message
from storage.outbox import ANSWER, DIGEST, PAPER


async def test_messages_to_a_chat_arrive_in_the_order_they_were_queued(mail: Mailbag) -> None:
    known = mail.texts()
    said = [str(number) for number in range(20)]
    for text in said:
        mail.queue(text)
    await mail.go()
    assert mail.new_texts(known) == said


async def test_answers_go_before_digests_and_papers(mail: Mailbag) -> None:
    known = mail.texts()
    for text, priority in (("文件", PAPER), ("提醒", DIGEST), ("答复", ANSWER)):
        mail.queue(text, priority=priority)
    await mail.go()
    assert mail.new_texts(known) == ["答复", "提醒", "文件"]


async def test_what_must_be_tried_again_is_not_overtaken(mail: Mailbag) -> None:
    known = mail.texts()
    mail.county.sandbox.fail_next("sendMessage", status=500)
    first, second = mail.queue("一"), mail.queue("二")
    await mail.go()
    assert (mail.state(first), mail.state(second)) == ("uncertain", "ready")
    await mail.go_later(5)
    assert mail.new_texts(known) == ["一", "二"]


async def test_an_answer_does_not_wait_behind_a_paper_that_is_tried_again(mail: Mailbag) -> None:
    known = mail.texts()
    mail.county.sandbox.fail_next("sendMessage", status=500)
    mail.queue("文件", priority=PAPER)
    await mail.go()
    mail.queue("答复")
    await mail.go()
    assert mail.new_texts(known) == ["答复"]
    await mail.go_later(5)
    assert mail.new_texts(known) == ["答复", "文件"]


async def test_a_chat_that_hangs_holds_up_no_other(mail: Mailbag) -> None:
    other = await mail.county.link("才仁巴桑", role="reader")
    gate = mail.county.sandbox.hold_next("sendMessage")
    mail.queue("一")
    mail.county.duban.sender.wake()
    await gate.arrived.wait()
    mail.queue("二", other)
    mail.county.duban.sender.wake()
    await mail.county.sandbox.wait_for(other, "二")
    gate.opened.set()
    await mail.go()
    assert mail.texts()[-1] == "一"


async def test_a_process_that_lost_the_lease_sends_nothing_and_does_not_win_it_back(
    mail: Mailbag,
) -> None:
    county = mail.county
    other = Planner(county.store, county.clock, county.policy, holder="other", wake=lambda: None)
    other.tick()
    number = mail.queue("您好")
    county.duban.sender._claim()
    assert mail.state(number) == "ready"
    assert county.duban.sender.idle
    county.clock.set(county.clock.now() + timedelta(seconds=TICK_S))
    county.duban.planner.tick()
    with county.store.begin() as work:
        assert [each.id for each in work.outbox.claim("other", county.clock.now(), 9)] == [number]


async def test_taps_on_both_copies_of_a_reminder_do_the_same_thing_once(county: County) -> None:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    owner = await county.link("郭振华", unit="国网X县供电公司")
    await county.morning("2020-05-09")
    county.sandbox.drop_next("sendMessage", times=2)  # the office has a message too
    await county.morning("2020-06-02")
    mail = Mailbag(county, owner)
    await mail.go_later(10)

    def is_reminder(message: Message) -> bool:
        return message.from_bot and "还有28天" in message.text

    copies = [each for each in county.sandbox.messages(owner) if is_reminder(each)]
    assert len(copies) == 2
    assert copies[0].text == copies[1].text
    first = await county.tap(owner, copies[0], "照旧")
    assert "P09" in first.text
    again = await county.tap(owner, copies[1], "照旧")
    assert "已经记过" in again.text
    with county.store.read() as work:
        project = next(each for each in work.projects.all() if each.code == "P09")
        assert len(work.reports.standing_since(project.id, at("2020-05-01"))) == 1


async def test_a_reply_to_the_copy_whose_number_was_lost_finds_its_project(county: County) -> None:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    owner = await county.link("郭振华", unit="国网X县供电公司")
    await county.morning("2020-05-09")
    county.sandbox.drop_next("sendMessage", times=2)  # the office has a message too
    await county.morning("2020-06-02")
    lost = await county.sandbox.wait_for(owner, "还有28天")
    receipt = await county.say(owner, "65", reply_to=lost)
    assert "→ 65%" in receipt.text


async def test_a_digest_that_could_not_go_out_all_day_is_due_the_next_morning(
    county: County,
) -> None:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    owner = await county.link("郭振华", unit="国网X县供电公司")
    await county.morning("2020-05-09")
    county.sandbox.fail_next("sendMessage", status=500, times=2)
    await county.morning("2020-06-02")
    await county.morning("2020-06-02", "20:00")
    mail = Mailbag(county, owner)
    assert not any("还有28天" in text for text in mail.texts())
    await county.morning("2020-06-03")
    await county.sandbox.wait_for(owner, "P09 县城电网升级改造项目（二期）　还有27天")
