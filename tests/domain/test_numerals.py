from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.numerals import parse_decimal, parse_integer

ONES = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """Return a number below ten thousand as it is said."""
    said, zero = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            said += ("零" if zero and said else "") + ONES[digit] + sign
        zero = digit == 0
    return said or "零"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("30", 30, id="digits"),
        pytest.param("٣٠", 30, id="digits of another script"),
        pytest.param("二〇二〇", 2020, id="read digit by digit"),
        pytest.param("二十三", 23, id="spoken"),
        pytest.param("十", 10, id="ten alone"),
        pytest.param("廿二", 22, id="twenty in one sign"),
        pytest.param("卅", 30, id="thirty in one sign"),
        pytest.param("贰拾", 20, id="capitals"),
        pytest.param("一百零二", 102, id="a zero said"),
        pytest.param("一百二", 120, id="the last unit left out"),
        pytest.param("一万二", 12_000, id="the last unit left out after ten thousand"),
        pytest.param("三亿五千万", 350_000_000, id="hundred millions"),
        pytest.param("两", 2, id="a pair"),
        pytest.param("十百", None, id="units in the wrong order"),
        pytest.param("一二十", None, id="two digits before a unit"),
        pytest.param("", None, id="nothing"),
        pytest.param("六月", None, id="not only a number"),
        pytest.param("九" * 4096, None, id="longer than any number"),
    ],
)
def test_a_whole_number_is_read(text: str, number: int | None) -> None:
    assert parse_integer(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("1,200.5", Decimal("1200.5"), id="thousands separator"),
        pytest.param("三点五", Decimal("3.5"), id="spoken fraction"),
        pytest.param("1.2亿", Decimal(120_000_000), id="fraction of a unit"),
        pytest.param("3千", Decimal(3000), id="digits and a unit"),
        pytest.param("五百万", Decimal(5_000_000), id="spoken with a unit"),
        pytest.param("十百", None, id="units in the wrong order"),
        pytest.param("1.2.3", None, id="two points"),
        pytest.param("1.", None, id="no digit behind the point"),
    ],
)
def test_a_number_with_a_fraction_or_a_unit_is_read(text: str, number: Decimal | None) -> None:
    assert parse_decimal(text) == number


@given(st.integers(min_value=0, max_value=9999))
def test_what_is_said_of_a_number_is_read_as_that_number(number: int) -> None:
    assert parse_integer(spoken(number)) == number


@given(st.text(alphabet="〇零一二两三十百千万亿廿卅壹0123456789.点,", max_size=40))
def test_no_numeral_raises(text: str) -> None:
    parse_decimal(text)
