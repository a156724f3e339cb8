"""Updates on their way in: kept before Telegram is told, whatever happens to the connection."""

from county import TOKEN, County
from mailbag import Mailbag
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from bot.delivery.intake import chat_of, _pause_after


async def test_an_update_handed_over_twice_is_handled_once(mail: Mailbag) -> None:
    person = mail.county.sandbox.persons[0]
    known = mail.texts()
    mail.county.sandbox.drop_next("getUpdates")
    mail.county.sandbox.say(person, "帮助")
    raw = {"update_id": 1, "message": mail.county.sandbox.messages(person)[-1].raw}
    mail.county.duban.intake.keep([raw])
    mail.county.duban.intake.keep([raw])
    await mail.county.sandbox.wait_for(person, len(known) + 1)
    await mail.go()
    with mail.county.store.read() as work:
        assert work.inbox.open() == 0
