from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lights import (
    MilestoneFacts,
    ProjectFacts,
    Reason,
    ReasonKey,
    Streak,
    evaluate,
    light_of,
)
from bot.domain.policies import Policy, policy_from
from bot.domain.terms import Light, MilestoneKind, WorksState

POLICY = Policy()
RATIO = policy_from({"lights": {"preset": "ratio"}})
END_OF_JUNE = date(2020, 6, 30)  # half of the plan is expected
YEARS_END = MilestoneFacts(MilestoneKind.FINISH, date(2020, 12, 31))
AT_WORK = ProjectFacts(
    works_state=WorksState.STARTED,
    plan_wan=Decimal(1000),
    done_year_wan=Decimal(500),
    percent=None,
    milestones=(YEARS_END,),
)
NOT_STARTED = replace(AT_WORK, works_state=WorksState.NOT_STARTED, done_year_wan=None)


def finish(day: date, *, is_done: bool = False) -> MilestoneFacts:
    return MilestoneFacts(MilestoneKind.FINISH, day, is_done)


def start(day: date, *, is_done: bool = False) -> MilestoneFacts:
    return MilestoneFacts(MilestoneKind.START, day, is_done)


@pytest.mark.parametrize(
    ("done", "light", "reason"),
    [
        pytest.param("900", Light.GREEN, Reason(ReasonKey.ON_TRACK), id="ahead"),
        pytest.param("400.1", Light.GREEN, Reason(ReasonKey.ON_TRACK), id="less than ten behind"),
        pytest.param(
            "400",
            Light.YELLOW,
            Reason(ReasonKey.BEHIND, measured=Decimal(10), limit=10),
            id="ten behind",
        ),
        pytest.param(
            "200",
            Light.YELLOW,
            Reason(ReasonKey.BEHIND, measured=Decimal(30), limit=10),
            id="thirty behind",
        ),
        pytest.param(
            "199.9",
            Light.RED,
            Reason(ReasonKey.BEHIND, measured=Decimal("30.01"), limit=30),
            id="more than thirty behind",
        ),
        pytest.param(
            "0",
            Light.RED,
            Reason(ReasonKey.BEHIND, measured=Decimal(50), limit=30),
            id="nothing done, and said so",
        ),
    ],
)
def test_progress_is_judged_by_points_behind(done: str, light: Light, reason: Reason) -> None:
    standing = light_of(replace(AT_WORK, done_year_wan=Decimal(done)), END_OF_JUNE, POLICY)
    assert (standing.light, standing.reason) == (light, reason)


@pytest.mark.parametrize(
    ("plan", "done", "points", "light"),
    [
        pytest.param(860, 690, "46.4", Light.GREEN, id="ahead"),
        pytest.param(5200, 1460, "-5.8", Light.GREEN, id="a little behind"),
        pytest.param(1100, 260, "-10.2", Light.YELLOW, id="just yellow"),
        pytest.param(4500, 220, "-29.0", Light.YELLOW, id="still yellow"),
        pytest.param(2000, 0, "-33.9", Light.RED, id="red"),
    ],
)
def test_a_weekly_list_of_3_may_comes_out_as_the_county_printed_it(
    plan: int, done: int, points: str, light: Light
) -> None:
    project = replace(AT_WORK, plan_wan=Decimal(plan), done_year_wan=Decimal(done))
    standing = light_of(project, date(2020, 5, 3), POLICY)
    assert standing.deviation_pp is not None
    assert round(standing.deviation_pp, 1) == Decimal(points)
    assert standing.light is light


@pytest.mark.parametrize(
    ("done", "light", "limit"),
    [
        pytest.param("400", Light.GREEN, None, id="eighty percent of the expected"),
        pytest.param("399", Light.YELLOW, 80, id="below eighty"),
        pytest.param("300", Light.YELLOW, 80, id="sixty"),
        pytest.param("299", Light.RED, 60, id="below sixty"),
    ],
)
def test_progress_may_be_judged_by_ratio(done: str, light: Light, limit: int | None) -> None:
    standing = light_of(replace(AT_WORK, done_year_wan=Decimal(done)), END_OF_JUNE, RATIO)
    assert (standing.light, standing.reason.limit) == (light, limit)


def test_by_ratio_nothing_is_behind_before_anything_is_expected() -> None:
    winter = policy_from({"lights": {"preset": "ratio"}, "curve": {"preset": "season"}})
    nothing = replace(AT_WORK, done_year_wan=Decimal(0))
    assert light_of(nothing, date(2020, 2, 1), winter).light is Light.GREEN


def test_a_standing_keeps_the_numbers_behind_its_light() -> None:
    standing = light_of(replace(AT_WORK, done_year_wan=Decimal(380)), END_OF_JUNE, POLICY)
    assert standing.done == Decimal("0.38")
    assert standing.expected == Decimal("0.5")
    assert standing.deviation_pp == Decimal("-12.00")
    assert standing.progress is Light.YELLOW
    assert not standing.by_percent


