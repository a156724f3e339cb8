"""Duties pass on from the office's day; history stays, what waits passes on, all can be undone."""

from typing import Any

import pytest
from cast import UNIT, Cast, id_of
from county import at

from bot.domain.errors import (
    HandoverLeanedOnError,
    HandoverSettledError,
    LedgerError,
    NothingToPassOnError,
    OrderUnclearError,
    PersonNotFoundError,
    SamePersonError,
)
from bot.domain.outcomes import (
    Ask,
    HandedOver,
    HandoverAsked,
    HandoverDropped,
    HandoverSettled,
    Relieved,
)
from bot.domain.permissions import NotPermittedError
from bot.domain.records import Source
from bot.domain.terms import Role
from storage.statements import table_of
from storage.tables import Duty


def settle(cast: Cast, asked: HandoverAsked) -> HandoverSettled:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        return services.handovers.settle(office, asked.handover_id, Source())


def drop(cast: Cast, asked: HandoverAsked) -> HandoverDropped:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        return services.handovers.drop(office, asked.handover_id, Source())


def holders(cast: Cast, role: Role, code: str = "P02") -> list[str]:
    return [each.name for each in cast.project(code).duties if each.role is role]


def duties(cast: Cast) -> set[tuple[Any, ...]]:
    """Return every duty, past and present, but for its number."""
    with cast.services() as services:
        table = table_of(Duty)
        columns = [column for column in table.columns if column.name != "id"]
        rows = services.work.session.execute(table.select().with_only_columns(*columns))
        return {tuple(row) for row in rows}


def test_what_would_pass_on_is_shown_before_anything_does(cast: Cast) -> None:
    asked = cast.order("交接 陈海平 → 李新 5月10日")
    assert isinstance(asked, HandoverAsked)
    assert (asked.old.name, asked.new, asked.is_newcomer) == ("陈海平", "李新", True)
    assert "P02" in [each.code for each in asked.projects]
    assert holders(cast, Role.RESPONSIBLE) == ["陈海平"]
    with cast.services() as services:
        assert services.work.people.by_name("李新") == [], "a name is entered with the tap"


def test_a_handover_waits_for_its_day(cast: Cast) -> None:
    asked = cast.order("交接 陈海平 → 李新 5月10日")
    settled = settle(cast, asked)
    assert not settled.done
    assert holders(cast, Role.RESPONSIBLE) == ["陈海平"]
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        invited = services.people.invite_by_id(settled.new.id, "duban_bot", office)
        assert invited.lines[0].name == "李新", "who is to take over can be invited before"
    cast.clock.set(at("2020-05-10", "00:01"))
    with cast.services() as services:
        services.handovers.carry_out_due()
        services.handovers.carry_out_due()
    assert holders(cast, Role.RESPONSIBLE) == ["李新"]


def test_history_stays_and_the_new_holder_has_yet_to_know(cast: Cast) -> None:
    with cast.services() as services:
        services.work.duties.aware(id_of(services, Role.RESPONSIBLE), cast.clock.now())
    count = len(cast.project().duties)
    before = len(duties(cast))
    settled = settle(cast, cast.order("交接 陈海平 → 李新 P02"))
    assert (settled.done, settled.projects, settled.is_linked) == (True, 1, False)
    assert len(cast.project().duties) == count
    assert len(duties(cast)) == before + 1, "the former duty is kept"
    responsible = cast.project().responsible
    assert responsible is not None
    assert (responsible.name, responsible.aware_at) == ("李新", None)
    assert holders(cast, Role.RESPONSIBLE, "P03") != ["李新"], "only what was named passes on"
    with cast.services() as services:
        (new,) = services.work.people.by_name("李新")
        assert new.unit == UNIT
        assert new.roles == {Role.RESPONSIBLE}


