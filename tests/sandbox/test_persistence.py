from pathlib import Path

from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox import Button, Sandbox


async def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "state" / "sandbox.sqlite"
    async with Sandbox(state_path=path) as sandbox:
        person = sandbox.add_person("李岩")
        group = sandbox.add_group("督查室群", [person])
        sandbox.say(person, "/start")
        attached = sandbox.attach(person, "台账.xlsx", b"PK")
        async with Bot("1:sandbox", base_url=f"{sandbox.url}/bot") as bot:
            keys = InlineKeyboardMarkup([[InlineKeyboardButton("知悉", callback_data="ack")]])
            sent = await bot.send_message(person.id, "您好", reply_markup=keys)
            wrong = await bot.send_message(person.id, "误发")
            await bot.delete_message(person.id, wrong.message_id)
            await bot.set_my_commands([BotCommand("list", "我的项目")])
            waiting = await bot.get_updates()
            await bot.get_updates(offset=waiting[1].update_id)
    async with Sandbox(state_path=path) as sandbox:
        assert (sandbox.persons, sandbox.groups) == ([person], [group])
        assert [message.text for message in sandbox.messages(person)] == ["/start", "", "您好"]
        assert sandbox.messages(person)[-1].buttons == [Button("知悉", "ack", "")]
        files = f"{sandbox.url}/file/bot"
        async with Bot("1:sandbox", base_url=f"{sandbox.url}/bot", base_file_url=files) as bot:
            left = [update.update_id for update in await bot.get_updates()]
            assert left == [update.update_id for update in waiting[1:]]
            file = await bot.get_file(str(attached.file_id))
            assert bytes(await file.download_as_bytearray()) == b"PK"
            assert [one.command for one in await bot.get_my_commands()] == ["list"]
            later = await bot.send_message(person.id, "再见")
            assert later.message_id == sent.message_id + 2
            assert sandbox.update({"poll": {}}) == left[-1] + 1


async def test_numbers_of_confirmed_updates_are_not_given_again(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.sqlite"
    async with Sandbox(state_path=path) as sandbox:
        last = sandbox.update({"poll": {}})
        sandbox.updates.confirm_below(last + 1)
    async with Sandbox(state_path=path) as sandbox:
        assert sandbox.update({"poll": {}}) == last + 1


def test_the_first_number_is_the_same_in_every_run() -> None:
    assert Sandbox().update({"poll": {}}) == Sandbox().update({"poll": {}})
