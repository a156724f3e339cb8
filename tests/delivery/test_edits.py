"""Messages that change others: in place where they stand, in their place where they never left."""

from datetime import timedelta

from mailbag import Mailbag


async def test_an_edit_changes_the_message_in_place(mail: Mailbag) -> None:
    known = mail.texts()
    number = mail.queue("旧")
    await mail.go()
    edit = mail.queue("新", edits=number)
    await mail.go()
    assert mail.new_texts(known) == ["新"]
    assert mail.row(edit)["message_id"] == mail.row(number)["message_id"]


async def test_an_edit_that_changes_nothing_counts_as_sent(mail: Mailbag) -> None:
    known = mail.texts()
    number = mail.queue("旧")
    await mail.go()
    edit = mail.queue("旧", edits=number)
    await mail.go()
    assert mail.state(edit) == "sent"
    assert mail.new_texts(known) == ["旧"]


async def test_an_edit_of_a_message_that_is_gone_is_a_new_message(mail: Mailbag) -> None:
    known = mail.texts()
    number = mail.queue("旧")
    await mail.go()
    chats = mail.county.sandbox.chats
    message = chats.message(mail.person.chat_id, mail.row(number)["message_id"])
    assert message is not None
    chats.delete(message)
    edit = mail.queue("新", edits=number)
    await mail.go()
    assert mail.new_texts(known) == ["新"]
    assert mail.row(edit)["message_id"] != message.id


async def test_an_edit_takes_the_place_of_what_never_left(mail: Mailbag) -> None:
    known = mail.texts()
    soon = mail.county.clock.now() + timedelta(seconds=5)
    number = mail.queue("旧", not_before=soon)
    assert mail.queue("新", edits=number) == number
    await mail.go_later(5)
    assert mail.new_texts(known) == ["新"]


async def test_an_edit_of_what_may_have_arrived_waits_for_its_second_copy(mail: Mailbag) -> None:
    known = mail.texts()
    mail.county.sandbox.drop_next("sendMessage")
    number = mail.queue("旧")
    await mail.go()
    edit = mail.queue("新", edits=number)
    assert edit != number
    await mail.go()
    assert mail.state(edit) == "ready"
    await mail.go_later(5)
    assert mail.new_texts(known) == ["旧", "新"]


async def test_an_edit_of_an_edit_changes_the_same_message(mail: Mailbag) -> None:
    known = mail.texts()
    number = mail.queue("一")
    await mail.go()
    second = mail.queue("二", edits=number)
    await mail.go()
    mail.queue("三", edits=second)
    await mail.go()
    assert mail.new_texts(known) == ["三"]