def test_no_money_reported_is_grey_and_not_green() -> None:
    silent = replace(AT_WORK, done_year_wan=None, percent=Decimal(90))
    standing = light_of(silent, END_OF_JUNE, POLICY)
    assert standing.light is Light.GREY
    assert standing.reason == Reason(ReasonKey.NOTHING_REPORTED)
    assert standing.deviation_pp is None


def test_money_without_a_plan_is_not_called_unreported() -> None:
    planless = replace(AT_WORK, plan_wan=Decimal(0), done_year_wan=Decimal(300), percent=None)
    assert light_of(planless, END_OF_JUNE, POLICY).reason == Reason(ReasonKey.NO_PLAN)


@pytest.mark.parametrize("plan", [pytest.param(None, id="none"), pytest.param("0", id="zero")])
@pytest.mark.parametrize(
    ("percent", "light"),
    [
        pytest.param(None, Light.GREY, id="no percent either"),
        pytest.param("45", Light.GREEN, id="on track"),
        pytest.param("30", Light.YELLOW, id="behind"),
        pytest.param("10", Light.RED, id="far behind"),
    ],
)
def test_physical_percent_meets_the_curve_only_where_the_plan_is_empty(
    plan: str | None, percent: str | None, light: Light
) -> None:
    project = replace(
        AT_WORK,
        plan_wan=None if plan is None else Decimal(plan),
        percent=None if percent is None else Decimal(percent),
    )
    standing = light_of(project, END_OF_JUNE, POLICY)
    assert standing.light is light
    assert standing.by_percent is (percent is not None)


def test_a_projects_own_monthly_plan_is_its_curve_when_the_policy_says_so() -> None:
    late = (*[Decimal(0)] * 6, *[Decimal(100)] * 6)
    project = replace(AT_WORK, done_year_wan=Decimal(0), monthly_plan_wan=late)
    own = policy_from({"curve": {"preset": "own"}})
    assert light_of(project, END_OF_JUNE, own).light is Light.GREEN
    assert light_of(project, END_OF_JUNE, POLICY).light is Light.RED


@pytest.mark.parametrize(
    ("deadline", "light", "due_soon"),
    [
        pytest.param(date(2020, 7, 8), Light.GREEN, False, id="eight days left"),
        pytest.param(date(2020, 7, 7), Light.GREEN, True, id="seven days left"),
        pytest.param(date(2020, 6, 30), Light.GREEN, True, id="due today is on time"),
        pytest.param(date(2020, 6, 29), Light.RED, False, id="a day overdue"),
    ],
)
def test_a_finish_is_marked_when_near_and_red_when_overdue(
    deadline: date, light: Light, *, due_soon: bool
) -> None:
    project = replace(AT_WORK, milestones=(YEARS_END, finish(deadline)))
    standing = light_of(project, END_OF_JUNE, POLICY)
    assert (standing.light, standing.due_soon) == (light, due_soon)


def test_the_longest_overdue_finish_is_the_reason() -> None:
    project = replace(
        AT_WORK, milestones=(finish(date(2020, 6, 20)), finish(date(2020, 6, 1)), YEARS_END)
    )
    reason = light_of(project, END_OF_JUNE, POLICY).reason
    assert reason == Reason(ReasonKey.FINISH_OVERDUE, date(2020, 6, 1), days=29)


def test_a_milestone_that_is_done_counts_no_more() -> None:
    project = replace(AT_WORK, milestones=(finish(date(2020, 6, 1), is_done=True), YEARS_END))
    assert light_of(project, END_OF_JUNE, POLICY).light is Light.GREEN


@pytest.mark.parametrize(
    ("deadline", "light", "key", "days"),
    [
        pytest.param(
            date(2020, 7, 5), Light.GREEN, ReasonKey.START_NOT_DUE, 5, id="five days left"
        ),
        pytest.param(date(2020, 6, 30), Light.GREEN, ReasonKey.START_NOT_DUE, 0, id="due today"),
        pytest.param(date(2020, 6, 29), Light.YELLOW, ReasonKey.START_OVERDUE, 1, id="overdue"),
        pytest.param(
            date(2020, 3, 31), Light.RED, ReasonKey.START_OVERDUE, 91, id="three months, clipped"
        ),
        pytest.param(date(2020, 4, 1), Light.YELLOW, ReasonKey.START_OVERDUE, 90, id="not yet"),
        pytest.param(date(2020, 3, 1), Light.RED, ReasonKey.START_OVERDUE, 121, id="longer"),
    ],
)
def test_a_start_follows_its_own_rule(
    deadline: date, light: Light, key: ReasonKey, days: int
) -> None:
    project = replace(NOT_STARTED, milestones=(start(deadline), YEARS_END))
    standing = light_of(project, END_OF_JUNE, POLICY)
    assert (standing.light, standing.reason) == (light, Reason(key, deadline, days=days))
    assert not standing.due_soon


