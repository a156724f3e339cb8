"""An assignment card goes out again by its ladder until 知悉 is tapped."""

from datetime import date

import pytest

from bot.domain.awareness import next_card_on

MAY = date(2020, 5, 8)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        pytest.param(8, 10, id="on the day of the first card"),
        pytest.param(9, 10, id="the day after"),
        pytest.param(10, 13, id="the second card has just gone out"),
        pytest.param(16, 18, id="after days offline: the next rung only"),
        pytest.param(18, None, id="the ladder is at its end"),
    ],
)
def test_next_card_on(today: int, due: int | None) -> None:
    expected = date(2020, 5, due) if due else None
    assert next_card_on(MAY, date(2020, 5, today), (2, 5, 10)) == expected


def test_an_empty_ladder_asks_once() -> None:
    assert next_card_on(MAY, MAY, ()) is None
