"""The grammar: an ordered list of rules over signs.

A pattern names kinds of signs (see `words` and `tokens`) in the order in which they stand; `?`
may be missing, `|` one of several. At each place the first rule that fits is taken, so a longer
pattern stands above its own beginning. To add a way of writing a date: one line here, one case in
the tests.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.deadlines import days, durations, moon, spans
from bot.domain.deadlines.days import Parts
from bot.domain.deadlines.periods import Outcome, Scene
from bot.domain.deadlines.tokens import Token


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of writing a date.

    Attributes:
        name: Stable; it is shown to the office and stored.
        pattern: The signs, see the module.
        read: What they mean.
        weak: Whether it counts only when nothing else in the text is a date.
    """

    name: str
    pattern: str
    read: Callable[[Parts, Scene], Outcome]
    weak: bool = False


_GROUPS = {
    "YEAR": "year|republic_year|relative_year|following_year",
    "MONTH": "month|month_name|relative_month|following_month",
    "SPAN": "span|half_span|month_and_half|month_span|quarter_span|year_span|span_in_english",
    "PART": "edge|ten_days|half_month",
    "LUNAR_MONTH": "lunar_month|leap_month",
    "FESTIVAL": "festival|festival_date",
}

RULES: tuple[Rule, ...] = (
    # The lunar calendar, before its months are taken for the sun's.
    Rule("lunar-day", "YEAR? lunar? YEAR? LUNAR_MONTH lunar_day|number|day", moon.moon_day),
    Rule("lunar-day", "YEAR? lunar YEAR? month lunar_day|number|day", moon.moon_day),
    Rule("lunar-day", "YEAR? month lunar_day", moon.moon_day),
    Rule("lunar-month", "YEAR? lunar? YEAR? LUNAR_MONTH edge|ten_days?", moon.moon_month),
    Rule("lunar-month", "YEAR? lunar YEAR? month edge|ten_days?", moon.moon_month),
    Rule("festival", "YEAR? lunar? YEAR? FESTIVAL holiday?", moon.festival),
    # Full dates and days of a month.
    Rule("full-date", "year_month_day", days.year_month_day),
    Rule("full-date-year-last", "day_month_year", days.day_month_year),
    Rule("short-full-date", "short_full_date", days.short_full_date),
    Rule("month-day-year", "MONTH day|number list? year", days.month_day),
    Rule("month-day", "YEAR? MONTH day|number", days.month_day),
    Rule("month-day", "year to month_name to day|number", days.month_day),
    Rule("weekday-month-day", "weekday list? MONTH day|number list? year", days.month_day),
    Rule("weekday-month-day", "weekday list? MONTH day|number", days.month_day),
    Rule("weekday-day-month", "weekday list? day|number month_name list? year?", days.month_day),
    Rule("weekday-full-date", "weekday list? year_month_day", days.year_month_day),
    Rule("month-figures", "month_name to number", days.asked_figures),
    Rule("day-month-figures", "day|number to month_name to number", days.asked_figures),
    Rule("day-month", "day|number to? month_name to|list? year", days.month_day),
    Rule("day-month", "day|number to? month_name", days.month_day),
    Rule("day-month", "day relative_month", days.month_day),
    Rule("short-month-day", "YEAR? month_day", days.short_month_day),
    # Weeks and weekdays.
    Rule("nth-weekday", "YEAR? MONTH nth weekday", days.nth_weekday),
    Rule("nth-weekday", "nth weekday MONTH year?", days.nth_weekday),
    Rule("last-weekday", "nth weekday", days.last_weekday),
    Rule("week-weekday", "relative_week weekday", days.weekday_in_week),
    Rule("week-weekday", "weekday relative_week", days.weekday_in_week),
    Rule("nth-week", "YEAR? MONTH nth_week", spans.nth_week),
    Rule("week-end", "relative_week edge", spans.week),
    Rule("week-end", "edge relative_week", spans.week),
    Rule("this-week-end", "bare_week edge|within", spans.week),
    Rule("this-week-end", "edge bare_week", spans.week),
    Rule("week", "relative_week", spans.week),
    # Durations.
    Rule("moved", "later|earlier by? SPAN|day", durations.moved),
    Rule("moved", "SPAN|day later|earlier", durations.moved),
    Rule("duration", "coming? SPAN|day within", durations.from_today),
    Rule("duration", "SPAN|day after|from_now", durations.from_today),
    Rule("duration", "coming SPAN|day", durations.from_today),
    Rule("days-ago", "SPAN before|ago", durations.ago),
    Rule("day-before", "day before", durations.day_before),
    # Parts of a month, months.
    Rule("month-part", "YEAR? MONTH bare_month? PART", spans.month_part),
    Rule("month-part", "edge MONTH year?", spans.month_part),
    Rule("this-month-part", "bare_month edge|within", spans.this_month_part),
    Rule("this-month-part", "edge bare_month", spans.this_month_part),
    Rule("this-month-part", "ten_days|half_month", spans.this_month_part),
    Rule("month", "YEAR? MONTH year?", spans.month),
    Rule("year-month", "year_month", spans.year_month),
    Rule("compact-month", "compact_month", spans.compact_month, weak=True),
    # Quarters, halves, years.
    Rule("quarter", "edge? quarter year|relative_year", spans.quarter),
    Rule("quarter", "YEAR? quarter edge?", spans.quarter),
    Rule("quarter", "edge quarter", spans.quarter),
    Rule("relative-quarter", "edge? relative_quarter edge?", spans.relative_quarter),
    Rule("relative-quarter", "bare_quarter edge|within", spans.relative_quarter),
    Rule("relative-quarter", "edge bare_quarter", spans.relative_quarter),
    Rule("month-part", "half MONTH", spans.month_part),
    Rule("half-year", "edge? half year|relative_year", spans.half_year),
    Rule("half-year", "YEAR? half edge?", spans.half_year),
    Rule("half-year", "edge half", spans.half_year),
    Rule("first-months", "YEAR? first_months", spans.first_months),
    Rule("year-part", "YEAR bare_year? edge", spans.year_part),
    Rule("year-part", "edge year|relative_year", spans.year_part),
    Rule("year-part", "bare_year edge year", spans.year_part),
    Rule("this-year-part", "bare_year edge|within", spans.year_part),
    Rule("this-year-part", "edge bare_year", spans.year_part),
    Rule("five-year-plan", "five_year_plan edge|within", spans.five_year_plan),
    Rule("year", "YEAR relative_year?", spans.year),
    # Single signs.
    Rule("relative-day", "edge? relative_day", days.relative_day),
    Rule("day", "day", days.day_of_month),
    Rule("weekday", "weekday", days.weekday),
    Rule("serial", "serial", days.serial, weak=True),
    Rule("end-of-day", "day_end", days.end_of_today, weak=True),
    Rule("bare-duration", "SPAN", durations.bare, weak=True),
    Rule("lunar-day-alone", "lunar? lunar_day", days.asked_figures, weak=True),
    Rule("before-holidays", "holiday", moon.before_holidays, weak=True),
    Rule("vague", "vague", moon.vague, weak=True),
)


