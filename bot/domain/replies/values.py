"""What a figure found in a reply is worth: one function a form, from its match to a `Figure`."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.codes import code_of
from bot.domain.numerals import parse_decimal, parse_integer
from bot.domain.replies.words import Sort
from bot.domain.terms import Period, WorksState

Value = Decimal | str | WorksState | Period | tuple[Decimal, Decimal] | None

APPROXIMATE = r"[多来余几]"
_WELL_FORMED = re.compile(r"(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,6})?")
_LONGEST_BARE_NUMBER = 6
"""Digits; more of them without any mark are a telephone number."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure found at a place: what it is, where it ends and what it is worth."""

    sort: Sort
    end: int
    value: Value = None


def parse_number(text: str) -> Decimal | None:
    """Return a number in digits or Chinese numerals; None when it is malformed or absurdly long."""
    if text[:1].isdigit():
        return Decimal(text.replace(",", "")) if _WELL_FORMED.fullmatch(text) else None
    return parse_decimal(text)


def code(found: re.Match[str]) -> Figure | None:
    """P7 and p07 are P07; a letter in it (PO7) makes it doubtful."""
    number = found["number"]
    if not number.isdigit():
        return Figure(Sort.UNCLEAR_CODE, found.end(), found[0].upper())
    return Figure(Sort.CODE, found.end(), code_of(int(number))) if int(number) else None


def percent(found: re.Match[str]) -> Figure:
    """60%, 百分之六十五, 60个点; +5% tells a change, -5% cannot be."""
    number = found["number"]
    value = Decimal(100) if number == "百" else parse_number(number)
    if value is None:
        return Figure(Sort.UNCLEAR_PERCENT, found.end())
    if found["sign"]:
        return (
            Figure(Sort.DELTA, found.end(), value)
            if found["sign"] == "+"
            else _negative(found, value)
        )
    return Figure(Sort.PERCENT, found.end(), value)


def _negative(found: re.Match[str], value: Decimal) -> Figure:
    return Figure(Sort.UNCLEAR_PERCENT, found.end(), -value)


def mistyped_percent(found: re.Match[str]) -> Figure:
    """6O% is likely 60 %."""
    guess = found["number"].translate(str.maketrans("ol", "01"))
    return Figure(Sort.UNCLEAR_PERCENT, found.end(), parse_number(guess))


def tenths(found: re.Match[str]) -> Figure | None:
    """八成五, 6成5, 八成半, 六七成."""
    head, tail = found["tenths"], found["rest"]
    whole = parse_number(head)
    if len(head) > 1 and whole is not None and head[0] not in "0123456789十" and "点" not in head:
        ends = [parse_integer(sign) for sign in head]
        if len(head) == 2 and ends[0] is not None and ends[1] is not None:
            return Figure(Sort.RANGE, found.end(), (Decimal(ends[0] * 10), Decimal(ends[1] * 10)))
        return Figure(Sort.UNCLEAR_PERCENT, found.end())
    if whole is None or whole > 10:
        return None
    more = Decimal(5) if tail == "半" else parse_number(tail) if tail else Decimal(0)
    return None if more is None else Figure(Sort.PERCENT, found.end(), whole * 10 + more)


def fraction(found: re.Match[str]) -> Figure | None:
    """三分之二; rounded to two places."""
    below, above = parse_number(found["below"]), parse_number(found["above"])
    if not below or above is None:
        return Figure(Sort.UNCLEAR_PERCENT, found.end())
    if below > 20 or above > below:
        return Figure(Sort.QUANTITY, found.end())
    share = (above * 100 / below).quantize(Decimal("0.01")).normalize()
    return Figure(Sort.PERCENT, found.end(), Decimal(format(share, "f")))


def slashed(found: re.Match[str]) -> Figure:
    """2/3 is two thirds or a day in February."""
    below, above = Decimal(found["below"]), Decimal(found["above"])
    if not above < below:
        return Figure(Sort.UNCLEAR_NUMBER, found.end())
    return Figure(Sort.UNCLEAR_NUMBER, found.end(), round(above * 100 / below, 2))


def millions(found: re.Match[str]) -> Figure:
    """An English amount; whether it is of yuan is not said."""
    value = parse_number(found["number"])
    return Figure(Sort.UNCLEAR_MONEY, found.end(), None if value is None else value * 100)


def half(found: re.Match[str]) -> Figure:
    """一半."""
    return Figure(Sort.PERCENT, found.end(), Decimal(50))


def more_than_half(found: re.Match[str]) -> Figure:
    """过半: a lower bound."""
    return Figure(Sort.MORE_PERCENT, found.end(), Decimal(50))


def money(found: re.Match[str]) -> Figure:
    """Return an amount in 万元; unclear when it is approximate or malformed."""
    if re.search(APPROXIMATE, found[0]):
        return Figure(Sort.UNCLEAR_MONEY, found.end(), _wan(re.sub(APPROXIMATE, "", found[0])))
    value = _wan(found[0])
    return Figure(Sort.UNCLEAR_MONEY if value is None else Sort.MONEY, found.end(), value)


def _wan(text: str) -> Decimal | None:
    """Return an amount such as 1亿2千万元, 120w or 3200000元 in 万元, or None if malformed."""
    amount = text.rstrip("元块钱人民币").replace(" ", "").replace("w", "万").replace("个", "")
    total, rest = Decimal(0), amount
    for unit, worth in (("亿", Decimal(10_000)), ("万", Decimal(1))):
        head, found, tail = rest.rpartition(unit)
        if found:
            value = _section(head)
            if value is None or (total and value * worth >= 10_000) or ("." in head and tail):
                return None
            total, rest = total + value * worth, tail
    if not rest:
        return total
    value = _section(rest)
    plainly_yuan = text[-1] in "元块钱" and (rest == amount or rest[-1] in "千百十")
    return total + value / 10_000 if value is not None and plainly_yuan else None


def _section(text: str) -> Decimal | None:
    """Return the number before 亿 or 万: 3, 3.2, 3千, 三千二百."""
    for unit, worth in (("千", 1000), ("百", 100), ("十", 10)):
        if text[-1:] == unit and text[:1].isdigit():
            number = parse_number(text[:-1])
            return None if number is None else number * worth
    return parse_number(text) if text else None


def number(found: re.Match[str]) -> Figure:
    """A number without any mark, or one so long that it is a telephone number."""
    value = parse_number(found[0])
    digits = found[0].isdigit()
    if digits and len(found[0]) > _LONGEST_BARE_NUMBER:
        return Figure(Sort.PHONE, found.end())
    return Figure(Sort.UNCLEAR_NUMBER if value is None else Sort.NUMBER, found.end(), value)
