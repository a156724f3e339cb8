"""Numbers as people write them: digits, Chinese numerals and the two mixed. Pure, linear time."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_ONES = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
    "幺": 1,
}
_TENS = {"廿": 20, "卅": 30}
_SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_LARGE_UNITS = {"万": 10_000, "亿": 100_000_000}

CHINESE_ONES = "".join(_ONES)
"""Single Chinese digits, for a character class."""

CHINESE_NUMERALS = "".join([*_ONES, *_TENS, *_SMALL_UNITS])
"""All signs of Chinese whole numbers below 万, for a character class.

万 and 亿 are left out: behind a figure they are as often a unit of money as part of the number.
"""

_DIGIT = f"([{CHINESE_ONES}])"
_SECTION = re.compile(
    rf"(?:{_DIGIT}[千仟])?[零〇]?(?:{_DIGIT}[百佰])?[零〇]?"
    rf"(?:{_DIGIT}?([十拾])|([廿卅]))?[零〇]?{_DIGIT}?"
)

LONGEST_NUMBER = 24
"""Characters; whatever is longer is no number anybody means."""


def parse_integer(text: str) -> int | None:
    """Return the whole number that *text* is, or None.

    Reads digits of any script (`30`, `３０`), positional numerals (`二〇二〇`), spoken ones
    (`二十三`, `一百零二`, `一百二` = 120, `廿二`) and capitals (`贰拾`). Malformed numerals such as
    `十百` are None.
    """
    if not text or len(text) > LONGEST_NUMBER:
        return None
    if text.isdecimal():
        return int("".join(str(unicodedata.decimal(sign)) for sign in text))
    if all(sign in _ONES for sign in text):
        return int("".join(str(_ONES[sign]) for sign in text))
    return _parse_spoken(text)


def parse_decimal(text: str) -> Decimal | None:
    """Return the number that *text* is, or None: like `parse_integer`, with a fraction or units.

    Reads `1,200.5`, `三点五`, `1.2亿`, `3千` and `五百万` too.
    """
    if not text or len(text) > LONGEST_NUMBER:
        return None
    whole = parse_integer(text)
    if whole is not None:
        return Decimal(whole)
    if text[-1] in _LARGE_UNITS or (text[-1] in _SMALL_UNITS and text[0].isdecimal()):
        return _scaled(text)
    return _parse_fraction(text)


def _scaled(text: str) -> Decimal | None:
    unit = _LARGE_UNITS.get(text[-1]) or _SMALL_UNITS[text[-1]]
    figure = parse_decimal(text[:-1])
    return None if figure is None else figure * unit


def _parse_fraction(text: str) -> Decimal | None:
    whole, point, fraction = text.replace(",", "").replace("点", ".").partition(".")
    digits = parse_integer(whole)
    if digits is None or (point and not fraction):
        return None
    tail = "".join(str(_ONES.get(sign, sign)) for sign in fraction)
    if tail and not tail.isdecimal():
        return None
    try:
        return Decimal(f"{digits}.{tail or 0}") if point else Decimal(digits)
    except InvalidOperation:
        return None


def _parse_spoken(text: str) -> int | None:
    """Return the value of a spoken numeral, high units first; None when it is malformed."""
    total, rest = 0, text
    for sign in ("亿", "万"):
        head, found, rest = rest.rpartition(sign)
        if not found:
            continue
        section = _parse_spoken(head) if sign == "亿" and "万" in head else _parse_section(head)
        if section is None:
            return None
        total += section * _LARGE_UNITS[sign]
        if rest in _ONES and rest not in "〇零":  # 一万二 is 12 000
            return total + _ONES[rest] * _LARGE_UNITS[sign] // 10
    section = _parse_section(rest) if rest else 0
    return None if section is None else total + section


def _parse_section(text: str) -> int | None:
    """Return the value of a numeral below 10 000, or None when it is malformed."""
    if text.isdecimal():
        return parse_integer(text)
    found = _SECTION.fullmatch(text)
    if found is None or not text:
        return None
    thousands, hundreds, tens, ten, twenty, ones = found.groups()
    value = 1_000 * _ONES.get(thousands, 0) + 100 * _ONES.get(hundreds, 0)
    value += 10 * _ONES.get(tens, 1) if ten else _TENS.get(twenty, 0)
    is_short = ones and not ten and not twenty and text[-2:-1] not in {"", "零", "〇"}
    return value + _ONES.get(ones, 0) * ((10 if hundreds else 100) if is_short else 1)
