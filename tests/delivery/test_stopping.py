"""An end is quick, whatever is under way, and what was not settled goes out in the next life."""

import asyncio
import os
from pathlib import Path

from county import READING, TOKEN, County
from mailbag import Mailbag, read_when_told
from pydantic import SecretStr

from bot.app import Duban
from bot.delivery.pace import Pace
from bot.delivery.sender import GRACE_S
from bot.settings import Settings

PROMPTLY_S = GRACE_S + 2


async def _next_life(county: County) -> Duban:
    settings = Settings(token=SecretStr(TOKEN), api_url=county.sandbox.url)
    duban = Duban(settings, county.policy, county.clock, county.store, Pace(10_000, 0, 0))
    await duban.start()
    return duban


async def test_an_end_waits_for_neither_telegram_nor_a_file(mail: Mailbag, tmp_path: Path) -> None:
    county = mail.county
    office = await county.link("王主任", role="office")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    county.duban.preparation._read_file = read_when_told
    file_asked = county.sandbox.hold_next("getFile")
    county.sandbox.attach(office, "台账.xlsx", str(pipe).encode())
    await file_asked.arrived.wait()
    await county.sandbox.wait_for(office, READING)
    file_asked.opened.set()
    hanging = county.sandbox.hold_next("sendMessage")
    number = mail.queue("您好")
    county.duban.sender.wake()
    await hanging.arrived.wait()

    async with asyncio.timeout(PROMPTLY_S):
        await county.duban.stop()
    assert mail.state(number) == "sending"


async def test_what_telegram_is_just_taking_is_not_sent_twice(mail: Mailbag) -> None:
    known = mail.texts()
    gate = mail.county.sandbox.hold_next("sendMessage", after_effect=True)
    number = mail.queue("您好")
    mail.county.duban.sender.wake()
    await gate.arrived.wait()
    ending = asyncio.create_task(mail.county.duban.stop())
    await asyncio.sleep(0)
    gate.opened.set()
    await ending
    assert mail.state(number) == "sent"
    assert mail.new_texts(known) == ["您好"]


async def test_what_was_cut_off_is_sent_again_by_the_next_life(mail: Mailbag) -> None:
    known = mail.texts()
    mail.county.sandbox.hold_next("sendMessage", after_effect=True)
    number, second = mail.queue("一"), mail.queue("二")
    mail.county.duban.sender.wake()
    await mail.county.sandbox.wait_for(mail.county.sandbox.persons[0], "一")
    await mail.county.duban.stop()
    duban = await _next_life(mail.county)
    await duban.settled()
    await duban.stop()
    assert (mail.state(number), mail.state(second)) == ("sent", "sent")
    assert mail.new_texts(known) == ["一", "一", "二"]


async def test_the_newest_process_sends_and_the_one_before_it_nothing_more(mail: Mailbag) -> None:
    newest = await _next_life(mail.county)
    number = mail.queue("您好")
    mail.county.duban.sender._claim()
    assert mail.county.duban.sender.idle
    newest.sender.wake()
    await newest.settled()
    assert mail.state(number) == "sent"
    await newest.stop()


async def test_it_may_be_stopped_twice(mail: Mailbag) -> None:
    mail.county.duban._start_ticking()  # as a second after the start
    await mail.county.duban.stop()
    await mail.county.duban.stop()
