"""What people are told unprompted waits for their working hours, whatever happened meanwhile."""

from datetime import datetime

import pytest
from cast import Cast
from county import at

from bot.delivery.planner import Planner
from bot.domain.terms import Role
from storage.outbox import ANSWER

OFFICE = Role.OFFICE
FRIDAY_EVENING, SATURDAY, MONDAY_MORNING = (
    at("2020-05-15", "21:00"),
    at("2020-05-16"),
    "2020-05-18",
)


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast, linked, on a Friday afternoon."""
    cast.link(OFFICE)
    cast.clock.set(at("2020-05-15", "17:00"))
    return cast


def tick(cast: Cast) -> None:
    planner = Planner(cast.store, cast.clock, cast.policy, holder="me", wake=lambda: None)
    planner.tick()


def notify(cast: Cast, **about: object) -> None:
    with cast.services() as services:
        office = cast.person(services, OFFICE)
        order = {"kind": "audit", "day": "2020-05-15", **about}
        assert services.notices.notify(office, "audit", order)


def claimed(cast: Cast) -> list[str]:
    """Claim what may go out now; return what it is."""
    with cast.store.begin() as work:
        return [
            each.render["kind"]
            for each in work.outbox.claim("me", cast.clock.now(), 10)
            if each.priority > ANSWER
        ]


@pytest.mark.parametrize(
    "now",
    [pytest.param(FRIDAY_EVENING, id="at night"), pytest.param(SATURDAY, id="on a rest day")],
)
@pytest.mark.parametrize("died_sending", [False, True])
def test_a_notice_that_did_not_go_out_in_time_waits_for_the_next_working_morning(
    cast: Cast, now: datetime, died_sending: bool
) -> None:
    notify(cast)
    tick(cast)
    if died_sending:
        assert claimed(cast) == ["audit"]
    cast.clock.set(now)
    tick(cast)
    assert claimed(cast) == []
    cast.clock.set(at(MONDAY_MORNING, "07:59"))
    assert claimed(cast) == []
    cast.clock.set(at(MONDAY_MORNING, "08:00"))
    assert "audit" in claimed(cast)


def test_what_the_office_sends_by_hand_goes_at_once(cast: Cast) -> None:
    cast.clock.set(FRIDAY_EVENING)
    with cast.services() as services:
        services.work.outbox.add(
            1, cast.clock.now(), render={"kind": "cards", "at_once": True}, priority=10
        )
    tick(cast)
    assert claimed(cast) == ["cards"]
