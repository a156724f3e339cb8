import pytest
from telegram import Bot

from bot.sandbox import Message, Person, Sandbox


async def test_everything_people_do_reaches_the_bot(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    said = sandbox.say(person, "60%", reply_to=1)
    sandbox.edit(person, said.id, "65%")
    sandbox.attach(person, "工地.jpg", b"\xff\xd8", caption="主体完工", photo=True)
    sandbox.attach(person, "台账.xlsx", b"PK")
    sandbox.forward(person, said)
    sandbox.sticker(person)
    sandbox.voice(person)
    sandbox.location(person)
    sandbox.contact(person, "13800000000")
    updates = await bot.get_updates()
    messages = [update.effective_message for update in updates]
    assert [message.text or message.caption for message in messages[:3] if message] == [
        "60%",
        "65%",
        "主体完工",
    ]
    assert updates[1].edited_message is not None
    kinds = [message.effective_attachment is not None for message in messages if message]
    assert kinds == [False, False, True, True, False, True, True, True, True]


async def test_blocking_and_coming_back_are_told(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    sandbox.block(person)
    sandbox.block(person)
    sandbox.say(person, "我回来了")
    left, back, said = await bot.get_updates()
    assert left.my_chat_member is not None
    assert back.my_chat_member is not None
    assert said.message is not None
    assert left.my_chat_member.new_chat_member.status == "kicked"
    assert back.my_chat_member.new_chat_member.status == "member"


async def test_in_a_group_the_bot_hears_what_is_meant_for_it(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    group = sandbox.add_group("督查室群", [person])
    sent = await bot.send_message(group.id, "报进度")
    sandbox.say(person, "聊点别的", chat=group)
    sandbox.say(person, "/list", chat=group)
    sandbox.say(person, "@duban_bot 在吗", chat=group)
    sandbox.say(person, "60%", chat=group, reply_to=sent.message_id)
    joined, *heard = await bot.get_updates()
    assert joined.my_chat_member is not None
    assert [update.message.text for update in heard if update.message] == [
        "/list",
        "@duban_bot 在吗",
        "60%",
    ]


def test_a_button_that_is_not_there_cannot_be_tapped(sandbox: Sandbox, person: Person) -> None:
    with pytest.raises(LookupError, match="no button"):
        sandbox.tap(person, 1, "知悉")


async def test_waiting_ends_with_the_message_or_tells_what_was_said(
    sandbox: Sandbox, bot: Bot, person: Person
) -> None:
    first = await bot.send_message(person.id, "第一条")
    said = sandbox.say(person, "60%")
    assert (await sandbox.wait_for(person, "第一")).id == first.message_id
    assert (await sandbox.wait_for(person, 1)).id == first.message_id
    with pytest.raises(TimeoutError, match="第一条"):
        await sandbox.wait_for(person, "第一", timeout=0, after=said)
    await bot.edit_message_text("第一条（改）", person.id, first.message_id)

    def was_edited(message: Message) -> bool:
        return message.edited

    assert (await sandbox.wait_for(person, was_edited, after=said)).text == "第一条（改）"