def test_a_day_that_is_over_counts_from_then(cast: Cast) -> None:
    with cast.services() as services:
        number = id_of(services, Role.RESPONSIBLE)
        first = services.work.duties.held_by(number)[0].since
    cast.clock.set(at("2020-05-20"))
    settle(cast, cast.order("交接 陈海平 → 李新 5月12日"))
    responsible = cast.project().responsible
    assert responsible is not None
    assert responsible.since == at("2020-05-12", "00:00")
    assert first < responsible.since


def test_posts_pass_on_with_the_duties(cast: Cast) -> None:
    settled = settle(cast, cast.order("交接 何局长 → 新局长"))
    assert settled.projects == 0
    with cast.services() as services:
        (new,) = services.work.people.by_name("新局长")
        assert services.projects.find("P02").owner_head_id == new.id
        assert new.roles == {Role.UNIT_HEAD}
        assert cast.person(services, Role.UNIT_HEAD).roles == set()


def test_a_new_line_leader_is_to_know_of_every_project_of_the_unit(cast: Cast) -> None:
    settle(cast, cast.order("交接 赵副县长 → 钱副县长"))
    assert holders(cast, Role.LINE_LEADER) == ["钱副县长"]
    with cast.services() as services:
        (new,) = services.work.people.by_name("钱副县长")
        assert new.id in services.work.duties.card_due(cast.clock.today())


def test_what_waits_passes_on(cast: Cast) -> None:
    cast.link(Role.RESPONSIBLE, Role.LEADER, Role.LIAISON, Role.CHIEF)
    cast.hear(Role.RESPONSIBLE, "P02 申请延期到9月底，因征地")
    (asked,) = cast.hear(Role.RESPONSIBLE, "P02 60-70%")
    settle(cast, cast.order(f"交接 陈海平 → 联络员小林（{UNIT}）"))
    settle(cast, cast.order("交接 马国栋 → 县委书记"))
    with cast.services() as services:
        liaison = id_of(services, Role.LIAISON)
        question = services.work.questions.get(asked.question_id)
        assert question is not None
        assert question.person_id == liaison
        put = services.questions.put_again(asked.question_id)
        assert isinstance(put, Ask)
        assert put.choices == asked.choices
        (request,) = services.work.milestones.open_requests([services.projects.find("P02").id])
        stored = services.work.milestones.request(request)
        assert stored is not None
        assert stored.person_id == liaison, "who hears the answer"
    assert len(cast.queued("date_request")) == 2, "to the leader, and to who leads now"
    assert [each.render["question"] for each in cast.queued("question")] == [asked.question_id]


def test_reminders_that_wait_reach_the_new_holder(cast: Cast) -> None:
    cast.link(Role.RESPONSIBLE, Role.LEADER)
    cast.clock.set(at("2020-08-01"))  # 30 days before 31 August
    with cast.services() as services:
        services.reminders.plan()
        old = id_of(services, Role.RESPONSIBLE)
        waiting = {
            each.milestone_id
            for each in services.work.reminders.planned_for([old], cast.clock.today())
        }
        assert waiting
    settle(cast, cast.order("交接 陈海平 → 李新"))
    with cast.services() as services:
        (new,) = services.work.people.by_name("李新")
        assert services.work.reminders.planned_for([old], cast.clock.today()) == []
        passed = services.work.reminders.planned_for([new.id], cast.clock.today())
        assert {each.milestone_id for each in passed} == waiting


def test_both_are_told(cast: Cast) -> None:
    cast.link(Role.RESPONSIBLE, Role.LIAISON)
    asked = cast.order("交接 陈海平 → 联络员小林 P02")
    settle(cast, asked)
    with cast.services() as services:
        card = services.handovers.handed_over(asked.handover_id)
        word = services.handovers.relieved(asked.handover_id)
    assert isinstance(card, HandedOver)
    assert [line.project.code for line in card.lines] == ["P02"]
    assert isinstance(word, Relieved)
    assert (word.new, word.projects) == ("联络员小林", 1)
    assert len(cast.queued("handed_over")) == len(cast.queued("relieved")) == 1


