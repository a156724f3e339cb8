from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rates import ProjectFigures, Rate, headline
from bot.domain.terms import Kind, Light, WorksState

TODAY = date(2020, 5, 8)
CONTINUED = ProjectFigures(
    kind=Kind.CONTINUED,
    works_state=WorksState.STARTED,
    is_verified=True,
    light=Light.GREEN,
    has_reported=True,
    total_wan=Decimal(12600),
    plan_wan=Decimal(7800),
    done_year_wan=Decimal(2950),
    cumulative_wan=Decimal(6000),
)
NEW = replace(
    CONTINUED,
    kind=Kind.NEW,
    works_state=WorksState.NOT_STARTED,
    light=Light.YELLOW,
    has_reported=False,
    total_wan=Decimal(400),
    plan_wan=Decimal(200),
    done_year_wan=None,
    cumulative_wan=None,
    start_by=date(2020, 5, 8),
)
STARTED = replace(NEW, works_state=WorksState.STARTED)


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        pytest.param(12, 30, "40.0", id="plain"),
        pytest.param(2, 3, "66.7", id="rounded"),
        pytest.param(1, 2000, "0.1", id="half rounds up"),
        pytest.param(0, 30, "0.0", id="nothing of something"),
        pytest.param(31, 30, "103.3", id="more than all"),
    ],
)
def test_a_rate_has_a_percent_to_one_decimal(
    numerator: int, denominator: int, percent: str
) -> None:
    assert str(Rate(Decimal(numerator), Decimal(denominator)).percent) == percent


def test_a_rate_of_nothing_has_no_percent() -> None:
    assert Rate(Decimal(0), Decimal(0)).percent is None
    assert Rate(Decimal(5), Decimal(0)).percent is None


def test_issued_papers_count_what_is_verified() -> None:
    assert Rate(Decimal(12), Decimal(30), unverified=2).verified == Rate(Decimal(10), Decimal(30))


def test_of_no_projects_the_headline_is_all_zeros() -> None:
    nothing = headline([], TODAY)
    assert nothing.count_by_kind == {Kind.CONTINUED: 0, Kind.NEW: 0, Kind.PREPARATORY: 0}
    assert set(nothing.lights.values()) == {0}
    assert nothing.total_wan == 0
    for rate in (nothing.cumulative, nothing.done_year, nothing.starts_due, nothing.coverage):
        assert rate.percent is None


def test_the_headline_is_a_ratio_of_sums_and_not_a_mean_of_ratios() -> None:
    small = replace(CONTINUED, plan_wan=Decimal(200), done_year_wan=Decimal(200))
    figures = headline([CONTINUED, small], TODAY)
    assert figures.done_year == Rate(Decimal(3150), Decimal(8000))
    assert str(figures.done_year.percent) == "39.4"
    assert figures.cumulative == Rate(Decimal(12000), Decimal(25200))
    assert figures.total_wan == Decimal(25200)


def test_who_has_not_reported_stays_in_the_denominator_and_shows_in_the_coverage() -> None:
    figures = headline([CONTINUED, NEW], TODAY)
    assert figures.done_year == Rate(Decimal(2950), Decimal(8000))
    assert figures.coverage == Rate(Decimal(1), Decimal(2))


def test_projects_are_counted_by_kind_and_light() -> None:
    preparatory = replace(NEW, kind=Kind.PREPARATORY, light=Light.GREY)
    figures = headline([CONTINUED, NEW, NEW, preparatory], TODAY)
    assert figures.count_by_kind == {Kind.CONTINUED: 1, Kind.NEW: 2, Kind.PREPARATORY: 1}
    assert figures.lights == {Light.RED: 0, Light.YELLOW: 2, Light.GREEN: 1, Light.GREY: 1}


def test_starts_are_counted_of_those_due_and_of_all() -> None:
    later = date(2020, 12, 31)
    projects = [
        STARTED,
        NEW,
        replace(NEW, start_by=later),
        replace(STARTED, start_by=later),
        replace(STARTED, start_by=None),
    ]
    figures = headline(projects, TODAY)
    assert figures.starts_due == Rate(Decimal(1), Decimal(2))
    assert figures.starts_of_all == Rate(Decimal(3), Decimal(5))


def test_a_start_due_tomorrow_is_not_due() -> None:
    figures = headline([replace(NEW, start_by=date(2020, 5, 9))], TODAY)
    assert figures.starts_due.percent is None


def test_completions_tell_how_many_await_verification() -> None:
    done = replace(CONTINUED, works_state=WorksState.COMPLETED)
    accepted = replace(CONTINUED, works_state=WorksState.ACCEPTED)
    unverified = replace(done, is_verified=False)
    new_and_done = replace(done, kind=Kind.NEW)
    figures = headline([done, accepted, unverified, CONTINUED, new_and_done], TODAY)
    assert figures.completions == Rate(Decimal(3), Decimal(4), unverified=1)
    assert figures.completions.verified == Rate(Decimal(2), Decimal(4))


def test_an_unverified_start_counts_and_is_marked() -> None:
    figures = headline([STARTED, replace(STARTED, is_verified=False)], TODAY)
    assert figures.starts_due == Rate(Decimal(2), Decimal(2), unverified=1)


@given(st.lists(st.sampled_from([CONTINUED, NEW, STARTED]), max_size=12))
def test_parts_of_a_group_add_up_to_the_group(projects: list[ProjectFigures]) -> None:
    whole = headline(projects, TODAY)
    halves = [headline(projects[:3], TODAY), headline(projects[3:], TODAY)]
    assert whole.done_year == Rate(
        sum((half.done_year.numerator for half in halves), Decimal(0)),
        sum((half.done_year.denominator for half in halves), Decimal(0)),
    )
    assert sum(whole.lights.values()) == sum(whole.count_by_kind.values()) == len(projects)
