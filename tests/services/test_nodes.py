"""Nodes, permits and the time left, told in one line each."""

from datetime import date

import pytest
from cast import Cast
from county import at

from bot.domain.errors import LedgerError
from bot.domain.moves import NodeDoneError, OutOfOrderError, YearMissingError
from bot.domain.nodes import NodeInUseError, NodeSetError, UnknownNodeError, WeightsError
from bot.domain.outcomes import Ask, NodesSet, ScheduleShown, StartsSet
from bot.domain.permissions import NotPermittedError
from bot.domain.records import Source
from bot.domain.terms import Light, MilestoneKind, ProcedureStep, Role
from bot.services.orders import CarriedOut
from storage.trail import TrailLine

PAPER = "依据 县政府会议纪要〔2020〕12号 2020年5月6日"
NEW = "P20"


def order(cast: Cast, line: str, role: Role = Role.OFFICE) -> CarriedOut | Ask:
    with cast.services() as services:
        person = cast.person(services, role)
        return services.orders.hear(person, line, Source(1000 + person.id, next(cast.numbers)))


def permit(cast: Cast, line: str, role: Role = Role.RESPONSIBLE) -> ScheduleShown:
    with cast.services() as services:
        person = cast.person(services, role)
        return services.procedures.hear(person, line, Source(1000 + person.id, 1))


def nodes(cast: Cast, code: str = "P02") -> dict[str, date]:
    return {each.name or each.kind.value: each.deadline for each in cast.project(code).milestones}


def trail(cast: Cast) -> list[TrailLine]:
    with cast.services() as services:
        return services.work.trail.of_project(services.projects.find("P02").id, 20)


def test_nodes_are_entered_in_one_line_and_stand_between_start_and_finish(cast: Cast) -> None:
    told = order(cast, "节点 P02 主体封顶 6月30日 权重30；设备进场 7月31日")
    assert isinstance(told, NodesSet)
    assert nodes(cast) == {
        "主体封顶": date(2020, 6, 30),
        "设备进场": date(2020, 7, 31),
        "complete": date(2020, 8, 31),
    }
    assert [each.weight for each in cast.project().milestones] == [30, None, None]
    assert cast.project().main_milestone.kind is MilestoneKind.FINISH
    assert {each.field for each in trail(cast)} >= {"node"}


def test_an_overdue_node_of_the_countys_own_turns_the_project_red_and_is_named(
    cast: Cast,
) -> None:
    order(cast, "节点 P02 主体封顶 6月30日")
    cast.clock.set(at("2020-07-03"))
    with cast.services() as services:
        standing = services.projects.standing(services.projects.find("P02")).standing
    assert (standing.light, standing.reason.node, standing.reason.days) == (
        Light.RED,
        "主体封顶",
        3,
    )


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        pytest.param("节点 P02 主体封顶 7月15日", NodeSetError, id="a date of its own already"),
        pytest.param("节点 P02 设备进场 完成", UnknownNodeError, id="done, but unknown"),
        pytest.param("节点 P02 完工 取消", NodeInUseError, id="no project without its finish"),
        pytest.param("节点 P02 主体封顶 权重130", WeightsError, id="more than all"),
        pytest.param("节点 P02 投入使用 7月31日", OutOfOrderError, id="in use before the finish"),
    ],
)
def test_a_node_that_cannot_be_so_is_refused(
    cast: Cast, line: str, refusal: type[LedgerError]
) -> None:
    order(cast, "节点 P02 主体封顶 6月30日")
    before = cast.project().milestones
    with pytest.raises(refusal):
        order(cast, line)
    assert cast.project().milestones == before


def test_a_node_behind_the_finish_is_asked_first(cast: Cast) -> None:
    asked = order(cast, "节点 P02 竣工决算 10月31日")
    assert isinstance(asked, Ask)
    assert asked.reason == "order_behind_the_finish"
    (told,) = cast.choose(Role.OFFICE, asked, 0)
    assert isinstance(told, NodesSet)
    assert nodes(cast)["竣工决算"] == date(2020, 10, 31)


def test_a_node_on_a_day_that_is_over_wants_its_year(cast: Cast) -> None:
    with pytest.raises(YearMissingError):
        order(cast, "节点 P02 主体封顶 4月30日")
    assert "主体封顶" not in nodes(cast)


