"""Rows that are there already are passed over, and the database tells which went in."""

from county import at

from bot.domain.terms import Role
from storage.statements import insert_new_rows
from storage.tables import InboxState, RoleGrant
from storage.unit_of_work import Store


def test_insert_new_rows_returns_only_what_went_in(store: Store) -> None:
    with store.begin() as work:
        person = work.people.add("李岩", None)
        leader = {"person_id": person, "role": Role.LEADER}
        chief = {"person_id": person, "role": Role.CHIEF}
        first = insert_new_rows(work.session, RoleGrant, [leader])
        both = insert_new_rows(work.session, RoleGrant, [leader, chief])
        again = insert_new_rows(work.session, RoleGrant, [leader, chief])
    assert len(first) == 1
    assert len(both) == 1
    assert both != first
    assert again == []


def test_inserting_nothing_adds_nothing(store: Store) -> None:
    with store.begin() as work:
        assert insert_new_rows(work.session, RoleGrant, []) == []


def test_a_conflict_on_any_key_is_passed_over(store: Store) -> None:
    with store.begin() as work:
        for _ in range(2):
            work.inbox.add(10, 7, "{}", at("2020-05-08"), InboxState.READY)
        assert work.inbox.open() == 1
