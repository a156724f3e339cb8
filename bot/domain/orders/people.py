"""Lines by which the office keeps people and posts: 交接 请假 销假 B岗 指定 合并 分开.

A person is written by name, with the unit in brackets or a phone number where names are alike:
张三（县水务局）, 张三 13800000000.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from bot.domain.codes import read_code
from bot.domain.deadlines import Mode, read_deadline
from bot.domain.deadlines.periods import add_months
from bot.domain.errors import OrderUnclearError, RangeReversedError
from bot.domain.terms import Role

_ARROW = re.compile(r"\s*(?:→|⇒|➡|-+>|=+>|>|交接?给|移交给?|给|\bto\b)\s*", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
_CODE = re.compile(r"(?<![A-Za-z])[Pp][\s-]?\d{1,6}(?!\d)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_DAY = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|今天|明天|后天|今日|明日|(?:本|这|下)(?:周|星期|礼拜)[一二三四五六日天]|today|tomorrow",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
LONGEST_LEAVE = 90
"""Days of a leave over the new year; a longer one is a slip of the pen, such as 10月25日-10月20日."""

_STARTING = re.compile(r"[起始]|开始|\bfrom\b|自", re.IGNORECASE)
_STANDS_IN = re.compile(r"由|代[理班]?|顶岗|\bdelegate\b|\bby\b", re.IGNORECASE)
_ROLES = {  # 单位负责人 before 负责人, which is part of it
    Role.UNIT_HEAD: re.compile(r"单位(?:主要)?负责人|主要负责人|\bhead\b", re.IGNORECASE),
    Role.LINE_LEADER: re.compile(r"(?:分管|主管)(?:领导|县长)?|\bline leader\b", re.IGNORECASE),
    Role.LEADER: re.compile(r"包联(?:领导)?|\bleader\b", re.IGNORECASE),
    Role.RESPONSIBLE: re.compile(r"责任人|负责人|\bresponsible\b", re.IGNORECASE),
    Role.LIAISON: re.compile(r"联络员|联络人|\bliaison\b", re.IGNORECASE),
}
_OVER_UNITS = frozenset({Role.UNIT_HEAD, Role.LINE_LEADER})
_AROUND = " 、,;:。.-—–~"
_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Who:
    """A person as somebody wrote them; unit and phone tell namesakes apart."""

    name: str
    unit: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class HandoverOrder:
    """All duties of *old*, or those on the projects named, pass to *new* on *day*."""

    old: Who
    new: Who
    day: date
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeaveOrder:
    """A person is away from the first day to the last; *delegate* stands in."""

    who: Who
    first_day: date
    last_day: date
    delegate: Who | None


@dataclass(frozen=True, slots=True)
class NamingOrder:
    """A person gets a part in projects, or a post over a *unit*."""

    who: Who
    role: Role
    codes: tuple[str, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class PairOrder:
    """Two people, or two units, of which something is said."""

    first: Who
    second: Who


@dataclass(frozen=True, slots=True)
class ApartOrder:
    """The projects named belong to somebody else who has the same name as *who*."""

    who: Who
    codes: tuple[str, ...]


def read_handover(text: str, today: date) -> HandoverOrder:
    """Read 张三 → 李四 5月10日, perhaps with codes; without a day it is today.

    Raises:
        OrderUnclearError: One of the two people is missing.
    """
    rest, days = _take_days(_plain(text), today)
    rest, codes = _take_codes(_STARTING.sub(" ", rest) if days else rest)
    old, new = _two(rest, "handover")
    return HandoverOrder(old, new, days[0] if days else today, codes)


def read_leave(text: str, today: date) -> LeaveOrder:
    """Read 张三 5月8日-5月20日 代 李四; one day alone is the only one.

    Raises:
        OrderUnclearError: Who or when is missing.
        RangeReversedError: It would end before it begins.
    """
    plain = _plain(text)
    days = [found for found in _DAY.finditer(plain) if _day(found[0], today)]
    who = read_who(_STARTING.sub(" ", plain[: days[0].start()])) if days else None
    behind = plain[days[-1].end() :] if days else ""
    delegate = read_who(_STANDS_IN.sub(" ", behind))
    if who is None or (delegate and not _STANDS_IN.search(behind)):
        raise OrderUnclearError("leave")
    first, last = (_day(days[at][0], today) or today for at in (0, -1))
    if last < first:
        last = _over_the_new_year(first, last, days[-1][0])
    return LeaveOrder(who, first, last, delegate)


def _over_the_new_year(first: date, last: date, words: str) -> date:
    """Return the day that *words* name as *last* without a year, in the year behind *first*.

    Raises:
        RangeReversedError: They name the year, or the leave would be longer than people take.
    """
    if not _YEAR.match(words):
        following = add_months(last, 12)
        if (following - first).days <= LONGEST_LEAVE:
            return following
    raise RangeReversedError(first, last)


def read_naming(text: str) -> NamingOrder:
    """Read P07 责任人 李四 13900000000, or 县水务局 分管领导 李四.

    Raises:
        OrderUnclearError: Project or unit, part or person is missing.
    """
    rest, codes = _take_codes(_plain(text))
    parts = ((role, words.search(rest)) for role, words in _ROLES.items())
    role, found = next(((role, found) for role, found in parts if found), (None, None))
    if role is None or found is None:
        raise OrderUnclearError("naming")
    before, after = rest[: found.start()].strip(_AROUND), rest[found.end() :]
    over_unit = role in _OVER_UNITS
    who = read_who(after) or (None if over_unit else read_who(before))
    if who is None or (not before if over_unit else not codes):
        raise OrderUnclearError("naming")
    return NamingOrder(who, role, codes, before if over_unit else None)


def read_pair(text: str, kind: str) -> PairOrder:
    """Read 张三（县水务局） → 张三（县住建局）; *kind* names the order in what is answered.

    Raises:
        OrderUnclearError: One of the two is missing.
    """
    return PairOrder(*_two(_plain(text), kind))


def read_apart(text: str) -> ApartOrder:
    """Read 张三 13900000000 P07 P09: whose projects these are in truth, with their phone.

    Raises:
        OrderUnclearError: The person or the projects are missing.
    """
    rest, codes = _take_codes(_plain(text))
    who = read_who(rest)
    if who is None or not codes:
        raise OrderUnclearError("apart")
    return ApartOrder(who, codes)


def read_who(text: str) -> Who | None:
    """Read one person, None if there is no name."""
    plain = _plain(text)
    phone = _PHONE.search(plain)
    unit = _BRACKETS.search(_PHONE.sub(" ", plain))
    name = _INSIDE.sub("", _BRACKETS.sub(" ", _PHONE.sub(" ", plain)).strip(_AROUND))
    if not name:
        return None
    return Who(name, (unit[1].strip() or None) if unit else None, phone[0] if phone else None)


def _two(text: str, kind: str) -> tuple[Who, Who]:
    parts = _ARROW.split(text, 1)
    both = [read_who(each) for each in (parts if len(parts) == 2 else text.split(None, 1))]
    first, second = (*both, None, None)[:2]
    if first is None or second is None:
        raise OrderUnclearError(kind)
    return first, second


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _take_days(text: str, today: date) -> tuple[str, list[date]]:
    """Return *text* without its days, and these; they may lie in the past."""
    days = (_day(each[0], today) for each in _DAY.finditer(text))
    return _DAY.sub(" ", text), [day for day in days if day is not None]


def _day(words: str, today: date) -> date | None:
    return read_deadline(words, today, Mode.CELL).date


def _take_codes(text: str) -> tuple[str, tuple[str, ...]]:
    """Return *text* without project codes, and these."""
    clean = (read_code(each) for each in _CODE.findall(text))
    return _CODE.sub(" ", text), tuple(dict.fromkeys(each for each in clean if each))
