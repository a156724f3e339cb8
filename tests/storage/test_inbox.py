"""Updates are kept once, and handled oldest first within a chat."""

import json

import pytest
from county import at
from sqlalchemy import text

from storage.inbox import MAX_ATTEMPTS
from storage.tables import InboxState
from storage.unit_of_work import Store, Work

NOW = at("2020-05-08")


def _arrive(
    work: Work, update_id: int, chat: int | None, state: InboxState = InboxState.READY
) -> bool:
    return work.inbox.add(update_id, chat, json.dumps({"update_id": update_id}), NOW, state)


def _next_payload(work: Work) -> str | None:
    arrival = work.inbox.next_ready()
    return arrival.payload if arrival else None


def test_an_update_delivered_twice_is_kept_once(store: Store) -> None:
    with store.begin() as work:
        assert _arrive(work, 500, chat=7)
        assert not _arrive(work, 500, chat=7)
    with store.begin() as work:
        assert not _arrive(work, 500, chat=7)
        assert work.inbox.open() == 1


def test_an_update_delivered_again_after_it_was_handled_stays_handled(store: Store) -> None:
    with store.begin() as work:
        _arrive(work, 500, chat=7)
        arrival = work.inbox.next_ready()
        assert arrival is not None
        work.inbox.done(arrival.id)
    with store.begin() as work:
        assert not _arrive(work, 500, chat=7)
        assert work.inbox.next_ready() is None


def test_rows_come_oldest_first(store: Store) -> None:
    with store.begin() as work:
        for update_id in (30, 10, 20):  # the order of arrival counts, not Telegram's number
            _arrive(work, update_id, chat=update_id)
        assert _next_payload(work) == '{"update_id": 30}'


def test_a_row_waits_for_the_earlier_one_of_its_chat_and_other_chats_go_on(store: Store) -> None:
    with store.begin() as work:
        _arrive(work, 1, chat=7, state=InboxState.RECEIVED)  # its file is still being fetched
        _arrive(work, 2, chat=7)
        _arrive(work, 3, chat=8)
        assert _next_payload(work) == '{"update_id": 3}'


def test_a_row_whose_file_was_read_is_ready_and_then_the_next_of_its_chat(store: Store) -> None:
    with store.begin() as work:
        _arrive(work, 1, chat=7, state=InboxState.RECEIVED)
        _arrive(work, 2, chat=7)
        (waiting,) = work.inbox.awaiting_preparation()
        work.inbox.prepared(waiting.id, '{"ledger": {}}')
        assert work.inbox.awaiting_preparation() == []
        first = work.inbox.next_ready()
        assert first is not None
        assert first.prepared == '{"ledger": {}}'
        work.inbox.done(first.id)
        assert _next_payload(work) == '{"update_id": 2}'
        kept = work.session.execute(text("SELECT prepared FROM inbox WHERE update_id = 1"))
        assert kept.scalar() is None, "what was read of a file is not kept for days"


def test_updates_without_a_chat_do_not_wait_for_each_other(store: Store) -> None:
    with store.begin() as work:
        _arrive(work, 1, chat=None, state=InboxState.RECEIVED)
        _arrive(work, 2, chat=None)
        assert _next_payload(work) == '{"update_id": 2}'


def test_a_row_that_fails_is_tried_again_and_then_a_dead_letter(store: Store) -> None:
    with store.begin() as work:
        _arrive(work, 1, chat=7)
        _arrive(work, 2, chat=7)
    verdicts = []
    for _ in range(MAX_ATTEMPTS):
        with store.begin() as work:
            arrival = work.inbox.next_ready()
            assert arrival is not None
            assert arrival.payload == '{"update_id": 1}'
            verdicts.append(work.inbox.failed(arrival.id, "ValueError: " + "x" * 5000))
    assert verdicts == [False, False, True]
    with store.begin() as work:
        assert work.inbox.dead_letters() == 1
        assert _next_payload(work) == '{"update_id": 2}', "a dead letter blocks nobody"


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_two_processes_at_once_take_rows_of_different_chats(store: Store) -> None:
    with store.begin() as work:
        for update_id, chat in ((1, 7), (2, 7), (3, 8)):
            _arrive(work, update_id, chat)
    with store.begin() as one, store.begin() as another:
        assert _next_payload(one) == '{"update_id": 1}'
        assert _next_payload(another) == '{"update_id": 3}', "the second of chat 7 must wait"
