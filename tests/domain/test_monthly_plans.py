"""A plan by month is read from a line, or what of it cannot be."""

from decimal import Decimal

import pytest

from bot.domain.orders.monthly_plans import MonthlyPlanOrder, read_monthly_plan

YEAR = tuple(map(Decimal, range(1, 13)))
IN_A_ROW = " ".join(map(str, range(1, 13)))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"P07 {IN_A_ROW}", id="blanks"),
        pytest.param("P07 1,2,3,4,5,6,7,8,9,10,11,12", id="commas"),
        pytest.param("Ｐ７　1万 2万 3万元、4、5；6 7 8 9 10 11 0.0012亿。", id="units and marks"),
    ],
)
def test_twelve_amounts_are_the_months_in_turn(text: str) -> None:
    told = read_monthly_plan(text)
    assert (told.code, told.year, told.months, told.unread) == ("P07", YEAR, (), "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("P07 4月200 5月份：300万", id="Chinese"),
        pytest.param("p7 Apr 200, May=300", id="English"),
        pytest.param("P07 4月200 5月300 原因 会议定的", id="with a reason"),
    ],
)
def test_single_months_leave_the_others_as_they_are(text: str) -> None:
    told = read_monthly_plan(text)
    assert told.months == ((4, Decimal(200)), (5, Decimal(300)))
    after = told.applied_to(YEAR)
    assert after[3:5] == (Decimal(200), Decimal(300))
    assert after[:3] + after[5:] == YEAR[:3] + YEAR[5:]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        pytest.param("P07 100 大约200", "大约200", id="words"),
        pytest.param("P07 100 -200", "-200", id="a negative amount"),
        pytest.param("P07 100 4月200", "4月200", id="both ways at once"),
        pytest.param("P07 4月200 300", "300", id="a month and a bare amount"),
        pytest.param("P07 4月200 4月300", "4月300", id="a month twice"),
        pytest.param("P07 13月200", "13月200", id="no such month"),
        pytest.param("P07 0月200", "0月200", id="month nought"),
        pytest.param("P07 4月60%", "4月60%", id="a percent"),
    ],
)
def test_what_is_no_amount_is_named_and_nothing_is_taken(text: str, unread: str) -> None:
    assert read_monthly_plan(text) == MonthlyPlanOrder("P07", unread=unread)
