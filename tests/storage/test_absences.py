"""Who is away, and who stands in."""

from datetime import date

from county import at
from ledger_entries import Ledger

from storage.unit_of_work import Store, Work

NOW = at("2020-05-08")


def _away(work: Work, person: int, delegate: int | None, first: str, last: str) -> int:
    days = {"first_day": date.fromisoformat(first), "last_day": date.fromisoformat(last)}
    return work.absences.add({"person_id": person, "delegate_id": delegate, **days}, NOW)


def test_a_delegate_stands_in_from_the_first_day_to_the_last(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        other = work.people.add("李四", ledger.unit)
        _away(work, ledger.owner, other, "2020-05-11", "2020-05-13")
        found = {day: work.people.standing_in(date(2020, 5, day)) for day in range(10, 15)}
    stands_in = {ledger.owner: other}
    assert found == {10: {}, 11: stands_in, 12: stands_in, 13: stands_in, 14: {}}


def test_the_b_post_stands_in_where_no_delegate_is_named(store: Store, ledger: Ledger) -> None:
    today = date(2020, 5, 11)
    with store.begin() as work:
        deputy, named = work.people.add("李四", ledger.unit), work.people.add("王五", ledger.unit)
        _away(work, ledger.owner, None, "2020-05-11", "2020-05-13")
        assert work.people.standing_in(today) == {}
        work.people.change(ledger.owner, deputy_id=deputy)
        assert work.people.standing_in(today) == {ledger.owner: deputy}
        _away(work, ledger.owner, named, "2020-05-11", "2020-05-13")
        assert work.people.standing_in(today) == {ledger.owner: named}


def test_who_comes_back_early_is_back(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        now = _away(work, ledger.owner, None, "2020-05-11", "2020-05-13")
        later = _away(work, ledger.owner, None, "2020-06-01", "2020-06-02")
        for absence in (now, later):
            work.absences.shorten(absence, date(2020, 5, 11))
        (left,) = work.absences.of_person(ledger.owner, date(2020, 5, 11))
        assert (left.id, left.last_day) == (now, date(2020, 5, 11))
        assert work.absences.from_day(date(2020, 5, 12)) == []
