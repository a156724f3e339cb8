"""The month of a return and what was done in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.domain.rates import Rate
from bot.domain.returns import (
    Correction,
    ReturnLine,
    done_this_month,
    in_statistics_rate,
    month_open_on,
    previous_month,
    returned_rate,
    with_corrections,
)
from bot.domain.terms import Kind

LAST = ReturnLine(
    1, "P01", "甲水库", Kind.NEW, "县水务局", "李岩", Decimal(1000), Decimal(100), None,
    Decimal(400), Decimal(500), "", is_unchanged=False, has_returned=True, in_statistics=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "month"),
    [
        pytest.param(date(2020, 5, 1), date(2020, 5, 1), id="the first day"),
        pytest.param(date(2020, 5, 28), date(2020, 5, 1), id="the lock day itself"),
        pytest.param(date(2020, 5, 29), date(2020, 6, 1), id="the day after"),
        pytest.param(date(2020, 12, 29), date(2020, 12, 1), id="December goes on to the 31st"),
        pytest.param(date(2020, 12, 31), date(2020, 12, 1), id="the last day of the year"),
        pytest.param(date(2021, 1, 1), date(2021, 1, 1), id="the year turns"),
    ],
)
def test_the_month_that_is_open(day: date, month: date) -> None:
    assert month_open_on(day, lock_day=28) == month


def test_the_month_before() -> None:
    assert previous_month(date(2020, 1, 1)) == date(2019, 12, 1)


@pytest.mark.parametrize(
    ("month", "year", "cumulative", "last", "done"),
    [
        pytest.param(5, 460, 560, LAST, 60, id="the year's figures"),
        pytest.param(5, None, 560, LAST, 60, id="those since the start, for want of the year's"),
        pytest.param(5, 460, None, replace(LAST, year_wan=None), None, id="nothing in common"),
        pytest.param(5, 460, 560, None, None, id="no return before"),
        pytest.param(1, 40, 540, LAST, 40, id="in January the year begins"),
        pytest.param(1, None, 540, LAST, 40, id="in January, by what was done since the start"),
        pytest.param(1, 440, 540, LAST, 40, id="in January, before the project is carried over"),
        pytest.param(1, 440, None, LAST, None, id="last year's sum tells nothing of January"),
        pytest.param(1, 40, None, LAST, 40, id="carried over, and nothing known since the start"),
        pytest.param(1, 40, 540, None, 40, id="the first return of all, in January"),
        pytest.param(5, 390, 490, LAST, -10, id="a correction downwards"),
    ],
)
def test_what_was_done_in_a_month(
    month: int, year: int | None, cumulative: int | None, last: ReturnLine | None, done: int | None
) -> None:
    def money(amount: int | None) -> Decimal | None:
        return None if amount is None else Decimal(amount)

    found = done_this_month(date(2020, month, 1), money(year), money(cumulative), last)
    assert found == done


def test_rates_count_those_whom_they_concern() -> None:
    small = replace(LAST, in_statistics=None, has_returned=False)
    lines = [LAST, replace(LAST, in_statistics=False), small]
    marks, returned = in_statistics_rate(lines), returned_rate(lines)
    assert marks == Rate(Decimal(1), Decimal(2))
    assert returned == Rate(Decimal(2), Decimal(3))
    assert returned_rate([]).percent is None


def _money(amount: int | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


@pytest.mark.parametrize(
    ("field", "old", "new", "changed"),
    [
        pytest.param("year_wan", 733, 753, {"year_wan": 420, "month_wan": 120}, id="by how much"),
        pytest.param("year_wan", None, 420, {"year_wan": 420}, id="from what was not known"),
        pytest.param("year_wan", 733, None, {"year_wan": None}, id="to what is not known"),
        pytest.param("cumulative_wan", 833, 803, {"cumulative_wan": 470, "month_wan": 100},
                     id="the whole, where the year's figure tells the month"),
        pytest.param("plan_wan", 1000, 800, {"plan_wan": 800}, id="the plan, which nobody adds to"),
    ],
)  # fmt: skip
def test_a_locked_line_is_corrected_by_how_much_the_ledger_was(
    field: str, old: int | None, new: int | None, changed: dict[str, int | None]
) -> None:
    found = with_corrections(
        replace(LAST, year_wan=None if field == "year_wan" and old is None else LAST.year_wan),
        [Correction(field, _money(old), _money(new))],
    )
    wanted = {name: _money(amount) for name, amount in changed.items()}
    assert {name: getattr(found, name) for name in wanted} == wanted