class Match(NamedTuple):
    """A rule that fits, with the limits around it.

    Attributes:
        rule: The rule.
        parts: Its signs by kind.
        head: Signs of limits before it, such as *by*.
        tail: Signs behind it: 前, 左右, a weekday to check.
        first: Index of its first sign.
        after: Index behind its last sign.
    """

    rule: Rule
    parts: dict[str, Token]
    head: tuple[Token, ...]
    tail: tuple[Token, ...]
    first: int
    after: int

    @property
    def is_limited(self) -> bool:
        """Whether a word at it makes it a deadline: 前, 内, *by*."""
        return any(token.kind in _LIMITING for token in (*self.head, *self.tail))


_LIMITING = frozenset({"before", "within", "until", "by"})
_HEAD = ["by", "around", "not_before", "from", "every", "day_end"]
_TAIL = [
    "before",
    "within",
    "after",
    "since",
    "until",
    "around",
    "zero_hour",
    "day_end",
    "from_now",
]
# Nobody says more of them before a date; it keeps a text of nothing else from taking long.
_MOST_AHEAD = 4
_CODES: dict[str, str] = {}


def _code(kind: str) -> str:
    """Return the letter that stands for a kind of sign."""
    return _CODES.setdefault(kind, chr(0x4E00 + len(_CODES)))


def _class(kinds: Iterable[str]) -> str:
    names = (name for kind in kinds for name in _GROUPS.get(kind, kind).split("|"))
    return f"[{''.join(map(_code, names))}]"


def _compiled(rule: Rule) -> str:
    parts = rule.pattern.split()
    return "".join(_class(p.rstrip("?").split("|")) + "?" * p.endswith("?") for p in parts)


def _grammar() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a date with what stands before it, and of the limits behind it.

    Its first group is what stands before; the others are empty and number the rule that fits.
    """
    rules = "|".join(f"{_compiled(rule)}()" for rule in RULES)
    opening, closing, weekday = _class(["list", "open"]), _code("close"), _code("weekday")
    limit = f"(?:{_code('open')}?{_class(_TAIL)}{closing}?)"
    tail = f"(?:{opening}?{weekday}{closing}?)?{limit}*"
    return re.compile(f"(?P<head>{_class(_HEAD)}{{0,{_MOST_AHEAD}}})(?:{rules})"), re.compile(tail)


_CORE, _LIMITS = _grammar()


def matches(tokens: list[Token]) -> Iterator[Match]:
    """Yield what in *tokens* is written as a date, from left to right."""
    codes = "".join([_CODES.get(token.kind, "x") for token in tokens])
    found = _CORE.search(codes)
    while found:
        start, end = found.end("head"), found.end()
        after = _limits_end(codes, end)
        yield Match(
            rule=RULES[(found.lastindex or 0) - 2],
            parts={token.kind: token for token in tokens[start:end]},
            head=tuple(tokens[found.start() : start]),
            tail=tuple(tokens[end:after]),
            first=found.start(),
            after=after,
        )
        found = _CORE.search(codes, after)


def _limits_end(codes: str, place: int) -> int:
    limits = _LIMITS.match(codes, place)
    return limits.end() if limits else place
