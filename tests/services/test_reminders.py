"""Warnings: the right person on the right morning, once, and steps upward when nobody answers.

P02 of 县住建局 is due on Monday 31 August 2020; 陈海平 also carries P26 (the same day) and P03.
"""

from datetime import date, timedelta

import pytest
from cast import Cast, id_of
from county import at
from sqlalchemy import delete, update

from bot.domain.escalations import Skip, Step
from bot.domain.outcomes import Digest, Invited
from bot.domain.policies import policy_from
from bot.domain.records import Source
from bot.domain.terms import Role
from bot.services.services import Services
from bot.texts.answers import word
from bot.texts.catalogue import catalogue
from storage.statements import table_of
from storage.tables import Duty, Reminder

OWNER, LEADER, HEAD, LINE, OFFICE = (
    Role.RESPONSIBLE,
    Role.LEADER,
    Role.UNIT_HEAD,
    Role.LINE_LEADER,
    Role.OFFICE,
)

pytestmark = pytest.mark.usefixtures("aware_cast")


def read(cast: Cast, role: Role, outbox_id: int = 1) -> Digest | None:
    """Return the bundled message of one of the cast as it would go out now."""
    with cast.services() as services:
        return services.digests.digest(id_of(services, role), outbox_id)


def rungs_of(cast: Cast, role: Role, day: str) -> dict[str, int]:
    """Return what one of the cast is reminded of on a morning, as code → rung."""
    cast.morning(day)
    digest = read(cast, role)
    return {item.line.project.code: item.rung for item in digest.items} if digest else {}


@pytest.mark.parametrize(
    ("role", "day", "rung"),
    [
        pytest.param(OWNER, "2020-07-30", None, id="owner: 32 days before, too early"),
        pytest.param(OWNER, "2020-07-31", 30, id="owner: 30 days are a Saturday, so on Friday"),
        pytest.param(OWNER, "2020-08-24", 7, id="owner: 7 days"),
        pytest.param(OWNER, "2020-08-28", 1, id="owner: the day before is a Sunday, so on Friday"),
        pytest.param(OWNER, "2020-08-31", 0, id="owner: the day"),
        pytest.param(OWNER, "2020-09-01", -1, id="owner: overdue"),
        pytest.param(Role.LIAISON, "2020-08-28", 1, id="liaison: as the owner"),
        pytest.param(LEADER, "2020-08-16", None, id="leader: 15 days before, too early"),
        pytest.param(LEADER, "2020-08-17", 14, id="leader: 14 days"),
        pytest.param(LEADER, "2020-08-31", 0, id="leader: the day"),
        pytest.param(HEAD, "2020-08-27", None, id="unit head: too early"),
        pytest.param(HEAD, "2020-08-28", 3, id="unit head: 3 days"),
        pytest.param(Role.CHIEF, "2020-08-31", None, id="chief: never"),
    ],
)
def test_each_role_is_reminded_on_its_own_rungs(
    cast: Cast, role: Role, day: str, rung: int | None
) -> None:
    assert rungs_of(cast, role, day).get("P02") == rung


def test_asking_twice_adds_nothing(cast: Cast) -> None:
    assert cast.morning("2020-08-24") > 0
    assert cast.morning("2020-08-24") == 0
    assert cast.morning("2020-08-24", "11:00") == 0


def test_one_person_gets_one_message_for_all_that_is_due(cast: Cast) -> None:
    cast.morning("2020-08-24")
    digest = read(cast, OWNER)
    assert digest is not None
    assert {item.line.project.code for item in digest.items} == {"P02", "P26"}
    assert digest.healthy == 1
    assert read(cast, OWNER) is None, "what was said is not said again"


def test_whoever_answered_since_the_message_was_queued_drops_out(cast: Cast) -> None:
    cast.morning("2020-08-24")
    cast.report("P02 60%")
    digest = read(cast, OWNER)
    assert digest is not None
    assert [item.line.project.code for item in digest.items] == ["P26"]
    cast.report("P26 照旧")
    cast.morning("2020-08-24", "09:00")
    assert read(cast, OWNER) is None


def test_an_answer_drops_the_rung_and_not_the_next_one(cast: Cast) -> None:
    cast.morning("2020-08-24")
    cast.report("P02 60%")
    assert rungs_of(cast, OWNER, "2020-08-28")["P02"] == 1


@pytest.mark.parametrize(
    "hour",
    [
        pytest.param("07:59", id="before eight"),
        pytest.param("08:29", id="before the digest's hour"),
        pytest.param("20:00", id="the evening"),
        pytest.param("23:30", id="the night"),
    ],
)
def test_nothing_goes_out_unprompted_in_quiet_hours(cast: Cast, hour: str) -> None:
    assert cast.morning("2020-08-24", hour) == 0


def test_a_message_that_is_late_still_goes_out_in_the_day(cast: Cast) -> None:
    assert cast.morning("2020-08-24", "15:00") > 0


