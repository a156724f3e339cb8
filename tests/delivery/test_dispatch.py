"""Updates on their way to their handler: one transaction each, none lost, none in another's way."""

import asyncio
from typing import Any

import pytest
from county import County
from mailbag import Mailbag
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.domain.errors import StrangerError
from handlers.context import BotContext

BEFORE_ALL_OTHERS = -1


async def _waits(_update: Update, context: BotContext) -> None:
    context.turn.work.facts.put("waited", "yes")
    await asyncio.sleep(0)


async def _breaks(_update: Update, context: BotContext) -> None:
    context.turn.work.facts.put("broke", "yes")
    raise ZeroDivisionError


async def _refuses(_update: Update, context: BotContext) -> None:
    context.turn.work.facts.put("refused", "yes")
    raise StrangerError


def _handle(county: County, word: str, callback: Any) -> None:
    handler: MessageHandler[BotContext, None] = MessageHandler(filters.Regex(word), callback)
    county.duban.application.add_handler(handler, BEFORE_ALL_OTHERS)


def _fact(county: County, name: str) -> str | None:
    with county.store.read() as work:
        return work.facts.get(name)


@pytest.mark.parametrize(
    ("callback", "fact", "error"),
    [
        pytest.param(_waits, "waited", "AwaitInTransactionError", id="a handler that awaits"),
        pytest.param(_breaks, "broke", "ZeroDivisionError", id="a handler that breaks"),
    ],
)
async def test_what_fails_three_times_is_a_dead_letter_with_an_apology(
    mail: Mailbag, callback: Any, fact: str, error: str
) -> None:
    _handle(mail.county, "出错", callback)
    other = await mail.county.link("才仁巴桑", role="reader")
    person = mail.county.sandbox.persons[0]
    known = mail.texts()
    mail.county.sandbox.say(person, "出错")
    mail.county.sandbox.say(person, "帮助")
    mail.county.sandbox.say(other, "帮助")
    await mail.county.sandbox.wait_for(other, 2)
    await mail.county.sandbox.wait_for(person, len(known) + 2)
    await mail.go()

    apology, help_text = mail.new_texts(known)
    assert "没能处理" in apology
    assert help_text == mail.texts(other)[-1]
    assert [each.partition(":")[0] for each in mail.dead_letters()] == [error]
    assert _fact(mail.county, fact) is None


async def test_what_a_person_got_wrong_undoes_the_handlers_writes_and_is_answered(
    mail: Mailbag,
) -> None:
    _handle(mail.county, "不行", _refuses)
    answer = await mail.county.say(mail.county.sandbox.persons[0], "不行")
    assert "邀请链接" in answer.text
    await mail.go()
    assert _fact(mail.county, "refused") is None
    assert mail.dead_letters() == []


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param({"message": {"nonsense": 1}}, id="a message that is none"),
        pytest.param({"message": 5}, id="a number"),
        pytest.param({"message": {"document": 5, "chat": "?"}}, id="a file that is none"),
        pytest.param({"callback_query": {"message": None, "from": []}}, id="a tap by nobody"),
        pytest.param({"edited_message": {"chat": {"id": {}}}}, id="a chat without a number"),
    ],
)
async def test_an_update_that_cannot_be_read_is_one_dead_letter_and_blocks_nothing(
    mail: Mailbag, odd: dict[str, Any]
) -> None:
    mail.county.sandbox.update(odd)
    assert (await mail.county.say(mail.county.sandbox.persons[0], "帮助")).text
    await mail.go()
    assert len(mail.dead_letters()) == 1


async def test_half_a_character_is_kept_and_blocks_nothing(mail: Mailbag) -> None:
    person = mail.county.sandbox.persons[0]
    said = mail.county.sandbox.messages(person)[0].raw
    mail.county.duban.intake.keep([{"update_id": 1, "message": said | {"text": "进度\ud83d"}}])
    assert (await mail.county.say(person, "帮助")).text
    await mail.go()
    with mail.county.store.read() as work:
        assert work.inbox.open() == 0
    assert mail.dead_letters() == []


async def test_an_update_of_an_unknown_kind_is_passed_over(mail: Mailbag) -> None:
    mail.county.sandbox.update({"something_new": {"id": 1}})
    assert (await mail.county.say(mail.county.sandbox.persons[0], "帮助")).text
    await mail.go()
    assert mail.dead_letters() == []


async def test_a_tap_is_answered_after_the_commit_and_its_failure_changes_nothing(
    county: County,
) -> None:
    office = await county.link("王主任", role="office")
    summary = await county.say(office, "汇总")
    county.sandbox.fail_next("answerCallbackQuery", status=400)
    assert "截至" in (await county.tap(office, summary, "纯文本")).text
    query = county.sandbox.tap(office, summary.id, "纯文本")
    assert await county.sandbox.answer(query) == {"text": "", "show_alert": False}
