from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.policies import Ranking
from bot.domain.rankings import (
    OnTime,
    Part,
    Record,
    added_up,
    blacklisted,
    is_under_target,
    ranks,
    score,
)

WEIGHTS = Ranking()
PLANNED = Record(Decimal(500), Decimal(500), Decimal(1000))
CASES = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
    lambda pair: OnTime(min(pair), max(pair))
)
WAN = st.decimals(0, 5000, places=2)
RECORDS = st.builds(Record, WAN, WAN, WAN, CASES, CASES, CASES)


@pytest.mark.parametrize(
    ("record", "total"),
    [
        pytest.param(PLANNED, "100.0", id="not behind"),
        pytest.param(replace(PLANNED, done_wan=Decimal(900)), "100.0", id="ahead is capped"),
        pytest.param(replace(PLANNED, done_wan=Decimal(350)), "50.0", id="fifteen behind"),
        pytest.param(replace(PLANNED, done_wan=Decimal(200)), "0.0", id="thirty behind"),
        pytest.param(replace(PLANNED, done_wan=Decimal(0)), "0.0", id="fifty behind"),
        pytest.param(Record(), None, id="nothing to score"),
        pytest.param(
            replace(PLANNED, milestones=OnTime(1, 2), reports=OnTime(1, 1), items=OnTime(0, 1)),
            "77.5",
            id="50 + 12.5 + 15 + 0",
        ),
        pytest.param(
            replace(PLANNED, reports=OnTime(0, 1)), "76.9", id="50 of 65, scaled to a hundred"
        ),
        pytest.param(Record(reports=OnTime(1, 1)), "100.0", id="one part alone"),
    ],
)
def test_a_score(record: Record, total: str | None) -> None:
    assert score(record, WEIGHTS).total == (None if total is None else Decimal(total))


def test_each_part_is_kept_to_be_printed() -> None:
    parts = score(replace(PLANNED, milestones=OnTime(1, 3)), WEIGHTS).parts
    assert parts == {
        Part.DEVIATION: Decimal("50.0"),
        Part.MILESTONES: Decimal("8.3"),
        Part.REPORTS: None,
        Part.ITEMS: None,
    }


def test_of_a_unit_the_deviation_is_a_ratio_of_sums() -> None:
    small = Record(Decimal(0), Decimal(50), Decimal(100))
    assert added_up([PLANNED, small]).deviation_pp == Decimal(
        "-4.55"
    )  # -50 of 1100, not the mean of -50


@given(RECORDS)
def test_a_score_is_between_nothing_and_a_hundred(record: Record) -> None:
    total = score(record, WEIGHTS).total
    assert total is None or 0 <= total <= 100


@given(RECORDS, st.sampled_from(["milestones", "reports", "items"]))
def test_one_more_case_in_time_never_lowers_a_score(record: Record, part: str) -> None:
    more: dict[str, Any] = {part: _one_more(getattr(record, part))}
    better = replace(record, **more)
    before, after = score(record, WEIGHTS).total, score(better, WEIGHTS).total
    assert after is not None
    assert before is None or after >= before


@given(RECORDS, WAN)
def test_more_money_done_never_lowers_a_score(record: Record, more: Decimal) -> None:
    richer = replace(record, done_wan=record.done_wan + more)
    before, after = score(record, WEIGHTS).total, score(richer, WEIGHTS).total
    assert before is None or (after is not None and after >= before)


@given(st.lists(RECORDS, min_size=1, max_size=6))
def test_a_unit_of_several_is_its_projects_added_up_in_any_order(records: list[Record]) -> None:
    there = added_up(records)
    back = added_up(list(reversed(records)))
    assert there.done_wan == sum(each.done_wan for each in records)
    assert there.reports.cases == sum(each.reports.cases for each in records)
    assert score(there, WEIGHTS) == score(back, WEIGHTS)


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        pytest.param([], [], id="nobody"),
        pytest.param([90, 80, 80, 70], [1, 2, 2, 4], id="a tie shares a rank"),
        pytest.param([70, 90, 80], [3, 1, 2], id="in the order given"),
        pytest.param([50, 50], [1, 1], id="all alike"),
    ],
)
def test_ranks(totals: Sequence[int], expected: list[int]) -> None:
    assert ranks(map(Decimal, totals)) == expected


@given(st.lists(st.integers(0, 20), max_size=30))
def test_a_rank_is_one_more_than_those_above(totals: list[int]) -> None:
    assert ranks(map(Decimal, totals)) == [
        1 + sum(other > mine for other in totals) for mine in totals
    ]


def test_the_black_list_needs_both_the_bottom_and_a_missed_target() -> None:
    places = [(1, True), (2, False), (3, True), (4, False), (5, True), (6, False)]
    assert blacklisted(places, bottom=3) == [False, False, False, False, True, False]
    assert blacklisted([], bottom=3) == []


@pytest.mark.parametrize(
    ("ranks_held", "listed"),
    [
        pytest.param([1], [False], id="the only one is not the last"),
        pytest.param([1, 2], [False, True], id="of two the second"),
        pytest.param([1, 2, 3], [False, True, True], id="of three not the first"),
        pytest.param([1] * 7, [False] * 7, id="all share the first place"),
        pytest.param([1, 2, 2, 2, 2], [False] * 5, id="nearly all share the second"),
    ],
)
def test_the_upper_half_of_a_group_is_no_bottom(ranks_held: list[int], listed: list[bool]) -> None:
    assert blacklisted([(rank, True) for rank in ranks_held], bottom=3) == listed


@pytest.mark.parametrize(
    ("record", "is_under"),
    [
        pytest.param(PLANNED, False, id="as expected"),
        pytest.param(replace(PLANNED, done_wan=Decimal(499)), True, id="behind the curve"),
        pytest.param(
            replace(PLANNED, milestones=OnTime(0, 1)), False, id="in time by money, a date missed"
        ),
        pytest.param(
            Record(milestones=OnTime(0, 1)), True, id="no money to judge, a start missed"
        ),
        pytest.param(Record(reports=OnTime(0, 1)), False, id="nothing but a report missed"),
    ],
)
def test_under_the_target_is_behind_the_curve_or_past_a_date(
    record: Record, is_under: bool
) -> None:
    assert is_under_target(record) is is_under


def _one_more(cases: OnTime) -> OnTime:
    return OnTime(cases.met + 1, cases.cases + 1)
