"""Messages are claimed once, in order, by whoever holds the lease, and settled honestly."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from county import at

from storage.outbox import ANSWER, DIGEST, LEASE, NOTICE, SENDER
from storage.unit_of_work import Store, Work

NOW = at("2020-05-08")
CHAT = 7
HELLO = {"text": "您好"}


@pytest.fixture
def store(store: Store) -> Store:
    """A store in which `me` holds the sender's lease."""
    with store.begin() as work:
        work.facts.take_lease(SENDER, "me", NOW, NOW + timedelta(minutes=1))
    return store


def _queue(work: Work, text: str = "您好", chat: int = CHAT, **more: Any) -> int:
    number = work.outbox.add(chat, NOW, body={"text": text}, **more)
    assert number is not None
    return number


def _claim(work: Work, now: datetime = NOW, **more: Any) -> list[int]:
    return [each.id for each in work.outbox.claim("me", now, more.pop("limit", 10), **more)]


def test_each_row_is_claimed_once(store: Store) -> None:
    with store.begin() as work:
        numbers = [_queue(work, chat=chat) for chat in range(5)]
    with store.begin() as work:
        first = _claim(work, limit=3)
    with store.begin() as work:
        second = _claim(work, limit=3)
        assert _claim(work) == []
    assert first + second == numbers


def test_answers_go_before_notices_and_notices_before_digests(store: Store) -> None:
    with store.begin() as work:
        digest = _queue(work, chat=1, priority=DIGEST)
        notice = _queue(work, chat=2, priority=NOTICE)
        answers = [_queue(work, chat=chat, priority=ANSWER) for chat in (3, 4)]
        assert _claim(work, limit=2) == answers
        assert _claim(work) == [notice, digest]


def test_of_a_chat_only_the_first_is_claimed_so_that_the_next_waits_for_its_fate(
    store: Store,
) -> None:
    with store.begin() as work:
        digest, first, second = _queue(work, priority=DIGEST), _queue(work), _queue(work)
        assert _claim(work) == [first]
        assert _claim(work, resting={CHAT}) == [], "the sender rests a chat it is writing to"
        work.outbox.sent(first, 99, NOW)
        assert _claim(work) == [second]
        work.outbox.sent(second, 100, NOW)
        assert _claim(work) == [digest]


def test_what_is_no_more_urgent_waits_behind_a_row_that_is_to_be_tried_again(
    store: Store,
) -> None:
    soon = NOW + timedelta(seconds=4)
    with store.begin() as work:
        notice = _queue(work, priority=NOTICE)
        _claim(work)
        work.outbox.again(notice, "timed out", soon, certain=True)
        later, answer = _queue(work, priority=NOTICE), _queue(work, priority=ANSWER)
        other = _queue(work, chat=8, priority=NOTICE)
        assert _claim(work) == [answer, other]
        work.outbox.sent(answer, 99, NOW)
        assert _claim(work) == []
        assert _claim(work, soon) == [notice]
        work.outbox.sent(notice, 100, soon)
        assert _claim(work, soon) == [later]


def test_whoever_lost_the_lease_claims_nothing(store: Store) -> None:
    with store.begin() as work:
        number = _queue(work)
        assert work.outbox.claim("another", NOW, 10) == []
        later = NOW + timedelta(minutes=2)
        assert work.facts.take_lease(SENDER, "another", later, later + timedelta(minutes=1))
        assert work.outbox.claim("me", later, 10) == []
        assert [each.id for each in work.outbox.claim("another", later, 10)] == [number]


def test_chats_that_rest_are_left_out(store: Store) -> None:
    with store.begin() as work:
        _queue(work, chat=7)
        other = _queue(work, chat=8)
        assert _claim(work, resting={7}) == [other]


def test_a_held_back_row_is_claimed_when_its_time_has_come(store: Store) -> None:
    morning = at("2020-05-09", "08:00")
    with store.begin() as work:
        number = _queue(work, not_before=morning)
        assert _claim(work) == []
        assert work.outbox.next_due(NOW) == morning
        assert work.outbox.waiting(NOW) == 0
        assert _claim(work, morning) == [number]
        assert work.outbox.next_due(morning) is None


def test_a_claimed_row_tells_when_it_expires(store: Store) -> None:
    evening = at("2020-05-08", "20:00")
    with store.begin() as work:
        _queue(work, expires_at=evening, priority=DIGEST)
        (parcel,) = work.outbox.claim("me", NOW, 1)
    assert parcel.expires_at == evening
    assert parcel.attempts == 1
    assert parcel.body == HELLO


def test_a_key_is_queued_once_whatever_became_of_the_row(store: Store) -> None:
    with store.begin() as work:
        number = _queue(work, key="digest:1:2020-05-08")
        assert work.outbox.add(CHAT, NOW, body=HELLO, key="digest:1:2020-05-08") is None
        work.outbox.sent(number, 99, NOW)
        assert work.outbox.add(CHAT, NOW, body=HELLO, key="digest:1:2020-05-08") is None
        assert work.outbox.add(CHAT, NOW, body=HELLO) is not None
        assert work.outbox.add(CHAT, NOW, body=HELLO) is not None


# edits