def test_before_its_start_is_due_a_project_is_never_judged_by_money() -> None:
    project = replace(
        NOT_STARTED, done_year_wan=Decimal(0), milestones=(start(date(2020, 12, 31)),)
    )
    standing = light_of(project, END_OF_JUNE, POLICY)
    assert standing.light is Light.GREEN
    assert standing.reason == Reason(ReasonKey.START_NOT_DUE, date(2020, 12, 31), days=184)
    assert (standing.progress, standing.expected, standing.deviation_pp) == (None, None, None)


@pytest.mark.parametrize(
    "project",
    [
        pytest.param(
            replace(AT_WORK, milestones=(start(date(2020, 12, 31)),)), id="started before its day"
        ),
        pytest.param(
            replace(AT_WORK, milestones=(start(date(2020, 5, 31), is_done=True),)), id="done"
        ),
        pytest.param(
            replace(NOT_STARTED, milestones=(start(date(2020, 5, 31)),)), id="start overdue"
        ),
    ],
)
def test_once_started_or_overdue_to_start_money_counts(project: ProjectFacts) -> None:
    behind = replace(project, done_year_wan=Decimal(100))
    assert light_of(behind, END_OF_JUNE, POLICY).light is Light.RED


@pytest.mark.parametrize("state", [WorksState.COMPLETED, WorksState.ACCEPTED])
def test_a_completed_project_is_green_whatever_is_open(state: WorksState) -> None:
    project = replace(
        AT_WORK,
        works_state=state,
        done_year_wan=Decimal(0),
        milestones=(finish(date(2020, 1, 1)),),
    )
    standing = light_of(project, END_OF_JUNE, POLICY)
    assert (standing.light, standing.reason.key) == (Light.GREEN, ReasonKey.COMPLETED)


@pytest.mark.parametrize(
    ("done", "weeks", "light", "key"),
    [
        pytest.param(350, 1, Light.YELLOW, ReasonKey.BEHIND, id="the first week"),
        pytest.param(350, 2, Light.RED, ReasonKey.BEHIND_FOR_WEEKS, id="the second in a row"),
        pytest.param(350, 5, Light.RED, ReasonKey.BEHIND_FOR_WEEKS, id="until the cause is gone"),
        pytest.param(450, 5, Light.GREEN, ReasonKey.ON_TRACK, id="the cause is gone"),
        pytest.param(100, 5, Light.RED, ReasonKey.BEHIND, id="red in its own right"),
    ],
)
def test_yellow_by_progress_two_weeks_in_a_row_is_red(
    done: int, weeks: int, light: Light, key: ReasonKey
) -> None:
    project = replace(AT_WORK, done_year_wan=Decimal(done), weeks_behind=weeks)
    standing = light_of(project, END_OF_JUNE, POLICY)
    assert (standing.light, standing.reason.key) == (light, key)
    assert standing.reason.weeks == (weeks if key is ReasonKey.BEHIND_FOR_WEEKS else None)
    assert standing.progress is (Light.YELLOW if done == 350 else light)


def test_the_county_may_turn_the_weeks_off() -> None:
    policy = policy_from({"lights": {"red_after_weeks": 0}})
    project = replace(AT_WORK, done_year_wan=Decimal(350), weeks_behind=9)
    assert light_of(project, END_OF_JUNE, policy).light is Light.YELLOW


def test_a_yellow_start_is_not_hardened_by_weeks() -> None:
    project = replace(
        AT_WORK,
        works_state=WorksState.PRE,
        weeks_behind=9,
        milestones=(start(date(2020, 6, 20)),),
    )
    assert light_of(project, END_OF_JUNE, POLICY).light is Light.YELLOW


@pytest.mark.parametrize(
    ("done", "before", "is_weekly", "light", "after"),
    [
        pytest.param(350, (0, 0), True, Light.YELLOW, (1, 0), id="the first week behind"),
        pytest.param(350, (1, 0), False, Light.YELLOW, (1, 0), id="days between do not count"),
        pytest.param(350, (1, 0), True, Light.RED, (2, 1), id="the second: red, for one week"),
        pytest.param(350, (2, 1), True, Light.RED, (3, 2), id="red keeps its streak"),
        pytest.param(100, (0, 0), True, Light.RED, (1, 1), id="red in its own right"),
        pytest.param(350, (1, 1), True, Light.RED, (2, 2), id="better than red, still behind"),
        pytest.param(450, (5, 4), False, Light.GREEN, (0, 0), id="the cause is gone"),
    ],
)
def test_a_weekly_evaluation_lengthens_the_streaks(
    done: int, before: tuple[int, int], *, is_weekly: bool, light: Light, after: tuple[int, int]
) -> None:
    project = replace(AT_WORK, done_year_wan=Decimal(done))
    standing, streak = evaluate(project, Streak(*before), END_OF_JUNE, POLICY, is_weekly=is_weekly)
    assert (standing.light, streak) == (light, Streak(*after))


