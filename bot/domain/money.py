"""Amounts of money in words: exact decimals in 万元, shown in 亿元 from 1 亿元 up."""

from decimal import ROUND_HALF_UP, Decimal

_WAN_PER_YI = 10_000


def show_wan(amount: Decimal, places: int = 2) -> str:
    """Return *amount*, in 万元, as people write it: `860万元`, `1.26亿元`.

    At most *places* decimals are shown, halves away from zero, without trailing zeros; what is
    stored stays exact. What rounds up to 1 亿元 is shown as such. A negative amount keeps its
    sign, one that rounds to nothing loses it.
    """
    wan = _rounded(amount, places)
    if abs(wan) < _WAN_PER_YI:
        return f"{_plain(wan)}万元"
    return f"{_plain(_rounded(amount / _WAN_PER_YI, places))}亿元"


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
