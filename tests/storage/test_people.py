"""Persons, units, roles and invites."""

from datetime import timedelta

from county import at
from ledger_entries import Ledger

from bot.domain.terms import Role
from storage.unit_of_work import Store

NOW = at("2020-05-08")
IN_A_WEEK = NOW + timedelta(days=7)


def test_a_person_is_returned_with_unit_roles_and_chat(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        work.people.grant([(ledger.owner, Role.LIAISON)])
        work.people.change(ledger.owner, chat_id=7_000_000_000)
        person = work.people.by_chat(7_000_000_000)
    assert person is not None
    assert (person.name, person.unit, person.phone) == ("陈海平", "县住建局", "13800000002")
    assert person.roles == {Role.RESPONSIBLE, Role.LIAISON}
    assert not person.unreachable


def test_namesakes_are_told_apart_by_their_unit(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        other = work.people.add("陈海平", None)
        assert [each.id for each in work.people.by_name("陈海平")] == [ledger.owner, other]
        assert [each.id for each in work.people.by_name("陈海平", "县住建局")] == [ledger.owner]


def test_new_people_get_their_numbers_in_the_order_they_were_given(store: Store) -> None:
    names = [f"第{number}人" for number in range(50)]
    with store.begin() as work:
        numbers = work.people.add_all([{"name": each, "unit_id": None} for each in names])
        assert [work.people.by_id(each).name for each in numbers] == names


def test_a_role_is_granted_once_and_can_be_revoked(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        assert work.people.grant([(ledger.owner, Role.RESPONSIBLE)]) == []
        (grant,) = work.people.grant([(ledger.owner, Role.OFFICE), (ledger.owner, Role.OFFICE)])
        assert [each.id for each in work.people.holding(Role.OFFICE)] == [ledger.owner]
        work.people.revoke([grant])
        assert work.people.holding(Role.OFFICE) == []


def test_whoever_is_linked_and_reachable_can_be_written_to(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        assert [each.id for each in work.people.not_linked()] == [ledger.owner]
        work.people.change(ledger.owner, chat_id=7)
        assert [each.id for each in work.people.linked()] == [ledger.owner]
        assert work.people.not_linked() == []
        assert work.people.unreachable(7, NOW) == ledger.owner
        assert work.people.linked() == []
        work.people.unreachable(7, None)
        assert [each.id for each in work.people.linked()] == [ledger.owner]
        assert work.people.unreachable(8, NOW) is None


def test_an_invite_is_redeemed_once(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        work.people.add_invite(ledger.owner, "hash", NOW, IN_A_WEEK)
        assert work.people.redeem_invite("other", NOW) is None
        assert work.people.redeem_invite("hash", NOW) == ledger.owner
        assert work.people.redeem_invite("hash", NOW) is None


def test_an_invite_dies_when_its_time_is_up(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        work.people.add_invite(ledger.owner, "hash", NOW, IN_A_WEEK)
        assert work.people.redeem_invite("hash", IN_A_WEEK) is None


def test_a_new_invite_kills_the_old_one_of_the_same_person_only(
    store: Store, ledger: Ledger
) -> None:
    with store.begin() as work:
        other = work.people.add("周毅", None)
        work.people.add_invite(other, "other", NOW, IN_A_WEEK)
        work.people.add_invite(ledger.owner, "old", NOW, IN_A_WEEK)
        work.people.add_invite(ledger.owner, "new", NOW, IN_A_WEEK)
        assert work.people.redeem_invite("old", NOW) is None
        assert work.people.redeem_invite("new", NOW) == ledger.owner
        assert work.people.redeem_invite("other", NOW) == other


def test_only_who_and_what_nothing_needs_is_unneeded(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        idle = work.people.add("周毅", None)
        linked = work.people.add("李岩", None)
        work.people.change(linked, chat_id=9)
        units = work.people.add_units(["县水务局", "县教育局"])
        work.people.add("尼玛松保", units["县水务局"])
        assert work.people.unneeded([idle, linked, ledger.owner]) == [idle]
        assert work.people.unneeded_units([ledger.unit, *units.values()]) == [units["县教育局"]]
        work.people.add_invite(idle, "hash", NOW, IN_A_WEEK)
        work.people.grant([(idle, Role.LEADER)])
        work.people.remove([idle])
        work.people.remove_units([units["县教育局"]])
        assert work.people.by_name("周毅") == []
        assert set(work.people.units()) == {"县住建局", "县水务局"}