def test_an_undone_handover_leaves_no_trace_in_the_duties(cast: Cast) -> None:
    before = duties(cast)
    with cast.services() as services:
        roles = cast.person(services, Role.RESPONSIBLE).roles
    asked = cast.order("交接 陈海平 → 李新")
    settle(cast, asked)
    assert duties(cast) != before
    drop(cast, asked)
    assert duties(cast) == before
    with cast.services() as services:
        assert cast.person(services, Role.RESPONSIBLE).roles == roles
        assert services.work.people.by_name("李新")[0].roles == set()
        assert services.handovers.handed_over(asked.handover_id) is None


def test_posts_come_back_too(cast: Cast) -> None:
    before = duties(cast)
    asked = cast.order("交接 赵副县长 → 钱副县长")
    settle(cast, asked)
    drop(cast, asked)
    assert duties(cast) == before
    assert holders(cast, Role.LINE_LEADER) == ["赵副县长"]


def test_a_handover_that_was_cancelled_never_happens(cast: Cast) -> None:
    asked = cast.order("交接 陈海平 → 李新 5月10日")
    settle(cast, asked)
    drop(cast, asked)
    cast.clock.set(at("2020-05-11"))
    with cast.services() as services:
        services.handovers.carry_out_due()
    assert holders(cast, Role.RESPONSIBLE) == ["陈海平"]
    with pytest.raises(HandoverSettledError):
        settle(cast, asked)


def test_what_passed_on_again_is_not_undone(cast: Cast) -> None:
    asked = cast.order("交接 陈海平 → 李新")
    settle(cast, asked)
    settle(cast, cast.order("交接 李新 → 王新"))
    with pytest.raises(HandoverLeanedOnError):
        drop(cast, asked)
    assert holders(cast, Role.RESPONSIBLE) == ["王新"]


def test_a_handover_is_undone_within_a_day(cast: Cast) -> None:
    asked = cast.order("交接 陈海平 → 李新")
    settle(cast, asked)
    cast.clock.set(at("2020-05-10", "09:00"))
    with pytest.raises(HandoverLeanedOnError):
        drop(cast, asked)


def test_namesakes_are_asked_apart_and_the_order_goes_on(cast: Cast) -> None:
    with cast.services() as services:
        units = services.work.people.units()
        services.work.people.add("陈海平", units["县水务局"])
    asked = cast.order("交接 陈海平 → 李新 5月8日")
    assert isinstance(asked, Ask)
    assert [each.label for each in asked.choices] == [f"陈海平（{UNIT}）", "陈海平（县水务局）"]
    (told,) = cast.choose(Role.OFFICE, asked, 0)
    assert isinstance(told, HandoverAsked)
    assert told.old.unit == UNIT


def test_another_number_is_another_person(cast: Cast) -> None:
    settle(cast, cast.order("交接 何局长 → 陈海平 13911112222"))
    with cast.services() as services:
        assert len(services.work.people.by_name("陈海平")) == 2


@pytest.mark.parametrize(
    ("line", "error"),
    [
        pytest.param("交接 陈海平", OrderUnclearError, id="to nobody"),
        pytest.param("交接 无此人 → 李新", PersonNotFoundError, id="from nobody"),
        pytest.param("交接 陈海平 → 陈海平", SamePersonError, id="to the same person"),
        pytest.param("交接 陈海平 → 李新 P01", NothingToPassOnError, id="not theirs"),
        pytest.param("交接 县委书记 → 李新", NothingToPassOnError, id="who holds nothing"),
    ],
)
def test_what_cannot_pass_on(cast: Cast, line: str, error: type[LedgerError]) -> None:
    before = duties(cast)
    with pytest.raises(error):
        cast.order(line)
    assert duties(cast) == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_only_the_office_hands_over(cast: Cast, role: Role) -> None:
    with pytest.raises(NotPermittedError):
        cast.order("交接 陈海平 → 李新", role)
