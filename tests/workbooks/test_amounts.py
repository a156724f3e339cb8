import math
from decimal import Decimal

import pytest

from bot.workbooks.amounts import UNITS, Amount, read_amount


@pytest.mark.parametrize(
    ("cell", "wan"),
    [
        pytest.param(86000.0, "86000", id="number"),
        pytest.param(0.1 + 0.2, "0.3", id="binary fraction"),
        pytest.param("86,000", "86000", id="thousands"),
        pytest.param("6,450.00", "6450", id="thousands and fraction"),
        pytest.param("１２６００", "12600", id="full width"),
        pytest.param("2380万元", "2380", id="unit"),
        pytest.param("4860 万元", "4860", id="space before the unit"),
        pytest.param("1.08亿元", "10800", id="yi"),
        pytest.param("1.26亿", "12600", id="yi, short"),
        pytest.param("36000000元", "3600", id="yuan"),
        pytest.param("3600（含援建资金3000）", "3600", id="remark"),
        pytest.param("￥1,200", "1200", id="currency sign"),
    ],
)
def test_an_amount_is_exact_wan(cell: object, wan: str) -> None:
    assert read_amount(cell) == Amount(Decimal(wan))  # type: ignore[arg-type]  # any cell


@pytest.mark.parametrize("cell", ["约3980", "3980左右", "近3980万元", "大约3980"])
def test_about_is_noted(cell: str) -> None:
    assert read_amount(cell) == Amount(Decimal(3980), is_approximate=True)


def test_the_cells_unit_beats_the_headings() -> None:
    assert read_amount("1.5亿元", UNITS["元"]) == Amount(Decimal(15000))
    assert read_amount(180_000_000, UNITS["元"]) == Amount(Decimal(18000))


@pytest.mark.parametrize(
    "cell",
    [
        *("", "待批复", "#REF!", "=SUM(C4:C24)", "3000-5000", "1,08", "—", "13800000001"),
        *("86,00,0", "3600+200", math.nan, math.inf, True, 1e30),
    ],
)
def test_what_is_no_amount_is_none(cell: object) -> None:
    assert read_amount(cell) is None  # type: ignore[arg-type]  # any cell
