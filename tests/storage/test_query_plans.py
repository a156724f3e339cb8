"""What is asked every tick and for every message is answered from a small partial index.

With a million open nodes an idle tick must cost what it costs with ten thousand.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from county import at
from sqlalchemy import Connection, event

from storage.outbox import SENDER
from storage.unit_of_work import Store, Work

NOW = at("2020-05-08")

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("ask", "indexes"),
    [
        pytest.param(
            lambda work: work.milestones.due_for_check(NOW.date(), 10),
            {"ix_milestone_next_check_on"},
            id="milestones due for a check",
        ),
        pytest.param(
            lambda work: work.outbox.claim("me", NOW, 10),
            {"ix_outbox_open", "ix_outbox_held"},
            id="claiming",
        ),
        pytest.param(
            lambda work: work.outbox.next_due(NOW), {"ix_outbox_held"}, id="the next due message"
        ),
        pytest.param(
            lambda work: work.outbox.mark_uncertain(expired_at=NOW),
            {"ix_outbox_sending"},
            id="expired leases",
        ),
        pytest.param(
            lambda work: work.inbox.next_ready(), {"ix_inbox_open"}, id="the next update"
        ),
        pytest.param(
            lambda work: work.inbox.awaiting_preparation(), {"ix_inbox_open"}, id="files to read"
        ),
        pytest.param(
            lambda work: work.reminders.people_waiting(NOW.date()),
            {"ix_reminder_planned"},
            id="people with a planned reminder",
        ),
        pytest.param(
            lambda work: work.duties.card_due(NOW.date()), {"ix_duty_card_due_on"}, id="cards due"
        ),
        pytest.param(
            lambda work: work.duties.untold(), {"ix_duty_card_due_on"}, id="untold people"
        ),
    ],
)
def test_the_question_is_answered_from_its_indexes(
    store: Store, ask: Callable[[Work], object], indexes: set[str]
) -> None:
    plans = _plans(store, ask)
    for index in indexes:
        assert any(index in step for step in plans), plans
    tables = {index.split("_")[1] for index in indexes}
    walked = [step for step in plans if any(step.startswith(f"SCAN {each}") for each in tables)]
    assert not [step for step in walked if not any(index in step for index in indexes)]


def _plans(store: Store, ask: Callable[[Work], object]) -> list[str]:
    """Return the steps by which SQLite answers the statements of *ask*."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Connection, _cursor: object, sql: str, values: Any, *_: object) -> None:
        asked.append((sql, values))

    with store.begin() as work:
        work.facts.take_lease(SENDER, "me", NOW, NOW + timedelta(minutes=1))
        event.listen(store.engine, "before_cursor_execute", note)
        ask(work)
        event.remove(store.engine, "before_cursor_execute", note)
        connection = work.session.connection()
        return [
            str(row[-1])
            for sql, values in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