def test_a_node_without_a_date_is_asked_for_one(cast: Cast) -> None:
    asked = order(cast, "节点 P02 主体封顶")
    assert isinstance(asked, Ask)
    (told,) = cast.hear(Role.OFFICE, "6月30日")
    assert isinstance(told, NodesSet)
    assert nodes(cast)["主体封顶"] == date(2020, 6, 30)


def test_who_reports_reaches_a_node_by_a_tap_and_takes_it_back(cast: Cast) -> None:
    order(cast, "节点 P02 主体封顶 6月30日")
    node = cast.project().next_milestone
    with cast.services() as services:
        owner = cast.person(services, Role.RESPONSIBLE)
        services.nodes.reach(owner, node.id, Source())
    assert cast.project().next_milestone.kind is MilestoneKind.FINISH
    assert not cast.project().works_state.is_completed, "one node is not the whole project"
    with pytest.raises(NodeDoneError):
        order(cast, "节点 P02 主体封顶 完成")
    with cast.services() as services:
        services.nodes.reopen(cast.person(services, Role.RESPONSIBLE), node.id, Source())
    assert cast.project().next_milestone.id == node.id


def test_what_is_completed_has_passed_the_nodes_before_its_finish_and_no_others(
    cast: Cast,
) -> None:
    order(cast, "节点 P02 主体封顶 6月30日；投入使用 9月30日")
    cast.report("P02 完工")
    left = [each for each in cast.project().milestones if each.done_on is None]
    assert [each.kind for each in left] == [MilestoneKind.IN_USE]


def test_a_node_nobody_was_told_of_can_be_dropped(cast: Cast) -> None:
    order(cast, "节点 P02 主体封顶 6月30日")
    order(cast, "节点 P02 主体封顶 取消")
    assert nodes(cast) == {"complete": date(2020, 8, 31)}


def test_a_node_of_its_own_moves_by_a_paper(cast: Cast) -> None:
    order(cast, "节点 P02 主体封顶 6月30日")
    order(cast, f"调整 P02 主体封顶 7月15日 {PAPER}")
    assert nodes(cast)["主体封顶"] == date(2020, 7, 15)
    assert nodes(cast)["complete"] == date(2020, 8, 31)


def test_owners_do_not_change_the_plan(cast: Cast) -> None:
    with pytest.raises(NotPermittedError):
        order(cast, "节点 P02 主体封顶 6月30日", Role.RESPONSIBLE)


def test_permits_wait_with_a_department_and_the_wait_goes_on(cast: Cast) -> None:
    told = permit(cast, "P02 环评 在县生态环境局 4月2日报；用地 在县自然资源局")
    assert [(each.state.step, each.days) for each in told.permits] == [
        (ProcedureStep.LAND, 0),
        (ProcedureStep.EIA, 36),
    ]
    cast.clock.set(at("2020-05-18"))
    again = permit(cast, "P02 环评 在县生态环境局")
    assert again.permits[1].days == 46, "told again, it waits since the same day"
    assert cast.project().procedure_step is ProcedureStep.LAND


def test_a_permit_that_is_granted_waits_no_more(cast: Cast) -> None:
    permit(cast, "P02 环评 在县生态环境局 4月2日报")
    told = permit(cast, "P02 环评 已批复 5月6日")
    assert told.permits[0].state.done_on == date(2020, 5, 6)
    assert [each.field for each in trail(cast)[:2]] == ["环评", "环评"]


def test_building_while_planning_is_open_is_flagged(cast: Cast) -> None:
    assert permit(cast, "P02 规划 在县自然资源局").is_ahead
    assert not permit(cast, "P02 规划 办结").is_ahead


def test_a_strangers_project_has_no_permits_to_tell(cast: Cast) -> None:
    with pytest.raises(NotPermittedError):
        permit(cast, "P01 环评 在县生态环境局")


def test_one_day_by_which_all_have_begun_moves_and_adds_starts(cast: Cast) -> None:
    asked = order(cast, f"统一开工 5月20日 {PAPER}")
    assert isinstance(asked, Ask)
    assert nodes(cast, NEW)["start"] == date(2020, 5, 31), "nothing moves before it is confirmed"
    (told,) = cast.choose(Role.OFFICE, asked, 0)
    assert isinstance(told, StartsSet)
    assert told.moved > 0
    assert nodes(cast, NEW)["start"] == date(2020, 5, 20)
    assert "start" not in nodes(cast, "P02"), "what has begun is left alone"
    with cast.services() as services:
        assert services.work.facts.start_by() == date(2020, 5, 20)
