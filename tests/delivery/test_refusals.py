"""What becomes of a message for each thing that Telegram may say instead of yes."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from county import County
from mailbag import Mailbag
from telegram.request import HTTPXRequest

from storage.outbox import DIGEST


async def test_too_many_requests_pauses_and_then_it_goes(mail: Mailbag) -> None:
    loop = asyncio.get_running_loop()
    mail.county.sandbox.fail_next("sendMessage", status=429, retry_after=1)
    number, began = mail.queue("您好"), loop.time()
    await mail.go()
    assert mail.state(number) == "sent"
    assert loop.time() - began >= 1
    assert mail.texts()[-1:] == ["您好"]


async def test_who_blocks_us_loses_what_waits_and_is_reachable_by_their_next_word(
    mail: Mailbag,
) -> None:
    county, person = mail.county, mail.person
    office = await county.link("王主任", role="office")
    tomorrow = county.clock.now() + timedelta(days=1)
    waiting = [
        mail.queue("一"),
        mail.queue("二", priority=DIGEST),
        mail.queue("三", not_before=tomorrow),
    ]
    other = mail.queue("四", office)
    county.sandbox.fail_next("sendMessage", status=403)
    await mail.go()

    assert [mail.state(each) for each in waiting] == ["dead", "dead", "dead"]
    assert mail.state(other) == "sent"
    assert _is_unreachable(county, person.chat_id)
    summary = await county.say(office, "汇总")
    assert "未送达3条" in summary.text
    assert "陈海平" in (await county.tap(office, summary, "未送达 3")).text

    linked = next(each for each in county.sandbox.persons if each.id == person.chat_id)
    await county.say(linked, "帮助")
    assert not _is_unreachable(county, person.chat_id)


async def test_a_refusal_older_than_what_they_were_answered_buries_nothing(mail: Mailbag) -> None:
    known = mail.texts()
    mail.county.sandbox.fail_next("sendMessage", status=403)
    digest, later = mail.queue("一", priority=DIGEST), mail.queue("二", priority=DIGEST)
    mail.county.duban.sender._claim()
    answer = mail.queue("您好")  # they took us back and wrote while the refusal was on its way
    await mail.go()
    assert [mail.state(each) for each in (digest, later, answer)] == ["sent"] * 3
    assert mail.new_texts(known) == ["您好", "一", "二"]
    assert not _is_unreachable(mail.county, mail.person.chat_id)


async def test_who_wrote_and_blocked_us_at_once_is_unreachable_all_the_same(mail: Mailbag) -> None:
    mail.county.sandbox.fail_next("sendMessage", status=403, times=3)
    waiting = [mail.queue("一", priority=DIGEST), mail.queue("二", priority=DIGEST)]
    mail.county.duban.sender._claim()
    waiting += [mail.queue("三"), mail.queue("四")]
    await mail.go()
    assert [mail.state(each) for each in waiting] == ["dead"] * 4
    assert _is_unreachable(mail.county, mail.person.chat_id)


async def test_a_group_that_became_a_supergroup_is_followed(mail: Mailbag) -> None:
    sandbox = mail.county.sandbox
    group = sandbox.add_group("督办群", sandbox.persons)
    first, second = mail.queue("一", group), mail.queue("二", group)
    new = sandbox.upgrade(group)
    await mail.go()
    assert mail.texts(new) == ["一", "二"]
    assert [mail.row(each)["chat_id"] for each in (first, second)] == [new.id, new.id]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<b>", id="HTML that does not parse"),
        pytest.param("长" * 4097, id="too long"),
        pytest.param("", id="empty"),
    ],
)
async def test_what_telegram_will_never_take_is_dead_and_blocks_nothing(
    mail: Mailbag, text: str
) -> None:
    bad, good = mail.queue(text), mail.queue("您好")
    await mail.go()
    assert mail.state(bad) == "dead"
    assert mail.row(bad)["error"]
    assert mail.state(good) == "sent"
    with mail.county.store.read() as work:
        assert work.outbox.undelivered() == 1


@pytest.mark.parametrize("after_effect", [True, False])
async def test_a_connection_that_drops_leaves_it_uncertain_and_it_is_sent_again(
    mail: Mailbag, after_effect: bool
) -> None:
    known = mail.texts()
    mail.county.sandbox.drop_next("sendMessage", after_effect=after_effect)
    number = mail.queue("您好")
    await mail.go()
    assert mail.state(number) == "uncertain"
    await mail.go_later(5)
    assert mail.state(number) == "sent"
    assert mail.new_texts(known) == ["您好"] * (1 + after_effect)


@pytest.mark.parametrize("status", [500, 502])
async def test_a_fault_on_telegrams_side_is_tried_again(mail: Mailbag, status: int) -> None:
    mail.county.sandbox.fail_next("sendMessage", status=status, times=2)
    number = mail.queue("您好")
    await mail.go()
    assert mail.state(number) == "uncertain"
    await mail.go_later(5)
    assert mail.state(number) == "uncertain"
    await mail.go_later(20)
    assert mail.state(number) == "sent"


async def test_an_answer_that_takes_too_long_leaves_it_uncertain(mail: Mailbag) -> None:
    request = mail.county.duban.application.bot.request
    assert isinstance(request, HTTPXRequest)
    request._client.timeout = httpx.Timeout(0.2)  # PTB's five seconds would be spent waiting
    known = mail.texts()
    gate = mail.county.sandbox.hold_next("sendMessage", after_effect=True)
    number = mail.queue("您好")
    await mail.go()
    assert mail.state(number) == "uncertain"
    gate.opened.set()
    await mail.go_later(5)
    assert mail.state(number) == "sent"
    assert mail.new_texts(known) == ["您好", "您好"]


async def test_what_never_left_is_surely_unsent(mail: Mailbag) -> None:
    sandbox = mail.county.sandbox
    port = int(sandbox.url.rpartition(":")[2])
    await sandbox.stop()
    number = mail.queue("您好")
    await mail.go()
    first = mail.state(number)
    await mail.go_later(5)
    assert (first, mail.state(number)) in {("ready", "ready"), ("uncertain", "ready")}
    await sandbox.start(port=port)
    await mail.go_later(20)
    assert mail.state(number) == "sent"


async def test_a_refused_token_is_tried_on(mail: Mailbag) -> None:
    mail.county.sandbox.fail_next("sendMessage", status=401, description="Unauthorized")
    number = mail.queue("您好")
    await mail.go()
    assert mail.state(number) == "ready"
    await mail.go_later(5)
    assert mail.state(number) == "sent"


async def test_what_we_fail_to_make_is_tried_three_times_and_then_shown(mail: Mailbag) -> None:
    with mail.county.store.begin() as work:
        broken = work.outbox.add(
            mail.person.chat_id, mail.county.clock.now(), render={"kind": "digest"}
        )
    assert broken is not None
    await mail.go()
    assert mail.state(broken) == "uncertain"
    await mail.go_later(2)
    assert mail.state(broken) == "uncertain"
    await mail.go_later(5)
    assert mail.state(broken) == "dead"
    assert mail.row(broken)["attempts"] == 3


async def test_what_has_expired_is_not_sent(mail: Mailbag) -> None:
    known = mail.texts()
    soon = mail.county.clock.now() + timedelta(seconds=3)
    mail.county.sandbox.fail_next("sendMessage", status=500)
    number = mail.queue("今早的提醒", expires_at=soon)
    await mail.go()
    await mail.go_later(10)
    assert mail.state(number) == "skipped"
    assert mail.new_texts(known) == []


def _is_unreachable(county: County, chat_id: int) -> bool:
    with county.store.read() as work:
        person = work.people.by_chat(chat_id)
    assert person is not None
    return person.unreachable
