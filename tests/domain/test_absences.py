"""Whoever stands in for somebody who is away is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.absences import final_delegates

PEOPLE = st.integers(1, 6)


@pytest.mark.parametrize(
    ("named", "absent", "found"),
    [
        pytest.param({}, {1}, {}, id="nobody was named"),
        pytest.param({1: 2}, {1}, {1: 2}, id="a delegate who is there"),
        pytest.param({1: 2, 2: 3}, {1, 2}, {1: 3, 2: 3}, id="a delegate who is away passes it on"),
        pytest.param({1: 2}, {1, 2}, {}, id="a delegate who is away and named nobody"),
        pytest.param({1: 2, 2: 1}, {1, 2}, {}, id="two who named each other"),
    ],
)
def test_final_delegates(named: dict[int, int], absent: set[int], found: dict[int, int]) -> None:
    assert final_delegates(named, absent) == found


@given(st.dictionaries(PEOPLE, PEOPLE), st.sets(PEOPLE))
def test_nobody_who_is_away_stands_in(named: dict[int, int], more: set[int]) -> None:
    absent = set(named) | more
    found = final_delegates(named, absent)
    assert absent.isdisjoint(found.values())
    assert set(found) <= set(named)