def test_after_a_week_offline_the_latest_rung_comes_once(cast: Cast) -> None:
    cast.morning("2020-08-21")
    read(cast, OWNER)
    assert rungs_of(cast, OWNER, "2020-08-31") == {"P02": 0, "P26": 0}


def test_a_rung_that_never_went_out_is_said_as_the_latest_one(cast: Cast) -> None:
    cast.morning("2020-08-24")  # nobody sends it: the line is down
    assert rungs_of(cast, OWNER, "2020-08-28") == {"P02": 1, "P26": 1}


def test_a_finished_project_reminds_nobody(cast: Cast) -> None:
    cast.report("P02 完工")
    assert "P02" not in rungs_of(cast, OWNER, "2020-08-24")
    assert "P02" not in rungs_of(cast, LEADER, "2020-08-31")


def test_a_moved_deadline_arms_the_ladder_anew(cast: Cast) -> None:
    assert rungs_of(cast, OWNER, "2020-08-24")["P02"] == 7
    with cast.services() as services:
        milestone = services.projects.find("P02").main_milestone
        services.work.milestones.move(milestone.id, date(2020, 9, 30), cast.clock.today())
    assert "P02" not in rungs_of(cast, OWNER, "2020-08-28")
    assert rungs_of(cast, OWNER, "2020-08-31")["P02"] == 30


# escalation


def steps_of(cast: Cast, code: str = "P02") -> list[tuple[Step, str | None, Skip | None]]:
    with cast.services() as services:
        card = services.projects.card(cast.person(services, OFFICE), services.projects.find(code))
    return [(each.step, each.name, each.skipped) for each in card.steps]


def test_an_overdue_case_rises_step_by_step_and_each_is_recorded(cast: Cast) -> None:
    cast.morning("2020-08-31")
    assert steps_of(cast) == []
    cast.morning("2020-09-01")
    assert steps_of(cast) == [(Step.UNIT_HEAD, "何局长", None)]
    cast.morning("2020-09-03")
    assert steps_of(cast)[1:] == [
        (Step.LEADERS, "马国栋", None),
        (Step.LEADERS, "赵副县长", None),
        (Step.LEADERS, "江巴尖措", None),  # not linked: the office phones him
    ]
    cast.morning("2020-09-09")
    assert steps_of(cast)[4:] == [(Step.OFFICE, "王主任", None)]
    cast.morning("2020-09-18")
    assert len(steps_of(cast)) == 5, "fourteen working days"
    cast.morning("2020-09-21")
    assert steps_of(cast)[5:] == [(Step.CHIEF, None, None)], "it waits for the office"


def test_who_is_told_at_a_step_reads_it_the_same_morning(cast: Cast) -> None:
    assert rungs_of(cast, HEAD, "2020-09-01")["P02"] == -1
    assert rungs_of(cast, LEADER, "2020-09-03")["P02"] == -3
    digest = read(cast, LINE)
    assert digest is not None
    assert "P02" in [item.line.project.code for item in digest.items if item.rung == -3]
    assert {item.role for item in digest.items if item.rung == -3} == {LINE}, "by their own name"


@pytest.mark.parametrize(
    ("days", "unit"),
    [
        pytest.param("working", "个工作日", id="as usual"),
        pytest.param("calendar", "天", id="other"),
    ],
)
def test_why_a_step_was_told_names_the_days_of_the_policy(
    cast: Cast, days: str, unit: str
) -> None:
    cast.morning("2020-09-03")
    policy = policy_from({"escalation": {"days": days}})
    why = catalogue("zh").say("simulation.why", it=read(cast, LINE), policy=policy)
    assert f"P02 分管领导：逾期3{unit}上报" in why


def test_an_answer_does_not_stop_the_clock_of_an_overdue_case(cast: Cast) -> None:
    cast.morning("2020-09-01")
    cast.report("P02 60%")
    cast.morning("2020-09-03")
    assert {step for step, _, _ in steps_of(cast)} == {Step.UNIT_HEAD, Step.LEADERS}


def test_a_step_that_nobody_holds_is_skipped_and_goes_sideways_to_the_office(cast: Cast) -> None:
    """国网X县供电公司 has no head in the store; its P09 was due on 30 June."""
    cast.morning("2020-07-01")
    assert steps_of(cast, "P09") == [(Step.UNIT_HEAD, None, Skip.VACANT)]
    digest = read(cast, OFFICE)
    assert digest is not None
    assert "P09" in {item.line.project.code for item in digest.items}


def test_a_step_whose_holder_is_unreachable_is_phoned_by_the_office(cast: Cast) -> None:
    with cast.services() as services:
        head = id_of(services, HEAD)
        services.work.people.unreachable(1000 + head, cast.clock.now())
    cast.morning("2020-09-01")
    assert steps_of(cast) == [(Step.UNIT_HEAD, "何局长", Skip.UNREACHABLE)]
    digest = read(cast, OFFICE)
    assert digest is not None
    assert "P02" in {item.line.project.code for item in digest.items}


