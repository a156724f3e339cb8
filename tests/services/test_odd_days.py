"""Downtime, odd ledgers and clocks that jump: nothing is sent twice, nothing is dropped.

P02 and P26 of 陈海平 are due on Monday 31 August 2020.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cast import Cast, id_of
from county import ZONE, at
from simulation.posts import Delivery, Post
from sqlalchemy import delete

from bot.clock import FrozenClock
from bot.delivery.planner import Planner
from bot.domain.escalations import Step
from bot.domain.terms import Role
from storage.statements import table_of
from storage.tables import Duty

OWNER, LEADER, HEAD = Role.RESPONSIBLE, Role.LEADER, Role.UNIT_HEAD


class Days:
    """The cast with a planner and a post: days go by and messages arrive."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.lives = 0
        self.start()

    def start(self) -> None:
        """Let the process end and begin anew."""
        self.lives += 1
        self.holder = f"life {self.lives}"
        clock, policy = self.cast.clock, self.cast.policy
        self.planner = Planner(
            self.cast.store, clock, policy, holder=self.holder, wake=lambda: None
        )
        self.post = Post(self.cast.store, clock, policy)

    def tick(self, day: str, hour: str = "08:30") -> list[Delivery]:
        """Let the clock show an instant, tick, and deliver; return what arrived."""
        self.cast.clock.set(at(day, hour))
        self.planner.tick()
        return self.post.deliver(self.holder)

    def read(self, role: Role, arrived: list[Delivery]) -> list[str]:
        """Return the texts of what reached one of the cast."""
        with self.cast.services() as services:
            number = id_of(services, role)
        return [each.body["text"] for each in arrived if each.person_id == number]


@pytest.fixture
def days(aware_cast: Cast) -> Days:
    """The cast, all linked and aware; the messages of the first morning have gone."""
    days = Days(aware_cast)
    days.tick("2020-08-24")
    return days


# downtime


@pytest.mark.parametrize(
    ("back", "hour", "left"),
    [
        pytest.param("2020-08-25", "09:30", None, id="an hour: the rung of the day before is out"),
        pytest.param("2020-08-31", "08:30", "今天到期", id="a week: the latest rung"),
        pytest.param("2021-08-24", "08:30", "超期358天", id="a year: the latest rung"),
    ],
)
def test_after_downtime_one_message_a_person_tells_the_latest(
    days: Days, back: str, hour: str, left: str | None
) -> None:
    days.start()
    arrived = days.tick(back, hour) + days.tick(back, "12:00")
    assert max(Counter(each.person_id for each in arrived).values(), default=0) <= 1
    texts = days.read(OWNER, arrived)
    lines = [line for text in texts for line in text.splitlines() if "P02 县城" in line]
    assert len(lines) == (left is not None)
    assert all(left in line for line in lines if left)


def test_after_a_year_no_step_is_jumped_and_the_audit_finds_nothing(days: Days) -> None:
    days.start()
    days.tick("2021-08-24")
    days.tick("2021-08-24", "18:00")
    with days.cast.services() as services:
        steps = services.work.cases.steps_of_project(services.projects.find("P02").id)
        assert list(dict.fromkeys(each.step for each in steps)) == list(Step)
        assert services.work.audits.last() == (date(2021, 8, 24), [])


def test_what_was_claimed_when_the_process_died_goes_out_and_is_stored_once(days: Days) -> None:
    days.cast.clock.set(at("2020-08-28"))
    days.planner.tick()
    days.cast.clock.set(at("2020-08-28", "08:30"))
    days.planner.tick()
    assert days.post.claim(days.holder), "and it dies"
    days.start()
    arrived = days.tick("2020-08-28", "08:31")
    assert len(days.read(OWNER, arrived)) == 1
    assert days.tick("2020-08-28", "09:00") == []


# odd ledgers


def test_a_project_without_a_leader_is_told_of_to_the_line_leader(days: Days) -> None:
    with days.cast.services() as services:
        project = services.projects.find("P02").id
        duty = table_of(Duty)
        services.work.session.execute(
            delete(duty).where(duty.c.project_id == project, duty.c.role == Role.LEADER)
        )
    days.tick("2020-09-03")
    with days.cast.services() as services:
        steps = services.work.cases.steps_of_project(project)
        leaders = [each.person_id for each in steps if each.step is Step.LEADERS]
        assert leaders == [id_of(services, Role.LINE_LEADER)]


