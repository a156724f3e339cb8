"""Projects renamed, withdrawn, split, merged and carried over; figures corrected with a reason.

P02 of 县住建局: 总投资 12600, 今年计划 7800, 累计 2950 万元. P04 is 县教育局's: 6450, 3900, 1720.
"""

from decimal import Decimal

import pytest
from cast import Cast, id_of
from county import at
from sqlalchemy import select

from bot.domain.errors import LedgerError, ProjectEndedError
from bot.domain.outcomes import Ask, Corrected, ProjectsChanged
from bot.domain.permissions import NotPermittedError
from bot.domain.rates import Tally
from bot.domain.records import Project, Source
from bot.domain.successions import (
    AlreadyCarriedError,
    AmountsDifferError,
    LeftForOthersError,
    NameTakenError,
    NotEndedError,
    NotYetError,
)
from bot.domain.terms import Ending, Kind, MilestoneKind, Role, WorksState
from bot.services.orders import CarriedOut
from bot.services.services import Services
from storage.tables import Outbox

SPLIT = (
    "拆分 P02 为 东大街段 总投资6000万 计划3800万 累计1450万；"
    "西大街段 总投资6600万 计划4000万 累计1500万"
)


def order(cast: Cast, line: str, role: Role = Role.OFFICE) -> CarriedOut | Ask:
    with cast.services() as services:
        person = cast.person(services, role)
        return services.orders.hear(person, line, Source(1000 + person.id, next(cast.numbers)))


def carried_out(cast: Cast, line: str) -> CarriedOut:
    """Return what came of an order whose doubts were all confirmed."""
    told = order(cast, line)
    while isinstance(told, Ask):
        assert told.choices, told.reason
        (told,) = cast.choose(Role.OFFICE, told, 0)
    return told


def _planned(services: Services, person_id: int) -> set[int]:
    today = services.clock.today()
    return {each.project_id for each in services.work.reminders.planned_for([person_id], today)}


def listed(cast: Cast) -> list[str]:
    with cast.services() as services:
        return [each.code for each in services.work.projects.all()]


def test_a_project_is_split_into_parts_that_add_up(cast: Cast) -> None:
    parent = cast.project()
    told = carried_out(cast, SPLIT)
    assert isinstance(told, ProjectsChanged)
    east, west = (each.project for each in told.now)
    assert (east.name, west.name) == ("东大街段", "西大街段")
    assert east.total_wan + west.total_wan == parent.total_wan
    assert east.baseline_plan_wan == Decimal(3800)
    assert [each.name for each in east.leaders] == [each.name for each in parent.leaders]
    assert east.main_milestone.baseline_deadline == parent.main_milestone.baseline_deadline
    assert east.responsible is not None
    assert cast.project().ended is Ending.SPLIT
    assert "P02" not in listed(cast)
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        card = services.projects.card(office, east)
        assert card.came_of == ("P02",)
        parent = services.projects.find("P02")
        assert services.projects.card(office, parent).became == (east.code, west.code)


def test_nothing_is_split_before_it_is_confirmed(cast: Cast) -> None:
    asked = order(cast, SPLIT)
    assert isinstance(asked, Ask)
    assert asked.reason == "order_split_sure"
    assert "P02" in listed(cast)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        pytest.param(SPLIT.replace("6600", "6500"), "total_wan", id="the cost"),
        pytest.param(SPLIT.replace("计划4000万 ", ""), "plan_wan", id="a plan left out"),
        pytest.param(SPLIT.replace("1500", "1400"), "cumulative_wan", id="what was done"),
    ],
)
def test_parts_that_do_not_add_up_are_refused(cast: Cast, line: str, field: str) -> None:
    with pytest.raises(AmountsDifferError) as refused:
        order(cast, line)
    assert refused.value.field == field


def test_several_become_one_with_the_sums_and_people_of_all(cast: Cast) -> None:
    first, second = cast.project("P02"), cast.project("P04")
    told = carried_out(cast, "合并 P02 P04 为 城市更新综合工程")
    assert isinstance(told, ProjectsChanged)
    (line,) = told.now
    merged = line.project
    assert merged.total_wan == first.total_wan + second.total_wan
    assert merged.cumulative_wan == Decimal(2950 + 1720)
    assert len([each for each in merged.duties if each.role is Role.RESPONSIBLE]) == 1
    assert {each.name for each in merged.leaders} == {
        each.name for project in (first, second) for each in project.leaders
    }
    assert [each.kind for each in merged.milestones] == [MilestoneKind.FINISH]
    assert {cast.project(code).ended for code in ("P02", "P04")} == {Ending.MERGED}


