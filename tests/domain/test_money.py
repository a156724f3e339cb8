from decimal import Decimal

import pytest

from bot.domain.money import show_wan


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        pytest.param("12600", "1.26亿元", id="from one 亿 up"),
        pytest.param("860", "860万元", id="below"),
        pytest.param("10000", "1亿元", id="one 亿"),
        pytest.param("9999.99", "9999.99万元", id="just below one 亿"),
        pytest.param("9999.999", "1亿元", id="rounded up to one 亿"),
        pytest.param("860.50", "860.5万元", id="no trailing zeros"),
        pytest.param("0.005", "0.01万元", id="half rounds up"),
        pytest.param("0", "0万元", id="nothing"),
        pytest.param("0E+2", "0万元", id="nothing, oddly written"),
        pytest.param("-0.001", "0万元", id="a loss of nothing"),
        pytest.param("-12600", "-1.26亿元", id="a correction downwards"),
        pytest.param("1E+5", "10亿元", id="ten 亿 keep their zero"),
        pytest.param("123456.789", "12.35亿元", id="rounded to two places"),
    ],
)
def test_money_is_shown_as_people_write_it(amount: str, shown: str) -> None:
    assert show_wan(Decimal(amount)) == shown


def test_a_receipt_may_ask_for_more_places() -> None:
    assert show_wan(Decimal(12345), places=4) == "1.2345亿元"
    assert show_wan(Decimal("12345.6"), places=0) == "1亿元"
