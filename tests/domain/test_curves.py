from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.curves import (
    LINEAR,
    Curve,
    curve_of,
    deviation_pp,
    expected_share,
    starts_curve_of,
)
from bot.domain.policies import CurvePreset, Curves

QUARTERS = curve_of(Curves(preset=CurvePreset.QUARTERS))
SEASON = curve_of(Curves(preset=CurvePreset.SEASON))
FRONT_LOADED = (Decimal(600), Decimal(0), *[Decimal(40)] * 10)
OWN = curve_of(Curves(preset=CurvePreset.OWN), FRONT_LOADED)
DAYS = st.dates(date(2019, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("year", [2019, 2020])
def test_at_a_months_end_the_linear_curve_is_months_of_twelve(year: int, month: int) -> None:
    end = date(year, month, monthrange(year, month)[1])
    assert expected_share(end, LINEAR) == Decimal(month) / 12


@pytest.mark.parametrize(
    ("day", "share"),
    [
        pytest.param(date(2020, 8, 31), "0.6667", id="31 August, as published"),
        pytest.param(date(2019, 8, 31), "0.6667", id="31 August of a common year"),
        pytest.param(date(2020, 5, 3), "0.3388", id="3 May, as the weekly list prints it"),
        pytest.param(date(2020, 5, 8), "0.3525", id="8 May: day 129 of 366"),
        pytest.param(date(2019, 1, 1), "0.0027", id="the first day"),
        pytest.param(date(2019, 3, 1), "0.1667", id="1 March never falls below February's end"),
    ],
)
def test_in_between_the_linear_curve_counts_days(day: date, share: str) -> None:
    assert round(expected_share(day, LINEAR), 4) == Decimal(share)


@given(DAYS)
@example(date(2019, 2, 28))  # the farthest: 59/365 against 2/12
def test_the_linear_curve_stays_within_about_half_a_point_of_the_days(day: date) -> None:
    days_of_year = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    by_days = Fraction(day.timetuple().tm_yday, days_of_year)
    assert abs(Fraction(expected_share(day, LINEAR)) - by_days) < Fraction(51, 10_000)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        pytest.param(date(2020, 3, 31), "0.20", id="first quarter"),
        pytest.param(date(2020, 6, 30), "0.50", id="second quarter"),
        pytest.param(date(2020, 9, 30), "0.75", id="third quarter"),
        pytest.param(date(2020, 12, 31), "1", id="the year"),
        pytest.param(date(2020, 8, 15), "0.625", id="half of the third quarter's 92 days"),
    ],
)
def test_quarters_are_reached_at_their_ends(day: date, share: str) -> None:
    assert expected_share(day, QUARTERS) == Decimal(share)


def test_starts_have_quarters_of_their_own_and_else_follow_investment() -> None:
    quarters = starts_curve_of(Curves(preset=CurvePreset.QUARTERS))
    assert expected_share(date(2020, 6, 30), quarters) == Decimal("0.40")
    assert starts_curve_of(Curves(preset=CurvePreset.SEASON)) == SEASON


@pytest.mark.parametrize(
    ("day", "share"),
    [
        pytest.param(date(2020, 1, 1), Decimal(0), id="winter"),
        pytest.param(date(2020, 4, 14), Decimal(0), id="the day before the season"),
        pytest.param(date(2020, 4, 15), Decimal(1) / 200, id="its first day of two hundred"),
        pytest.param(date(2020, 7, 23), Decimal("0.5"), id="its middle"),
        pytest.param(date(2020, 10, 31), Decimal(1), id="its last day"),
        pytest.param(date(2020, 12, 1), Decimal(1), id="winter again"),
    ],
)
def test_the_season_runs_from_nothing_to_all(day: date, share: Decimal) -> None:
    assert expected_share(day, SEASON) == share


@pytest.mark.parametrize(
    ("day", "share"),
    [
        pytest.param(date(2020, 1, 31), "0.6", id="most of the plan in January"),
        pytest.param(date(2020, 2, 29), "0.6", id="nothing in February"),
        pytest.param(date(2020, 3, 31), "0.64", id="March"),
        pytest.param(date(2020, 12, 31), "1", id="all"),
    ],
)
def test_a_project_follows_its_own_monthly_plan(day: date, share: str) -> None:
    assert expected_share(day, OWN) == Decimal(share)


@pytest.mark.parametrize(
    "plan", [pytest.param((), id="none"), pytest.param((Decimal(0),) * 12, id="of zero")]
)
def test_without_a_plan_of_its_own_a_project_follows_the_calendar(
    plan: tuple[Decimal, ...],
) -> None:
    assert curve_of(Curves(preset=CurvePreset.OWN), plan) == LINEAR


@given(DAYS, st.sampled_from([LINEAR, QUARTERS, SEASON, OWN]))
def test_no_curve_ever_falls_within_a_year(day: date, curve: Curve) -> None:
    share = expected_share(day, curve)
    tomorrow = day + timedelta(days=1)
    assert 0 <= share <= 1
    assert tomorrow.year > day.year or expected_share(tomorrow, curve) >= share


@pytest.mark.parametrize(
    ("done", "expected", "points"),
    [
        pytest.param(Decimal(690) / 860, Decimal(124) / 366, "46.35", id="ahead"),
        pytest.param(Decimal(0), Decimal(1) / 3, "-33.33", id="behind"),
        pytest.param(Decimal(17) / 30, Decimal(2) / 3, "-10.00", id="ten exactly"),
    ],
)
def test_deviation_is_in_points_to_a_hundredth(
    done: Decimal, expected: Decimal, points: str
) -> None:
    assert str(deviation_pp(done, expected)) == points