def test_what_is_withdrawn_leaves_lists_reminders_and_rates_and_comes_back(cast: Cast) -> None:
    cast.link(Role.RESPONSIBLE)
    carried_out(cast, "撤项 P02 原因 州里取消")
    assert "P02" not in listed(cast)
    cast.clock.set(at("2020-08-28", "08:30"))
    with cast.services() as services:
        services.reminders.plan()
        owner = id_of(services, Role.RESPONSIBLE)
        planned = _planned(services, owner)
        office = cast.person(services, Role.OFFICE)
        total = services.summaries.summary(office).headline.sums[Tally.PROJECTS]
    assert cast.project().id not in planned
    assert total == len(listed(cast))
    with pytest.raises(ProjectEndedError):
        cast.hear(Role.RESPONSIBLE, "P02 60%")
    carried_out(cast, "恢复 P02")
    assert "P02" in listed(cast)
    with cast.services() as services:
        services.reminders.plan()
        planned = _planned(services, owner)
    assert cast.project().id in planned


def test_a_reason_is_asked_before_anything_is_withdrawn(cast: Cast) -> None:
    asked = order(cast, "撤项 P02")
    assert isinstance(asked, Ask)
    (sure,) = cast.hear(Role.OFFICE, "州里取消")
    assert isinstance(sure, Ask)
    assert sure.reason == "order_withdraw_sure"
    cast.choose(Role.OFFICE, sure, 0)
    assert cast.project().ended is Ending.WITHDRAWN


def test_a_new_name_is_asked_about_when_it_is_much_like_another(cast: Cast) -> None:
    asked = order(cast, "更名 P04 晓龙沟水库工程项目")
    assert isinstance(asked, Ask)
    assert asked.reason == "order_similar_name"
    told = order(cast, "更名 P02 高原明珠大道")
    assert isinstance(told, ProjectsChanged)
    assert cast.project().name == "高原明珠大道"


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        pytest.param(["更名 P02 边缘户住房改造项目"], NameTakenError, id="a name of the unit"),
        pytest.param(["恢复 P02"], NotEndedError, id="restoring what never left"),
        pytest.param([SPLIT, "恢复 P02"], LeftForOthersError, id="restoring what became others"),
        pytest.param([SPLIT, "更名 P02 新街"], ProjectEndedError, id="renaming what left"),
        pytest.param(["结转 P02 2021年 计划3000万"], NotYetError, id="into a year to come"),
        pytest.param(["结转 P02 计划3000万"], AlreadyCarriedError, id="into the same year"),
    ],
)
def test_what_cannot_be_is_refused(
    cast: Cast, lines: list[str], refusal: type[LedgerError]
) -> None:
    for line in lines[:-1]:
        carried_out(cast, line)
    with pytest.raises(refusal):
        order(cast, lines[-1])


def test_a_project_is_carried_into_the_next_year_once(cast: Cast) -> None:
    cast.report("P26 本周50万")
    before = cast.project("P26")
    cast.clock.set(at("2021-01-04"))
    order(cast, "结转 P26 计划600万")
    after = cast.project("P26")
    assert (after.kind, after.plan_wan, after.done_year_wan) == (
        Kind.CONTINUED,
        Decimal(600),
        None,
    )
    assert after.cumulative_wan == before.cumulative_wan, "what was done stays done"
    with pytest.raises(AlreadyCarriedError):
        order(cast, "结转 P26 计划600万")


def test_only_the_office_changes_what_is_a_project(cast: Cast) -> None:
    with pytest.raises(NotPermittedError):
        order(cast, SPLIT, Role.LEADER)


def test_all_concerned_are_told(cast: Cast) -> None:
    cast.link(Role.RESPONSIBLE, Role.LEADER, Role.UNIT_HEAD)
    carried_out(cast, "撤项 P02 原因 州里取消")
    with cast.services() as services:
        rows = services.work.session.scalars(select(Outbox)).all()
        names = {each.id: each.name for each in services.work.people.everybody()}
    told = {names[row.person_id or 0] for row in rows if row.render}
    assert told == {"陈海平", "马国栋", "何局长"}


