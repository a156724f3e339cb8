from decimal import Decimal

import pytest

from bot.domain.groups import ALL, Group, GroupKind, group_of
from bot.domain.rates import (
    AMOUNTS,
    PARTS,
    Headline,
    Rate,
    RateName,
    Tally,
    figure_of,
    rates,
    sides_of,
)
from bot.domain.terms import Kind

NOTHING = dict.fromkeys(Tally, Decimal(0))


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
    assert {each.percent for each in rates(NOTHING).values()} == {None}


def test_issued_papers_count_what_is_verified() -> None:
    assert Rate(Decimal(12), Decimal(30), unverified=2).verified == Rate(Decimal(10), Decimal(30))


def test_a_rate_keeps_both_sums_and_what_is_not_verified() -> None:
    sums = NOTHING | {
        Tally.DUE: Decimal(30),
        Tally.DUE_STARTED: Decimal(12),
        Tally.DUE_STARTED_UNVERIFIED: Decimal(2),
    }
    assert rates(sums)[RateName.STARTS_DUE] == Rate(Decimal(12), Decimal(30), unverified=2)


def test_money_stands_over_money_and_counts_over_counts() -> None:
    for name in RateName:
        above, below = sides_of(name)
        assert (above in AMOUNTS) == (below in AMOUNTS), name
    assert set(PARTS) == set(RateName)


@pytest.mark.parametrize(
    ("last_year", "growth"),
    [
        pytest.param(None, None, id="not given"),
        pytest.param(0, None, id="nothing was done"),
        pytest.param(1000, "20.0", id="more"),
        pytest.param(1600, "-25.0", id="less"),
    ],
)
def test_growth_over_last_year(last_year: int | None, growth: str | None) -> None:
    before = None if last_year is None else Decimal(last_year)
    headline = Headline(
        NOTHING | {Tally.DONE_YEAR_WAN: Decimal(1200)}, {}, Decimal(0), last_year_wan=before
    )
    assert headline.year_on_year == (None if growth is None else Decimal(growth))


def test_a_button_names_a_figure_and_a_group() -> None:
    for figure in (*RateName, *Tally):
        assert figure_of(figure.value) is figure
    assert figure_of("nonsense") is None
    groups = (
        ALL,
        Group(GroupKind.UNIT, number=3),
        Group(GroupKind.PERSON, number=17),
        Group(GroupKind.KIND, kind=Kind.NEW),
    )
    assert [group_of(each.key) for each in groups] == list(groups)
    assert [group_of(key) for key in ("", "u-", "u-x", "k-NONE", "x-3")] == [None] * 5