def test_an_edit_of_an_unsent_row_takes_its_place(store: Store) -> None:
    with store.begin() as work:
        number = _queue(work, "旧")
        assert work.outbox.add(CHAT, NOW, body={"text": "新"}, edits=number) == number
        (parcel,) = work.outbox.claim("me", NOW, 10)
    assert parcel.id == number
    assert parcel.body == {"text": "新"}


def test_an_edit_of_a_sent_row_is_a_row_of_its_own(store: Store) -> None:
    with store.begin() as work:
        number = _queue(work, "旧")
        _claim(work)
        work.outbox.sent(number, 99, NOW)
        edit = work.outbox.add(CHAT, NOW, body={"text": "新"}, edits=number)
        assert edit not in (None, number)
        (parcel,) = work.outbox.claim("me", NOW, 10)
        assert parcel.edits == number
        assert work.outbox.message_id(number) == 99


def test_an_edit_of_a_row_on_its_way_or_of_unknown_fate_is_a_row_of_its_own(
    store: Store,
) -> None:
    with store.begin() as work:
        number = _queue(work, "旧")
        _claim(work)
        assert work.outbox.add(CHAT, NOW, body={"text": "新"}, edits=number) != number
        work.outbox.again(number, "timed out", None, certain=False)
        assert work.outbox.add(CHAT, NOW, body={"text": "新"}, edits=number) != number


# fates


def test_a_row_whose_lease_ran_out_is_uncertain_and_sent_again(store: Store) -> None:
    with store.begin() as work:
        number = _queue(work)
        _claim(work)
        assert work.outbox.mark_uncertain(expired_at=NOW + LEASE) == 0
        assert work.outbox.mark_uncertain(expired_at=NOW + LEASE + timedelta(seconds=1)) == 1
        (parcel,) = work.outbox.claim("me", NOW, 10)
    assert parcel.id == number
    assert parcel.attempts == 2


def test_at_a_start_all_that_was_on_its_way_is_uncertain(store: Store) -> None:
    with store.begin() as work:
        _queue(work)
        unclaimed = _queue(work, chat=8)
        _claim(work, resting={8})
        assert work.outbox.mark_uncertain() == 1
        assert work.outbox.waiting(NOW) == 2
        assert unclaimed in _claim(work)


def test_a_row_put_back_waits_for_its_time(store: Store) -> None:
    soon = NOW + timedelta(seconds=4)
    with store.begin() as work:
        number = _queue(work)
        _claim(work)
        work.outbox.again(number, "timed out", soon, certain=False)
        assert _claim(work) == []
        assert _claim(work, soon) == [number]


@pytest.mark.parametrize("settle", ["sent", "skipped", "dead"])
def test_a_settled_row_is_never_claimed_again(store: Store, settle: str) -> None:
    with store.begin() as work:
        number = _queue(work)
        _claim(work)
        if settle == "sent":
            work.outbox.sent(number, 99, NOW)
        else:
            getattr(work.outbox, settle)(number, "why")
        assert work.outbox.mark_uncertain() == 0
        assert _claim(work) == []
        assert work.outbox.waiting(NOW) == 0
        assert work.outbox.undelivered() == (settle == "dead")


def test_all_that_waits_for_a_chat_that_refuses_us_dies_at_once(store: Store) -> None:
    with store.begin() as work:
        sent = _queue(work)
        work.outbox.sent(sent, 99, NOW)
        waiting = {_queue(work) for _ in range(3)}
        other = _queue(work, chat=8)
        _claim(work, limit=1)
        buried = work.outbox.bury_chat(CHAT, "Forbidden: bot was blocked by the user")
        assert set(buried) == waiting
        assert work.outbox.undelivered() == 3
        assert _claim(work) == [other]


def test_what_waits_follows_a_chat_that_migrated_and_what_was_sent_stays(store: Store) -> None:
    with store.begin() as work:
        sent = _queue(work, chat=-7)
        work.outbox.sent(sent, 99, NOW)
        waiting = _queue(work, chat=-7)
        work.outbox.move_chat(-7, -1007)
        (parcel,) = work.outbox.claim("me", NOW, 10)
        assert (parcel.id, parcel.chat_id) == (waiting, -1007)
        assert work.outbox.by_message(-7, 99) is not None


def test_a_message_is_found_by_its_number_or_by_its_mark_in_its_own_chat(
    store: Store,
) -> None:
    with store.begin() as work:
        number = _queue(work, project_id=12)
        work.outbox.sent(number, 99, NOW)
        found = work.outbox.by_message(CHAT, 99)
        assert found is not None
        assert (found.id, found.project_id) == (number, 12)
        assert work.outbox.by_mark(CHAT, number) == found
        assert work.outbox.by_message(8, 99) is None
        assert work.outbox.by_mark(8, number) is None


def test_what_was_rendered_is_kept_for_a_second_try(store: Store) -> None:
    with store.begin() as work:
        number = work.outbox.add(CHAT, NOW, render={"kind": "digest", "person": 1})
        assert number is not None
        _claim(work)
        work.outbox.fix_body(number, HELLO, project_id=12)
        work.outbox.again(number, "timed out", None, certain=False)
        (parcel,) = work.outbox.claim("me", NOW, 10)
    assert parcel.body == HELLO
    assert parcel.project_id == 12
