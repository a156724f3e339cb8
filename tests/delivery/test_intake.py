"""Updates on their way in: kept before Telegram is told, whatever happens to the connection."""

import asyncio
import logging

import pytest
from county import TOKEN
from mailbag import Mailbag
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.delivery.intake import MAX_BACKOFF_S, _pause_after, chat_of


async def test_an_update_handed_over_twice_is_handled_once(mail: Mailbag) -> None:
    person = mail.county.sandbox.persons[0]
    known = mail.texts()
    mail.county.sandbox.say(person, "帮助")
    mail.county.sandbox.drop_next("getUpdates", after_effect=True)
    said = mail.county.sandbox.messages(person)[-1].raw
    for _ in range(2):
        mail.county.duban.intake.keep([{"update_id": 1, "message": said}])
    await mail.county.sandbox.wait_for(person, len(known) + 2)
    await mail.go()
    assert len(mail.new_texts(known)) == 2


async def test_nothing_is_confirmed_that_could_not_be_kept(mail: Mailbag) -> None:
    intake, sandbox = mail.county.duban.intake, mail.county.sandbox
    person = sandbox.persons[0]
    known = mail.texts()
    with mail.county.store.begin() as work:
        work.session.connection().exec_driver_sql("ALTER TABLE inbox RENAME TO hidden")
    sandbox.say(person, "帮助")
    said = {"update_id": sandbox.updates.next_id - 1, "message": sandbox.messages(person)[-1].raw}
    offset = intake._offset
    with pytest.raises(Exception, match="inbox"):
        intake.keep([said])
    assert intake._offset == offset
    with mail.county.store.begin() as work:
        work.session.connection().exec_driver_sql("ALTER TABLE hidden RENAME TO inbox")
    await sandbox.wait_for(person, len(known) + 1)


class _Ear(logging.Handler):
    """Tells as soon as something is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = asyncio.Event()
        self.words = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.words = record.getMessage()
        self.heard.set()


async def test_a_second_poller_is_noticed(mail: Mailbag) -> None:
    sandbox, ear = mail.county.sandbox, _Ear()
    logging.getLogger("bot.delivery.intake").addHandler(ear)
    await sandbox.updates.polled()
    async with Bot(TOKEN, base_url=f"{sandbox.url}/bot") as another:
        assert await another.get_updates(timeout=0) == ()
    await ear.heard.wait()
    logging.getLogger("bot.delivery.intake").removeHandler(ear)
    assert "Another process polls" in ear.words


@pytest.mark.parametrize(
    ("raw", "chat"),
    [
        pytest.param({"message": {"chat": {"id": 7}}}, 7, id="a message"),
        pytest.param({"edited_message": {"chat": {"id": 7}}}, 7, id="an edited message"),
        pytest.param({"my_chat_member": {"chat": {"id": 7}}}, 7, id="a block"),
        pytest.param(
            {"callback_query": {"from": {"id": 8}, "message": {"chat": {"id": -7}}}},
            -7,
            id="a tap in a group",
        ),
        pytest.param({"callback_query": {"from": {"id": 8}}}, 8, id="a tap on what is gone"),
        pytest.param({"poll": {"id": "7"}}, None, id="something else"),
    ],
)
def test_the_chat_of_an_update_keeps_its_order(raw: dict[str, object], chat: int | None) -> None:
    assert chat_of(raw) == chat


@pytest.mark.parametrize(
    ("error", "failures", "seconds"),
    [
        pytest.param(RetryAfter(7), 1, 7, id="Telegram says how long"),
        pytest.param(Conflict("terminated"), 1, 5, id="another poller"),
        pytest.param(NetworkError("down"), 1, 2, id="the first failure"),
        pytest.param(NetworkError("down"), 3, 8, id="the third"),
        pytest.param(NetworkError("down"), 99, MAX_BACKOFF_S, id="the hundredth"),
        pytest.param(InvalidToken(), 99, MAX_BACKOFF_S, id="a refused token is tried on"),
    ],
)
def test_how_long_polling_pauses(error: TelegramError, failures: int, seconds: float) -> None:
    assert _pause_after(error, failures) == seconds