def test_the_chief_is_told_nothing_before_the_office_releases_it(cast: Cast) -> None:
    cast.morning("2020-09-21")
    assert Step.CHIEF in {step for step, _, _ in steps_of(cast)}
    assert read(cast, Role.CHIEF) is None


def test_after_a_week_offline_no_step_is_jumped(cast: Cast) -> None:
    cast.morning("2020-08-31")
    cast.morning("2020-09-09")
    steps = [step for step, _, _ in steps_of(cast)]
    assert list(dict.fromkeys(steps)) == [Step.UNIT_HEAD, Step.LEADERS, Step.OFFICE]


# who is not linked


def link_by_invite(services: Services, person_id: int) -> None:
    person = services.work.people.by_id(person_id)
    invited = services.people.invite(person.name, "duban_bot", unit=person.unit)
    assert isinstance(invited, Invited)
    services.people.redeem(invited.lines[0].payload, 1000 + person_id, Source())


def test_whoever_is_not_linked_gets_nothing_and_loses_nothing(cast: Cast) -> None:
    with cast.services() as services:
        owner = id_of(services, OWNER)
        services.work.people.change(owner, chat_id=None)
    cast.morning("2020-08-24")
    with cast.services() as services:
        assert services.work.reminders.people_waiting(cast.clock.today()) & {owner} == set()
        link_by_invite(services, owner)
    cast.morning("2020-08-24", "10:00")
    digest = read(cast, OWNER)
    assert digest is not None
    assert {item.line.project.code for item in digest.items} == {"P02", "P26"}


def test_whoever_became_reachable_again_gets_the_latest_state(cast: Cast) -> None:
    with cast.services() as services:
        chat = 1000 + id_of(services, OWNER)
        services.work.people.unreachable(chat, cast.clock.now())
    cast.morning("2020-08-24")
    with cast.services() as services:
        services.people.in_chat(chat)  # they wrote
    assert rungs_of(cast, OWNER, "2020-08-31") == {"P02": 0, "P26": 0}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param("2020-08-28", "还有3天（8月31日完成）", id="days left"),
        pytest.param("2020-08-31", "今天到期（8月31日完成）", id="the day"),
        pytest.param("2020-09-01", "超期1天（应8月31日完成）", id="overdue: it should have been"),
        pytest.param("2021-09-01", "超期366天（应2020年8月31日完成）", id="of another year"),
    ],
)
def test_a_reminder_says_which_date_it_is_about(cast: Cast, day: str, words: str) -> None:
    cast.morning(day)
    digest = read(cast, OWNER)
    assert digest is not None
    assert f"P02 县城主街道建设项目　{words}" in word(digest, "zh").text


def test_the_node_that_is_due_is_named_and_not_the_one_that_comes_next(cast: Cast) -> None:
    with cast.services() as services:
        office = cast.person(services, OFFICE)
        services.orders.hear(office, "节点 P02 主体封顶 8月20日", Source(office.id, 1))
    with cast.services() as services:
        (node,) = [each for each in services.projects.find("P02").milestones if each.name]
    cast.morning("2020-08-31")
    with cast.services() as services:
        finish = services.projects.find("P02").main_milestone
        services.work.session.execute(
            delete(table_of(Reminder)).where(table_of(Reminder).c.milestone_id == node.id)
        )
    digest = read(cast, OWNER)
    assert digest is not None
    (item,) = [each for each in digest.items if each.line.project.code == "P02"]
    assert (item.node.id, item.days_left) == (finish.id, 0)
    assert item.line.project.next_milestone.id == node.id


def test_who_sees_a_project_for_the_first_time_reads_what_is_due_of_it(cast: Cast) -> None:
    with cast.services() as services:
        duty = table_of(Duty)
        today = cast.clock.today()
        services.work.session.execute(
            update(duty).values(told_at=None, aware_at=None, card_due_on=today)
        )
    cast.morning("2020-08-28")
    digest = read(cast, OWNER)
    assert digest is not None
    message = word(digest, "zh")
    assert "P02 县城主街道建设项目　还有3天（8月31日完成）" in message.text
    assert "照旧" in {button.label for row in message.keyboard for button in row}


def test_nothing_to_say_is_nothing_sent(cast: Cast) -> None:
    quiet = cast.clock.now() + timedelta(days=1)  # 9 May: nothing is due for weeks
    assert cast.morning(f"{quiet:%Y-%m-%d}") == 0


def test_whoever_told_something_before_the_rung_was_planned_is_not_asked(cast: Cast) -> None:
    cast.clock.set(at("2020-08-24", "00:10"))
    cast.report("P02 60%")
    cast.morning("2020-08-24")
    digest = read(cast, OWNER)
    assert digest is None or "P02" not in {each.line.project.code for each in digest.items}
