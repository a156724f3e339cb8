"""倒排工期: counted back from the finish over the county's working days."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.records import MilestoneLine, Project
from bot.domain.schedules import Schedule, schedule_of
from bot.domain.terms import Kind, MilestoneKind, WorksState
from bot.domain.working_days import WorkingDays

FRIDAY = date(2020, 5, 8)
CALENDAR = WorkingDays()


def node(
    kind: MilestoneKind, day: date, weight: int | None = None, number: int = 1
) -> MilestoneLine:
    name = "主体封顶" if kind is MilestoneKind.OWN else None
    return MilestoneLine(number, 1, kind, day, day, 0, None, name, weight)


PROJECT = Project(
    id=1,
    code="P07",
    name="项目",
    kind=Kind.CONTINUED,
    owner_unit_id=1,
    owner="县住建局",
    owner_head_id=None,
    owner_line_leader_id=None,
    co_owners=(),
    total_wan=Decimal(5000),
    plan_wan=Decimal(1000),
    done_year_wan=Decimal(400),
    cumulative_wan=Decimal(2000),
    percent=Decimal(60),
    works_state=WorksState.STARTED,
    state_verified=True,
    procedure_step=None,
    difficulty=None,
    reported_at=None,
    duties=(),
    milestones=(node(MilestoneKind.FINISH, date(2020, 5, 22)),),
)


def schedule(project: Project = PROJECT, today: date = FRIDAY) -> Schedule:
    found = schedule_of(project, today, CALENDAR)
    assert found is not None
    return found


def test_working_days_are_counted_from_tomorrow_make_up_days_included() -> None:
    # 9 May 2020 was a Saturday that was worked.
    assert schedule().working_days == 11


def test_the_pace_is_what_is_left_of_the_plan_by_working_days() -> None:
    found = schedule()
    assert (found.left_wan, found.is_plan) == (Decimal(600), True)
    assert found.wan_a_day == Decimal(600) / 11
    assert found.percent_a_week == Decimal(40) * 7 / 14


def test_a_finish_in_another_year_is_measured_by_the_whole_cost() -> None:
    later = replace(PROJECT, milestones=(node(MilestoneKind.FINISH, date(2021, 6, 30)),))
    assert (schedule(later).left_wan, schedule(later).is_plan) == (Decimal(3000), False)


def test_without_reports_no_pace_is_made_up() -> None:
    silent = replace(PROJECT, done_year_wan=None, percent=None)
    found = schedule(silent)
    assert (found.left_wan, found.wan_a_day, found.percent_a_week) == (None, None, None)


def test_a_year_without_a_notice_is_named_and_its_days_are_not_counted() -> None:
    far = replace(PROJECT, milestones=(node(MilestoneKind.FINISH, date(2035, 6, 30)),))
    found = schedule(far)
    assert (found.working_days, found.wan_a_day, found.nodes) == (None, None, ())
    assert found.unknown_year is not None


@pytest.mark.parametrize(
    ("weights", "latest"),
    [
        pytest.param((None, None), (date(2020, 5, 11), date(2020, 5, 18)), id="evenly"),
        pytest.param(
            (80, None), (date(2020, 5, 7), date(2020, 5, 21)), id="the finish takes what is left"
        ),
        pytest.param((80, 20), (date(2020, 5, 7), date(2020, 5, 21)), id="by weight"),
    ],
)
def test_the_latest_start_of_each_node_is_counted_back(
    weights: tuple[int | None, int | None], latest: tuple[date, date]
) -> None:
    own = node(MilestoneKind.OWN, date(2020, 5, 15), weights[0])
    finish = node(MilestoneKind.FINISH, date(2020, 5, 22), weights[1], 2)
    found = schedule(replace(PROJECT, milestones=(own, finish)))
    assert [each.node.kind for each in found.nodes] == [MilestoneKind.OWN, MilestoneKind.FINISH]
    assert tuple(each.latest_start for each in found.nodes) == latest


def test_a_project_that_is_only_to_start_has_time_left_and_no_works_to_schedule() -> None:
    start = node(MilestoneKind.START, date(2020, 5, 22))
    found = schedule(replace(PROJECT, milestones=(start,), works_state=WorksState.NOT_STARTED))
    assert (found.goal, found.working_days, found.nodes) == (start, 11, ())


def test_what_is_completed_needs_no_schedule() -> None:
    done = replace(PROJECT, works_state=WorksState.COMPLETED)
    assert schedule_of(done, FRIDAY, CALENDAR) is None


def test_an_overdue_project_has_no_days_left_and_no_pace() -> None:
    found = schedule(today=date(2020, 6, 1))
    assert (found.days_left, found.working_days, found.wan_a_day) == (-10, 0, None)


@given(
    st.lists(st.tuples(st.dates(FRIDAY, date(2020, 12, 31)), st.none() | st.integers(1, 30))),
)
def test_latest_starts_never_come_after_deadlines_nor_out_of_order(
    told: list[tuple[date, int | None]],
) -> None:
    own = [node(MilestoneKind.OWN, day, weight, n) for n, (day, weight) in enumerate(told, 2)]
    finish = node(MilestoneKind.FINISH, date(2020, 12, 31))
    found = schedule(replace(PROJECT, milestones=(*own, finish)))
    starts = [each.latest_start for each in found.nodes]
    assert starts == sorted(starts)
    assert all(each.latest_start <= each.node.deadline for each in found.nodes)