# corrections


def history(cast: Cast) -> list[tuple[str, str | None, str | None, str]]:
    with cast.services() as services:
        lines = services.work.trail.of_project(services.projects.find("P02").id, 20)
    return [(each.field, each.old, each.new, each.reason) for each in lines]


def test_a_correction_is_a_new_entry_with_its_reason(cast: Cast) -> None:
    cast.report("P02 今年完成800万")
    told = order(cast, "更正 P02 今年完成 850万 原因 报表核对")
    assert isinstance(told, Corrected)
    assert (told.old, told.new) == ("800", "850")
    assert cast.project().done_year_wan == Decimal(850)
    assert ("done_year_wan", "800", "850", "报表核对") in history(cast)[:2]
    assert len(history(cast)) > 2, "what was told before is still there"


def test_with_this_year_s_sum_the_whole_is_corrected_and_what_was_before_stays(cast: Cast) -> None:
    cast.report("P02 今年累计800万")
    with cast.services() as services:
        services.work.projects.change(cast.project().id, cumulative_wan=Decimal(2800))
    order(cast, "更正 P02 今年完成 850万 原因 报表核对")
    project = cast.project()
    assert project.kind is Kind.CONTINUED
    assert (project.done_year_wan, project.cumulative_wan) == (Decimal(850), Decimal(2850))
    order(cast, "更正 P02 累计完成 2900万 原因 报表核对")
    project = cast.project()
    assert (project.done_year_wan, project.cumulative_wan) == (Decimal(850), Decimal(2900))


def test_what_is_withdrawn_is_cancelled_on_the_phone(cast: Cast) -> None:
    def entries(role: Role) -> dict[str, bool]:
        with cast.services() as services:
            found = services.calendars.entries(cast.person(services, role))
        return {each.title.split()[0]: each.cancelled for each in found}

    roles = (Role.RESPONSIBLE, Role.UNIT_HEAD, Role.LEADER)
    assert [entries(role)["P02"] for role in roles] == [False] * 3
    carried_out(cast, "撤项 P02 原因 州里取消")
    assert [entries(role)["P02"] for role in roles] == [True] * 3


def test_a_correction_without_a_reason_is_asked_for_one(cast: Cast) -> None:
    asked = order(cast, "更正 P02 进度 55%")
    assert isinstance(asked, Ask)
    (told,) = cast.hear(Role.OFFICE, "现场核实")
    assert isinstance(told, Corrected)
    assert cast.project().percent == Decimal(55)
    assert history(cast)[0][3] == "现场核实"


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        pytest.param("进度 55%", "percent", Decimal(55), id="percent"),
        pytest.param("累计完成 3000万", "cumulative_wan", Decimal(3000), id="since the start"),
        pytest.param("总投资 1.3亿", "total_wan", Decimal(13000), id="the cost"),
        pytest.param("今年计划 7000万", "plan_wan", Decimal(7000), id="the plan"),
        pytest.param("状态 停工", "works_state", WorksState.SUSPENDED, id="state"),
        pytest.param("困难 征地2户", "difficulty", "征地2户", id="difficulty"),
    ],
)
def test_any_figure_can_be_corrected(cast: Cast, words: str, field: str, value: object) -> None:
    carried_out(cast, f"更正 P02 {words} 原因 核对")
    assert getattr(cast.project(), field) == value


def test_a_corrected_state_reaches_and_opens_nodes(cast: Cast) -> None:
    def finish() -> Project:
        return cast.project()

    carried_out(cast, "更正 P02 状态 完工 原因 已核实")
    assert finish().main_milestone.done_on is not None
    assert finish().state_verified
    carried_out(cast, "更正 P02 状态 在建 原因 报错了")
    assert finish().main_milestone.done_on is None


def test_sums_that_contradict_are_asked_first(cast: Cast) -> None:
    asked = order(cast, "更正 P02 累计完成 2亿 原因 核对")
    assert isinstance(asked, Ask)
    assert asked.reason == "order_correct_sums"
    assert cast.project().cumulative_wan == Decimal(2950)
