"""The daily self-audit finds what did not go as it should have, and tells the office.

P02 of 陈海平 is due on Monday 31 August 2020; its rung of seven days falls on Monday the 24th.
"""

from datetime import date
from typing import Any

import pytest
from cast import Cast, id_of
from county import at
from sqlalchemy import delete, update

from bot.domain.audits import Difference, Finding
from bot.domain.escalations import Step
from bot.domain.records import Source
from bot.domain.rungs import Untold
from bot.domain.terms import Role
from storage.statements import table_of
from storage.tables import Escalation, Outbox, OutboxState, Reminder, ReminderState

OWNER, OFFICE = Role.RESPONSIBLE, Role.OFFICE
_R, _O, _E = table_of(Reminder), table_of(Outbox), table_of(Escalation)


@pytest.fixture(autouse=True)
def first_morning(aware_cast: Cast) -> None:
    """Let the messages of the first morning arrive."""
    day(aware_cast, "2020-08-24")


def day(cast: Cast, of: str) -> None:
    """Let a day's messages go out."""
    cast.morning(of)
    with cast.services() as services:
        for number, person in rows(services.work.session, _O.c.id, _O.c.person_id):
            services.digests.digest(person, number)
            services.work.outbox.sent(number, number, cast.clock.now())
            services.work.reminders.sent(number)


def rows(session: Any, *columns: Any) -> list[Any]:
    statement = _O.select().with_only_columns(*columns).where(_O.c.state == OutboxState.READY)
    return list(session.execute(statement))


def audit(cast: Cast, of: str = "2020-08-24") -> list[Difference]:
    """Run the audit of a day; return what it keeps."""
    cast.clock.set(at(of, "18:00"))
    with cast.services() as services:
        services.audits.run_if_due()
        return services.work.audits.of_day(date.fromisoformat(of))


def change(cast: Cast, statement: Any) -> None:
    with cast.services() as services:
        services.work.session.execute(statement)


def of_p02(cast: Cast) -> Any:
    with cast.services() as services:
        return (_R.c.project_id == services.projects.find("P02").id) & (
            _R.c.person_id == id_of(services, OWNER)
        )


def told(cast: Cast) -> int:
    """Return how many of the office are told of a difference."""
    with cast.services() as services:
        found = services.work.session.execute(_O.select().with_only_columns(_O.c.key)).scalars()
        return len([key for key in found if key and key.startswith("audit:")])


def test_a_day_on_which_all_went_is_kept_as_such(cast: Cast) -> None:
    assert audit(cast) == []
    with cast.services() as services:
        assert services.work.audits.last() == (date(2020, 8, 24), [])
    assert told(cast) == 0


def test_a_rung_that_was_never_planned_is_found(cast: Cast) -> None:
    change(cast, delete(_R).where(_R.c.project_id.in_(of_project(cast))))
    found = audit(cast)
    assert Difference(Finding.UNPLANNED, "P02", "陈海平", 7) in found
    assert told(cast) == 1


def of_project(cast: Cast) -> list[int]:
    return [cast.project("P02").id]


def test_a_rung_that_waits_although_its_message_has_gone_is_found_the_next_day(
    cast: Cast,
) -> None:
    change(cast, update(_R).where(of_p02(cast)).values(state=ReminderState.PLANNED))
    assert audit(cast) == [], "it may have been planned after the message"
    cast.clock.set(at("2020-08-25", "08:30"))
    with cast.services() as services:
        services.reminders.plan()  # and nobody makes a message of it
    assert Difference(Finding.UNSENT, "P02", "陈海平", 7) in audit(cast, "2020-08-25")


def test_a_rung_stored_as_sent_whose_message_is_dead_is_found(cast: Cast) -> None:
    change(cast, update(_O).values(state=OutboxState.DEAD))
    found = audit(cast)
    assert Difference(Finding.UNFOUNDED, "P02", "陈海平", 7) in found
    assert {each.finding for each in found} == {Finding.UNFOUNDED}


def test_a_message_that_hangs_is_found_after_an_hour(cast: Cast) -> None:
    change(cast, update(_R).where(of_p02(cast)).values(state=ReminderState.SENDING))
    assert audit(cast) == [Difference(Finding.UNSENT, "P02", "陈海平", 7)]


def test_a_step_without_a_record_is_found(cast: Cast) -> None:
    day(cast, "2020-09-01")
    change(cast, delete(_E).where(_E.c.project_id.in_(of_project(cast))))
    found = audit(cast, "2020-09-01")
    assert found == [Difference(Finding.STEP_MISSING, "P02", "", -1)]
    day(cast, "2020-09-03")
    with cast.services() as services:
        steps = services.work.cases.steps_of_project(cast.project("P02").id)
    assert {each.step for each in steps} >= {Step.UNIT_HEAD}, "it is taken late, not never"


def test_who_takes_a_post_on_is_told_of_the_rung_in_force_and_is_no_difference(
    cast: Cast,
) -> None:
    with cast.services() as services:
        (newcomer,) = services.work.people.add_all([{"name": "新联络员", "unit_id": 1}])
        services.work.duties.add(
            [
                {
                    "project_id": cast_project(services),
                    "person_id": newcomer,
                    "role": Role.LIAISON,
                    "position": 1,
                    "since": cast.clock.now(),
                }
            ]
        )
    assert audit(cast) == [Difference(Finding.JOINED, "P02", "新联络员", 7)]
    assert told(cast) == 0
    day(cast, "2020-08-25")
    assert audit(cast, "2020-08-25") == []


def cast_project(services: Any) -> int:
    return int(services.projects.find("P02").id)


def test_who_cannot_be_written_to_is_no_difference_and_has_a_reason(cast: Cast) -> None:
    with cast.services() as services:
        person = id_of(services, OWNER)
        services.work.people.unreachable(1000 + person, cast.clock.now())
    day(cast, "2020-08-28")
    assert audit(cast, "2020-08-28") == []
    with cast.services() as services:
        skipped = (
            _R.select()
            .with_only_columns(_R.c.reason)
            .where(_R.c.person_id == person, _R.c.state == ReminderState.SKIPPED)
        )
        assert set(services.work.session.execute(skipped).scalars()) == {Untold.UNREACHABLE}


def test_rest_days_are_not_audited(cast: Cast) -> None:
    cast.clock.set(at("2020-08-29", "18:00"))
    with cast.services() as services:
        services.audits.run_if_due()
        assert services.work.audits.last() is None


def test_what_was_entered_today_is_looked_at_tomorrow(cast: Cast) -> None:
    with cast.services() as services:
        office = cast.person(services, OFFICE)
        services.orders.hear(office, "节点 P02 主体封顶 8月30日", Source(office.id, 1))
        (node,) = [each for each in services.projects.find("P02").milestones if each.name]
    assert audit(cast) == []
    with cast.services() as services:
        services.work.session.execute(delete(_R).where(_R.c.milestone_id == node.id))
    day(cast, "2020-08-25")
    with cast.services() as services:
        services.work.session.execute(delete(_R).where(_R.c.milestone_id == node.id))
    found = audit(cast, "2020-08-25")
    assert {each.finding for each in found} == {Finding.UNPLANNED}