def test_a_leader_who_heads_the_owner_unit_is_told_at_the_first_step_alone(days: Days) -> None:
    with days.cast.services() as services:
        leader = id_of(services, LEADER)
        project = services.projects.find("P02")
        services.work.people.change_unit(project.owner_unit_id, head_id=leader)
        services.work.milestones.look_again(days.cast.clock.today())
    days.tick("2020-09-01")
    days.tick("2020-09-03")
    with days.cast.services() as services:
        steps = services.work.cases.steps_of_project(project.id)
    told = [each.step for each in steps if each.person_id == leader]
    assert told == [Step.UNIT_HEAD]


def test_who_is_unlinked_in_the_middle_of_a_case_is_phoned_for_and_loses_nothing(
    days: Days,
) -> None:
    days.tick("2020-08-31")
    with days.cast.services() as services:
        head = id_of(services, HEAD)
        services.work.people.change(head, chat_id=None)
    days.tick("2020-09-01")
    with days.cast.services() as services:
        (step,) = services.work.cases.steps_of_project(services.projects.find("P02").id)
        assert (step.person_id, step.to_phone) == (head, True)
    assert days.tick("2020-09-01", "18:00") == [], "the audit finds no difference"


def test_a_deadline_moved_to_the_past_is_overdue_at_once_and_said_once(days: Days) -> None:
    with days.cast.services() as services:
        node = services.projects.find("P02").main_milestone.id
        services.work.milestones.move(node, date(2020, 8, 20), days.cast.clock.today())
    assert days.read(OWNER, days.tick("2020-08-24", "10:00")) == [], "today's message has gone"
    (text,) = days.read(OWNER, days.tick("2020-08-25"))
    assert "超期5天" in text
    assert days.read(OWNER, days.tick("2020-08-25", "12:00")) == []
    with days.cast.services() as services:
        steps = services.work.cases.steps_of_project(services.projects.find("P02").id)
    assert {each.step for each in steps} == {Step.UNIT_HEAD, Step.LEADERS}


def test_a_node_finished_and_opened_again_goes_on_where_it_was(days: Days) -> None:
    receipt = days.cast.report("P02 完工")
    assert days.read(OWNER, days.tick("2020-08-27")) == []
    days.cast.undo(receipt.report_id)
    (text,) = days.read(OWNER, days.tick("2020-08-28"))
    assert "P02" in text
    assert days.tick("2020-08-28", "18:00") == [], "the audit finds no difference"


# clocks


@pytest.mark.parametrize(
    "back",
    [pytest.param(timedelta(hours=1), id="an hour"), pytest.param(timedelta(365), id="a year")],
)
def test_a_clock_set_back_sends_nothing_twice_and_drops_nothing(
    days: Days, back: timedelta
) -> None:
    first = days.tick("2020-08-28")
    assert days.read(OWNER, first)
    wrong = days.cast.clock.local() - back
    repeated = days.tick(f"{wrong:%Y-%m-%d}", f"{wrong:%H:%M}")
    assert days.read(OWNER, repeated) == []
    assert days.read(OWNER, days.tick("2020-08-28", "09:00")) == []
    (text,) = days.read(OWNER, days.tick("2020-08-31"))
    assert "今天到期" in text


def test_another_zone_sends_nothing_twice_and_drops_nothing(days: Days) -> None:
    days.tick("2020-08-28")
    clock = FrozenClock(days.cast.clock.now(), ZoneInfo("Asia/Urumqi"))
    days.cast.clock = clock
    days.start()
    for hour in range(0, 60, 3):
        clock.set(datetime(2020, 8, 28, 8, 30, tzinfo=ZONE) + timedelta(hours=hour))
        days.planner.tick()
        assert days.read(OWNER, days.post.deliver(days.holder)) == []
    clock.set(datetime(2020, 8, 31, 8, 30, tzinfo=clock.zone))
    days.planner.tick()
    (text,) = days.read(OWNER, days.post.deliver(days.holder))
    assert "今天到期" in text
