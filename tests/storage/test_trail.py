"""Every change is a line of a trail that nobody can alter."""

import pytest
from county import at
from ledger_entries import Ledger
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.records import Source
from storage.trail import Change
from storage.unit_of_work import Store


def _note(store: Store, ledger: Ledger) -> None:
    change = Change("project", ledger.project, "percent", None, "60", ledger.project, "report 1")
    with store.begin() as work:
        work.trail.add([change], at("2020-05-08"), ledger.owner, Source(7, 42))


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE trail SET new = '100'", id="update"),
        pytest.param("DELETE FROM trail", id="delete"),
        pytest.param("DELETE FROM trail WHERE id = 1", id="delete one line"),
    ],
)
def test_the_database_refuses_to_alter_the_trail(
    store: Store, ledger: Ledger, statement: str
) -> None:
    _note(store, ledger)
    with pytest.raises(DBAPIError, match="append-only"), store.begin() as work:
        work.session.execute(text(statement))
    with store.read() as work:
        assert [line.new for line in work.trail.recent(10)] == ["60"]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_postgresql_refuses_to_truncate_the_trail(store: Store, ledger: Ledger) -> None:
    _note(store, ledger)
    with pytest.raises(DBAPIError, match="append-only"), store.begin() as work:
        work.session.execute(text("TRUNCATE trail"))


def test_a_line_tells_who_changed_what_of_which_project_and_why(
    store: Store, ledger: Ledger
) -> None:
    _note(store, ledger)
    with store.read() as work:
        (line,) = work.trail.recent(10)
    assert (line.code, line.project, line.field) == ("P01", "县城主街道建设项目", "percent")
    assert (line.old, line.new, line.by, line.reason) == (None, "60", "陈海平", "report 1")
    assert line.at == at("2020-05-08")


def test_several_names_are_told_in_their_order(store: Store, ledger: Ledger) -> None:
    change = Change("project", ledger.project, "leaders", ("李岩",), ("李岩", "周毅"), 1)
    with store.begin() as work:
        work.trail.add([change], at("2020-05-08"), None, Source())
    with store.read() as work:
        (line,) = work.trail.recent(10)
    assert (line.old, line.new, line.by) == ("李岩", "李岩、周毅", "")


def test_changes_are_counted_by_project_and_in_all(store: Store, ledger: Ledger) -> None:
    with store.read() as work:
        before = work.trail.count()
    _note(store, ledger)
    _note(store, ledger)
    with store.read() as work:
        assert work.trail.count() == before + 2
        assert work.trail.counts([ledger.project, 999]) == {ledger.project: 2}
