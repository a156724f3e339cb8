"""Tells whether what a word of time says lies ahead of today."""

import re
from collections.abc import Iterable
from datetime import date

from bot.domain.numerals import parse_integer
from bot.domain.replies.clauses import Clause, has
from bot.domain.replies.tokens import Token
from bot.domain.replies.words import Sort

_MONTH = re.compile(r"(?:(\d{2,4})[-./年] ?)?(?:\D?)([^-./年月]{1,3})[-./月份]+(.*)")
_MONTHS = re.compile(r"\D?([^-~到至年月]{1,3})[-~到至]([^-~到至年月]{1,3})月份?")
_YEAR = re.compile(r"(\d{4})年")
_WEEKDAY = re.compile(r"([上下这本]*)个?(?:周|星期|礼拜)([一二三四五六日天末])")
_WEEKDAYS = "一二三四五六日"
_END = re.compile("底|末|下旬")
# A month this far back is meant as past; further back, the one of next year is meant.
_MONTHS_BACK = 6
_EARLIER = frozenset({"提前", "提早"})
PAST_MARKS = frozenset({"已", "已经", "现已", "刚", "刚刚"})
"""Before a state they make it a fact, whatever date stands beside it."""


def happens_later(clause: Clause, at: int, today: date) -> bool:
    """Return whether the word of state at *at* tells of something to come: 预计6月底完工."""
    lead = clause.lead(at)
    if has(lead, Sort.FORECAST, Sort.PLAN, Sort.REQUEST):
        return True
    if any(token.text in PAST_MARKS for token in lead):
        return False
    if has(lead, Sort.DURATION) and not has(lead, Sort.TROUBLE) and not is_early(lead):
        return True
    return any(looks_ahead(token, today) for token in lead)


def is_early(words: Iterable[Token]) -> bool:
    """Return whether a length of time is by how much it was sooner: 提前10天封顶."""
    return any(token.text in _EARLIER for token in words)


def looks_ahead(token: Token, today: date) -> bool:
    """Return whether a word of time lies behind *today*; what is unclear does not."""
    if token.sort is Sort.NEXT:
        return True
    return token.sort is Sort.DATE and _is_ahead(token.text, today)


def _is_ahead(text: str, today: date) -> bool:
    if (weekday := _WEEKDAY.match(text)) is not None:
        return _weekday_ahead(weekday[1], weekday[2], today)
    if "季度" in text or "半年" in text:
        return _stretch_ahead(text, today)
    months = _MONTHS.fullmatch(text)
    if months is not None:
        first, last = (parse_integer(month) or 0 for month in months.groups())
        return last > today.month or last < first
    month = _MONTH.match(text)
    if month is not None:
        return _month_ahead(month, today)
    year = _YEAR.match(text)
    if year is not None:
        return int(year[1]) > today.year or (
            int(year[1]) == today.year and bool(_END.search(text))
        )
    day = parse_integer(text.rstrip("日号"))
    return day is not None and day > today.day


def is_year_so_far(token: Token, today: date) -> bool:
    """Return whether a word of time is the year up to now: 1-8月, 2022年 in 2022."""
    if token.sort is not Sort.DATE:
        return False
    months = _MONTHS.fullmatch(token.text)
    if months is not None:
        return parse_integer(months[1]) == 1
    year = _YEAR.fullmatch(token.text)
    return year is not None and int(year[1]) == today.year


def is_past_year(token: Token, today: date) -> bool:
    """Return whether a word of time is a year that is over."""
    year = _YEAR.fullmatch(token.text) if token.sort is Sort.DATE else None
    return year is not None and int(year[1]) < today.year


def _weekday_ahead(which: str, day: str, today: date) -> bool:
    if "下" in which or "上" in which:
        return "下" in which
    return _WEEKDAYS.find(day.replace("天", "日").replace("末", "日")) > today.weekday()


def _stretch_ahead(text: str, today: date) -> bool:
    if "半年" in text:
        return "下" in text and today.month < 7
    if text[0] in "上下":
        return text[0] == "下"
    quarter = parse_integer(text.strip("第").partition("季")[0]) or 0
    current = (today.month + 2) // 3
    return quarter > current or (quarter == current and bool(_END.search(text)))


def _month_ahead(found: re.Match[str], today: date) -> bool:
    month = parse_integer(found[2])
    if month is None:
        return False
    if found[1] is not None:
        year = int(found[1]) % 100 + today.year // 100 * 100
        if year != today.year:
            return year > today.year
    elif today.month - month > _MONTHS_BACK:
        return True
    if month != today.month:
        return month > today.month
    day = parse_integer(found[3].rstrip("日号"))
    return bool(_END.search(found[3])) if day is None else day > today.day
