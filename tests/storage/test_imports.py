"""Ledger files that came in, and what leans on them, on both databases."""

import pytest
from county import at
from ledger_entries import Ledger

from bot.domain.records import Source
from storage.trail import Change
from storage.unit_of_work import Store

NOW = at("2020-05-08")


@pytest.fixture
def batch(store: Store, ledger: Ledger) -> int:
    with store.begin() as work:
        return work.imports.add(ledger.owner, "台账.xlsx", {"rejected": []}, NOW)


def test_the_bytes_of_a_file_come_back_as_they_were(store: Store, batch: int) -> None:
    data = bytes(range(256)) * 1000
    with store.begin() as work:
        assert work.imports.file(batch) is None
        work.imports.keep_file(batch, data)
    with store.read() as work:
        assert work.imports.file(batch) == data


def test_of_two_who_apply_a_file_at_once_one_does(store: Store, batch: int) -> None:
    with store.begin() as work:
        assert work.imports.move(batch, "waiting", "applied")
        assert not work.imports.move(batch, "waiting", "applied")


def test_refused_rows_wait_until_a_later_file_is_applied(store: Store, batch: int) -> None:
    with store.begin() as work:
        work.imports.move(batch, "waiting", "applied", effects={"to_complete": [{"row": 24}]})
    with store.read() as work:
        assert work.imports.to_complete() == [{"row": 24}]
    with store.begin() as work:
        later = work.imports.add(None, "台账2.xlsx", {}, NOW)
        work.imports.move(later, "waiting", "applied", effects={"to_complete": []})
        assert work.imports.to_complete() == []


def test_a_file_that_took_anothers_place_leaves_none_waiting(store: Store, batch: int) -> None:
    with store.begin() as work:
        waiting = work.imports.get(batch)
        assert waiting is not None
        assert waiting.person_id is not None
        work.imports.drop_waiting(waiting.person_id, NOW)
    with store.read() as work:
        dropped = work.imports.get(batch)
        assert dropped is not None
        assert dropped.state == "cancelled"


def test_what_changed_after_a_change_leaves_out_what_was_taken_back(
    store: Store, ledger: Ledger
) -> None:
    with store.begin() as work:
        for value in ("10", "20", "30"):
            change = Change("project", ledger.project, "percent", None, value, ledger.project)
            work.trail.add([change], NOW, ledger.owner, Source())
        first = work.trail.count() - 2
    with store.read() as work:
        later = work.trail.after(first, [ledger.project], [(first + 1, first + 1)], 10)
        assert [each.new for each in later] == ["30"]
        assert work.trail.after(first, [], [], 10) == []