def test_an_exemption_turns_red_green_and_tells_what_it_excuses() -> None:
    project = replace(AT_WORK, milestones=(finish(date(2020, 6, 1)),), exemption="洪水")
    standing = light_of(project, END_OF_JUNE, POLICY)
    assert standing.light is Light.GREEN
    assert standing.reason == Reason(
        ReasonKey.EXEMPT,
        exemption="洪水",
        excused=Reason(ReasonKey.FINISH_OVERDUE, date(2020, 6, 1), days=29),
    )


@pytest.mark.parametrize(
    ("done", "light"),
    [
        pytest.param(None, Light.GREY, id="grey"),
        pytest.param(Decimal(500), Light.GREEN, id="green"),
    ],
)
def test_an_exemption_changes_nothing_where_nothing_is_to_excuse(
    done: Decimal | None, light: Light
) -> None:
    project = replace(AT_WORK, done_year_wan=done, exemption="洪水")
    standing = light_of(project, END_OF_JUNE, POLICY)
    assert standing == light_of(replace(project, exemption=None), END_OF_JUNE, POLICY)
    assert standing.light is light


AMOUNTS = st.none() | st.decimals(0, 2000, places=2)
DAYS = st.dates(date(2020, 1, 1), date(2020, 12, 31))
PROJECTS = st.builds(
    ProjectFacts,
    works_state=st.sampled_from(WorksState),
    plan_wan=AMOUNTS,
    done_year_wan=AMOUNTS,
    percent=st.none() | st.decimals(0, 100, places=1),
    milestones=st.lists(
        st.builds(MilestoneFacts, st.sampled_from(MilestoneKind), DAYS, st.booleans()), max_size=4
    ).map(tuple),
    weeks_behind=st.integers(0, 3),
)


@given(PROJECTS, DAYS, st.sampled_from([POLICY, RATIO]))
def test_every_project_has_a_light_on_every_day(
    project: ProjectFacts, today: date, policy: Policy
) -> None:
    standing = light_of(project, today, policy)
    assert standing.reason.exemption is None
    overdue = any(
        one.deadline < today and not one.is_done and one.kind is MilestoneKind.FINISH
        for one in project.milestones
    )
    if overdue and not project.works_state.is_completed:
        assert standing.light is Light.RED


@given(PROJECTS, DAYS, st.integers(0, 5), st.booleans())
def test_what_was_evaluated_is_what_a_look_at_the_project_shows(
    project: ProjectFacts, today: date, weeks: int, is_weekly: bool
) -> None:
    standing, streak = evaluate(project, Streak(weeks, weeks), today, POLICY, is_weekly=is_weekly)
    seen = light_of(replace(project, weeks_behind=streak.weeks_behind), today, POLICY)
    assert standing == seen
    assert (streak.weeks_red > 0) <= (standing.light is Light.RED)


@given(PROJECTS, DAYS, st.decimals(1, 500, places=2))
def test_more_money_never_makes_a_light_worse(
    project: ProjectFacts, today: date, more: Decimal
) -> None:
    severity: Mapping[Light, int] = {Light.RED: 0, Light.YELLOW: 1, Light.GREEN: 2}
    reported = replace(project, done_year_wan=project.done_year_wan or Decimal(0))
    richer = replace(reported, done_year_wan=(reported.done_year_wan or Decimal(0)) + more)
    before, after = (light_of(one, today, POLICY).light for one in (reported, richer))
    assert Light.GREY in {before, after} or severity[after] >= severity[before]


def test_a_year_of_days_of_one_project_reads_as_the_rules_tell_it() -> None:
    project = replace(
        NOT_STARTED,
        milestones=(start(date(2020, 3, 31)), finish(date(2020, 10, 31))),
    )
    days = (date(2020, 1, 1) + timedelta(days=n) for n in range(366))
    changes: list[tuple[date, Light, ReasonKey]] = []
    for day in days:
        standing = light_of(project, day, POLICY)
        if not changes or changes[-1][1:] != (standing.light, standing.reason.key):
            changes.append((day, standing.light, standing.reason.key))
    assert changes == [
        (date(2020, 1, 1), Light.GREEN, ReasonKey.START_NOT_DUE),
        (date(2020, 4, 1), Light.YELLOW, ReasonKey.START_OVERDUE),
        (date(2020, 6, 30), Light.RED, ReasonKey.START_OVERDUE),
    ]
