"""Rules for what is counted from today or from the old deadline: 3天内, 10个工作日, 推迟一个月."""

from dataclasses import dataclass
from datetime import date

from bot.domain.calendars import ONE_DAY, UnknownYearError, add_working_days
from bot.domain.deadlines.days import Parts, day_of_month
from bot.domain.deadlines.periods import Doubt, Outcome, Scene, add_months, choices, single_day
from bot.domain.deadlines.readings import Reason
from bot.domain.deadlines.tokens import Token

SPAN_KINDS = (
    "span",
    "half_span",
    "month_and_half",
    "month_span",
    "quarter_span",
    "year_span",
    "span_in_english",
    "day",
)
_ENGLISH_NUMBERS = {
    **dict.fromkeys(("a", "an"), 1),
    **dict(
        zip(
            [
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
            ],
            range(1, 13),
            strict=True,
        )
    ),
}
LONGEST = 9_999
"""Of months or days; more is no deadline anybody sets, and dates end at the year 9999."""
LONGEST_WORKING = 999
"""Working days; they are counted one by one, and published for two years ahead at most."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: months, then days, then working days."""

    months: int = 0
    days: int = 0
    working_days: int = 0

    def after(self, day: date, scene: Scene) -> date | Doubt:
        """Return the day this long after *day*; the day itself is not counted."""
        too_long = max(abs(self.months), abs(self.days)) > LONGEST
        if too_long or abs(self.working_days) > LONGEST_WORKING:
            return Doubt(Reason.TOO_FAR)
        try:
            later = add_months(day, self.months) + self.days * ONE_DAY
            return add_working_days(later, self.working_days, scene.overrides)
        except UnknownYearError:
            return Doubt(Reason.NO_TABLE)
        except (OverflowError, ValueError):
            return Doubt(Reason.TOO_FAR)

    def __neg__(self) -> "Length":
        """Return the length counted backwards."""
        return Length(-self.months, -self.days, -self.working_days)


def length_of(parts: Parts) -> Length | None:
    """Return the length that is said, or None if it is no whole number of days or months."""
    token = next(parts[kind] for kind in SPAN_KINDS if kind in parts)
    number = token.numbers[0] if token.numbers[:1] > (0,) else _number_in_words(token)
    if token.kind == "half_span":
        return Length(months=6) if "年" in token.word else Length(days=15)
    if token.kind == "month_and_half":
        return Length(months=12 * number + 6) if "年" in token.word else Length(number, 15)
    return _by_unit(token.word, number)


def _number_in_words(token: Token) -> int:
    if token.word in {"百日", "百天"}:
        return 100
    return _ENGLISH_NUMBERS.get(token.word.replace("-", " ").split()[0], 1)


def _by_unit(word: str, number: int) -> Length | None:
    if "工作日" in word or "working" in word or "business" in word or "work " in word:
        return Length(working_days=number)
    if "小时" in word or "hour" in word:
        return Length(days=number // 24) if number % 24 == 0 else None
    if word == "half a year":
        return Length(months=6)
    for names, length in _UNITS:
        if any(name in word for name in names):
            return Length(length.months * number, length.days * number)
    return Length(days=number)


_UNITS = (
    (("fortnight",), Length(days=14)),
    (("周", "星期", "礼拜", "week"), Length(days=7)),
    (("季度", "quarter"), Length(months=3)),
    (("月", "month"), Length(months=1)),
    (("年", "year"), Length(months=12)),
)


def from_today(parts: Parts, scene: Scene) -> Outcome:
    """3天内, 两周后, 未来两天, 10个工作日内, in 3 weeks, two weeks from now."""
    length = length_of(parts)
    if length is None:
        return Doubt(Reason.VAGUE)
    day = length.after(scene.reference, scene)
    return day if isinstance(day, Doubt) else single_day(day, has_year=True)


def bare(parts: Parts, scene: Scene) -> Outcome:
    """10天: a deadline or how long something takes; asked."""
    return _asked(Reason.BARE_DURATION, from_today(parts, scene))


def ago(parts: Parts, scene: Scene) -> Outcome:
    """3天前, 3 days ago: a day in the past, or within three days; asked."""
    return _asked(Reason.AGO, from_today(parts, scene))


def _asked(reason: Reason, outcome: Outcome) -> Doubt:
    if isinstance(outcome, Doubt):
        return outcome if outcome.reason is Reason.NO_TABLE else Doubt(reason)
    return Doubt(reason, choices(("from_today", outcome.end)))


def day_before(parts: Parts, scene: Scene) -> Outcome:
    """5日前: by the 5th, or within five days; asked. 5号前 and *by 5th* are the 5th."""
    if not parts["day"].word.endswith("日"):
        return day_of_month(parts, scene)
    by_day, by_length = day_of_month(parts, scene), from_today(parts, scene)
    readings = (("day_of_month", by_day), ("in_days", by_length))
    days = [(label, found.end) for label, found in readings if not isinstance(found, Doubt)]
    return Doubt(Reason.DAY_OR_DURATION, choices(*days))


def moved(parts: Parts, scene: Scene) -> Outcome:
    """推迟一个月, 提前5天: counted from the old deadline; asked if that is not known."""
    length = length_of(parts)
    if length is None:
        return Doubt(Reason.VAGUE)
    if scene.previous is None:
        return Doubt(Reason.UNKNOWN_PREVIOUS, _asked(Reason.AGO, from_today(parts, scene)).options)
    day = (-length if "earlier" in parts else length).after(scene.previous, scene)
    return day if isinstance(day, Doubt) else single_day(day, has_year=True)
