"""Money in a cell: exact 万元, whatever unit it was written in."""

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from bot.workbooks.cells import Cell, without_spaces

# 万元 in one of each unit; longer names first, since they are tried in this order.
UNITS = {
    "亿元": Decimal(10_000),
    "百万元": Decimal(100),
    "万元": Decimal(1),
    "千元": Decimal("0.1"),
    "亿": Decimal(10_000),
    "万": Decimal(1),
    "元": Decimal("0.0001"),
}
WAN = UNITS["万元"]
# No county project costs a trillion yuan: such a figure is a phone number or a slip.
_LIMIT = Decimal(100_000_000)
# A spreadsheet's binary fractions are exact to well below a fen (0.000001 万元).
_PLACES = 6

_THOUSANDS_APART = re.compile(r"(?<![\d.])\d{1,3}(?: \d{3})+(?!\d)")
# Taken together they would make a third.
_TWO_NUMBERS = re.compile(r"\d\s+\d")
_REMARK = re.compile(r"\([^()]*\)")
_AMOUNT = re.compile(
    r"(?P<about>大?约|将?近|≈|~|预计|估算)?(?:人民币|RMB|[¥¥$])?"
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"(?P<unit>" + "|".join(UNITS) + r")?(?P<odd>左右|上下|余|多)?整?"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in 万元; approximate where the cell says 约 or the like."""

    wan: Decimal
    is_approximate: bool = False


def read_amount(cell: Cell, unit: Decimal = WAN) -> Amount | None:
    """Return the money in *cell*, or None if it holds no number.

    Args:
        cell: A number, or a text such as `约3980`, `1.08亿元` or `3600（含援建资金3000）`.
        unit: 万元 in one of the heading's unit; a unit in the cell itself beats it.
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return _bounded(_exact(cell) * unit) if math.isfinite(cell) else None
    return _read_text(cell, unit) if isinstance(cell, str) else None


def _exact(number: float) -> Decimal:
    whole = int(number)
    return Decimal(whole) if whole == number else Decimal(repr(round(number, _PLACES)))


def _read_text(text: str, unit: Decimal) -> Amount | None:
    normal = _THOUSANDS_APART.sub(
        lambda grouped: without_spaces(grouped[0]), unicodedata.normalize("NFKC", text)
    )
    if _TWO_NUMBERS.search(normal):
        return None
    plain = _REMARK.sub("", without_spaces(normal))
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        return None
    number = Decimal(match["number"].replace(",", ""))
    factor = UNITS[match["unit"]] if match["unit"] else unit
    return _bounded(number * factor, is_approximate=bool(match["about"] or match["odd"]))


def _bounded(wan: Decimal, *, is_approximate: bool = False) -> Amount | None:
    """Return the sum without idle zeros after the point, or None if it cannot be a sum."""
    if abs(wan) >= _LIMIT:
        return None
    whole = Decimal(int(wan))
    return Amount(whole if whole == wan else wan.normalize(), is_approximate)
