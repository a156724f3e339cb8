"""Amounts that speak of the same days are seen to."""

from datetime import date
from decimal import Decimal

import pytest

from bot.domain.periods import Amount, Overlap, Told, first_day, told_before
from bot.domain.terms import Period

FRIDAY = date(2020, 5, 8)


@pytest.mark.parametrize(
    ("period", "first"),
    [
        pytest.param(Period.DAY, date(2020, 5, 8), id="day"),
        pytest.param(Period.WEEK, date(2020, 5, 4), id="week, from Monday"),
        pytest.param(Period.MONTH, date(2020, 5, 1), id="month"),
        pytest.param(Period.QUARTER, date(2020, 4, 1), id="quarter"),
    ],
)
def test_a_period_begins(period: Period, first: date) -> None:
    assert first_day(period, FRIDAY) == first


@pytest.mark.parametrize(
    ("period", "today", "earlier", "overlap"),
    [
        pytest.param("week", "05-08", [("week", "05-06")], Overlap.SAME, id="the same week"),
        pytest.param("week", "05-11", [("week", "05-08")], None, id="the next week"),
        pytest.param("month", "05-29", [("week", "05-08")], Overlap.WITHIN_THIS, id="its month"),
        pytest.param("week", "05-08", [("day", "05-04")], Overlap.WITHIN_THIS, id="a day of it"),
        pytest.param("day", "05-08", [("week", "05-06")], None, id="a day after the week told"),
        pytest.param("day", "05-08", [("week", "05-08")], Overlap.WITHIN_THAT, id="the same day"),
        pytest.param("week", "05-22", [("month", "05-20")], Overlap.WITHIN_THAT, id="month first"),
        pytest.param("week", "05-29", [("month", "05-20")], None, id="a week after the month told"),
        pytest.param("month", "05-20", [("week", "05-02")], Overlap.ACROSS, id="April's last week"),
        pytest.param(
            "month", "05-29", [("month", "05-20"), ("week", "05-29")], Overlap.WITHIN_THIS,
            id="a month and a week of it",
        ),
    ],
)  # fmt: skip
def test_amounts_overlap_where_they_share_days(
    period: str, today: str, earlier: list[tuple[str, str]], overlap: Overlap | None
) -> None:
    amounts = [
        Amount(Period(kind), date.fromisoformat(f"2020-{day}"), Decimal(120))
        for kind, day in earlier
    ]
    told = told_before(Period(period), date.fromisoformat(f"2020-{today}"), amounts)
    expected = None if overlap is None else Told(Decimal(120 * len(earlier)), overlap)
    assert told == expected
