"""One unit of work: it commits whole or not at all."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from county import at
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.tables import InboxState
from storage.unit_of_work import Store, Work

NOW = at("2020-05-08")


class OopsError(Exception):
    """Something went wrong."""


def test_what_raises_undoes_the_whole_unit(store: Store) -> None:
    with pytest.raises(OopsError), store.begin() as work:
        _put_and_fail(work, "clock")
    with store.read() as work:
        assert work.facts.get("clock") is None


def test_a_savepoint_undoes_its_own_writes_and_no_more(store: Store) -> None:
    with store.begin() as work:
        work.inbox.add(1, 7, "{}", NOW, InboxState.READY)
        with pytest.raises(OopsError), work.savepoint():
            _put_and_fail(work, "inner")
        work.facts.put("outer", "x")
    with store.read() as work:
        assert work.facts.get("inner") is None
        assert work.facts.get("outer") == "x"
        assert work.inbox.open() == 1


def test_a_unit_that_was_only_tried_leaves_nothing(store: Store) -> None:
    with store.begin() as work:
        work.people.add("李岩", None)
        work.forget()
    with store.read() as work:
        assert work.people.everybody() == []


def test_reading_goes_on_beside_a_writer_and_sees_one_state(store: Store) -> None:
    with store.begin() as writer:
        writer.facts.put("clock", "now")
        with store.read() as reader:
            assert reader.facts.get("clock") is None
    with store.read() as reader:
        assert reader.facts.get("clock") == "now"


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_sqlite_is_opened_so_that_what_is_committed_survives_a_power_cut(store: Store) -> None:
    with store.read() as work:
        asked = {
            pragma: work.session.execute(text(f"PRAGMA {pragma}")).scalar()
            for pragma in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize(
    ("begin", "waits"),
    [
        pytest.param(Store.begin, {"FULL", "on"}, id="what people told"),
        pytest.param(Store.begin_unsynced, {"NORMAL", "off"}, id="what could be done again"),
    ],
)
def test_only_what_could_be_done_again_does_not_wait_for_the_disk(
    store: Store, begin: Callable[[Store], AbstractContextManager[Work]], waits: set[str]
) -> None:
    for other in (Store.begin, Store.begin_unsynced, begin):
        with other(store) as work:
            asked = _synchronous(work)
    assert asked in waits


def _synchronous(work: Work) -> str:
    if work.session.get_bind().dialect.name == "sqlite":
        level: int = work.session.execute(text("PRAGMA synchronous")).scalar_one()
        return ["OFF", "NORMAL", "FULL"][level]
    return str(work.session.execute(text("SHOW synchronous_commit")).scalar_one())


def test_a_reference_to_nobody_is_refused(store: Store) -> None:
    with pytest.raises(DBAPIError), store.begin() as work:
        work.people.add("李岩", unit_id=99)


def _put_and_fail(work: Work, name: str) -> None:
    work.facts.put(name, "x")
    raise OopsError
