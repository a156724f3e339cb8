"""What of the projects each person finds on their charts."""

from datetime import date

import pytest
from cast import Cast
from county import at

from bot.domain.permissions import NotPermittedError
from bot.domain.terms import Light, MilestoneKind, Role, WorksState
from bot.papers.chart_lines import ChartLine
from bot.services.papers import OPERATOR


def _codes(cast: Cast, role: Role) -> list[str]:
    with cast.services() as services:
        sheet = services.charts.county_sheet(cast.person(services, role))
    return [line.code for line in sheet.lines]


def test_the_office_sees_all_projects_the_worst_first(cast: Cast) -> None:
    with cast.services() as services:
        lines = services.charts.county_sheet(OPERATOR).lines
    order = [Light.RED, Light.YELLOW, Light.GREY, Light.GREEN]
    assert len(lines) == 40
    assert [each.light for each in lines] == sorted((e.light for e in lines), key=order.index)


def test_everybody_else_sees_their_own(cast: Cast) -> None:
    assert "P01" not in _codes(cast, Role.RESPONSIBLE)
    assert "P02" in _codes(cast, Role.RESPONSIBLE)
    assert len(_codes(cast, Role.LEADER)) < 40


def test_a_page_a_leader_is_for_those_who_see_all(cast: Cast) -> None:
    with cast.services() as services:
        sheets = services.charts.leader_sheets(OPERATOR)
        leader = cast.person(services, Role.LEADER)
        assert services.charts.leader_sheets(leader) == []
        projects = services.work.projects.all()
    leaders = {each.name for project in projects for each in project.leaders}
    assert len(sheets) == len(leaders)
    assert sum(len(each.lines) for each in sheets) == sum(len(each.leaders) for each in projects)


def test_the_page_of_a_project_is_only_for_those_who_see_its_card(cast: Cast) -> None:
    with cast.services() as services:
        person, charts = cast.person(services, Role.RESPONSIBLE), services.charts
        (sheet,) = charts.project_sheets(person, services.projects.find("P02").id)
        assert sheet.line.code == "P02"
        with pytest.raises(NotPermittedError):
            charts.project_sheets(person, services.projects.find("P01").id)


def test_obstruction_is_shown_to_office_and_leaders_alone(cast: Cast) -> None:
    cast.report("P02 60% 卡点：村民阻工")
    shown = {}
    for role in (Role.OFFICE, Role.LEADER, Role.RESPONSIBLE):
        with cast.services() as services:
            number = services.projects.find("P02").id
            (sheet,) = services.charts.project_sheets(cast.person(services, role), number)
        shown[role] = any("阻工" in each for each in (sheet.difficulty, *sheet.reports))
    assert shown == {Role.OFFICE: True, Role.LEADER: True, Role.RESPONSIBLE: False}


def test_nothing_reported_is_no_zero(cast: Cast) -> None:
    with cast.services() as services:
        number = services.projects.find("P02").id
        services.work.projects.change(number, plan_wan=None, done_year_wan=None, percent=None)
        (sheet,) = services.charts.project_sheets(OPERATOR, number)
    assert sheet.line.done is None
    assert "未报" in sheet.line.done_text


def test_nodes_stand_where_the_year_has_them(cast: Cast) -> None:
    with cast.services() as services:
        lines = services.charts.county_sheet(OPERATOR).lines
    for line in lines:
        assert 0 <= line.begins <= line.ends <= 1
        assert all(0 <= node.at <= 1 for node in line.nodes)
        assert all(node.kind in MilestoneKind for node in line.nodes)


def _line(cast: Cast, code: str) -> ChartLine:
    with cast.services() as services:
        number = services.projects.find(code).id
        (sheet,) = services.charts.project_sheets(OPERATOR, number)
    return sheet.line


def test_what_was_due_in_an_earlier_year_is_still_on_the_chart(cast: Cast) -> None:
    cast.clock.set(at("2021-01-08"))
    line = _line(cast, "P02")
    assert [(node.at, node.late) for node in line.nodes] == [(0.0, True)]
    assert (line.begins, line.ends) == (0.0, 7 / 365)


def test_an_overdue_bar_runs_on_to_today(cast: Cast) -> None:
    cast.clock.set(at("2020-10-01"))
    line = _line(cast, "P02")  # due on 31 August
    assert line.ends == 274 / 366
    assert line.nodes[-1].at < line.ends


def test_works_that_began_early_have_bar_and_node_where_they_did(cast: Cast) -> None:
    project = cast.project("P19")  # 年内开工
    with cast.services() as services:
        services.work.projects.change(project.id, works_state=WorksState.STARTED)
        services.work.milestones.finish([project.milestones[0].id], date(2020, 5, 8))
    line = _line(cast, "P19")
    (start,) = [node for node in line.nodes if node.kind is MilestoneKind.START]
    assert start.done
    assert line.begins == start.at == 128 / 366
    assert project.milestones[0].deadline == date(2020, 12, 31)


def test_a_start_alone_has_a_bar_once_it_was_made(cast: Cast) -> None:
    number = cast.project("P19").id  # 年内开工, and no finish
    assert (_line(cast, "P19").begins, _line(cast, "P19").ends) == (0.0, 0.0)
    with cast.services() as services:
        services.work.projects.change(number, works_state=WorksState.STARTED)
    assert _line(cast, "P19").ends == 128 / 366


def test_leaders_come_in_the_order_of_the_ledger(cast: Cast) -> None:
    with cast.services() as services:
        headings = [each.heading for each in services.charts.leader_sheets(OPERATOR)]
        first = services.projects.find("P01").leaders[0].name
    assert headings[0].startswith(f"{first}包联项目（")
    assert "已报0/" in headings[0]
