"""What holds for every date and for every text."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.deadlines import Mode, find_deadlines, read_deadline
from bot.domain.deadlines.reader import LONGEST_TEXT
from bot.domain.deadlines.tokens import tokenise
from bot.domain.normal import normalise
from bot.domain.terms import Status

FRIDAY = date(2020, 5, 8)
DIGITS = "〇一二三四五六七八九"
MONTHS = "January February March April May June July August September October November December"
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
PIECES = [
    "2020年",
    "6月",
    "30日",
    "底",
    "初",
    "末",
    "前",
    "内",
    "后",
    "左右",
    "周五",
    "下周",
    "星期",
    "三",
    "十",
    "廿",
    "第",
    "个",
    "工作日",
    "半",
    "闰",
    "农历",
    "初",
    "年",
    "月",
    "日",
    "号",
    "国庆",
    "节",
    "春节",
    "腊月",
    "季度",
    "上半年",
    "推迟",
    "到",
    "至",
    "-",
    "/",
    ".",
    ":",
    "，",
    "（",
    "）",
    "10",
    "99999",
    "0",
    "by",
    "end",
    "of",
    "June",
    "next",
    "Friday",
    "in",
    "days",
    "Q3",
    "a",
    "完工",
    "不能",
]


def spoken(number: int) -> str:
    """Return a number up to 31 as it is said."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else (DIGITS[tens] if tens > 1 else "") + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


def in_signs(day: date) -> str:
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{spoken(day.month)}月{spoken(day.day)}日"


def in_english(day: date, form: str) -> str:
    month, weekday = MONTHS.split()[day.month - 1], WEEKDAYS.split()[day.weekday()]
    return form.format(day=day.day, month=month, short=month[:3], year=day.year, weekday=weekday)


dates = st.dates(min_value=date(2015, 1, 1), max_value=date(2034, 12, 31))


@given(dates, st.integers(min_value=0, max_value=3000), st.sampled_from(Mode))
def test_a_date_written_out_is_read_as_that_date(written: date, ahead: int, mode: Mode) -> None:
    texts = [
        f"{written.year}年{written.month}月{written.day}日",
        in_signs(written),
        written.isoformat(),
        f"{written.year}/{written.month}/{written.day}前",
        written.isoformat().replace("-", ""),
        in_english(written, "{day} {month} {year}"),
        in_english(written, "by {month} {day}, {year}"),
        in_english(written, "{weekday}, {day} {short} {year}"),
        in_english(written, "{day}-{short}-{year}"),
        in_english(written, "the {day}th of {month} {year}"),
    ]
    reference = written - timedelta(days=ahead)

    assert {read_deadline(text, reference, mode).date for text in texts} == {written}


@given(dates, st.sampled_from(Mode))
def test_the_same_day_said_in_figures_and_in_signs_is_the_same(said: date, mode: Mode) -> None:
    figures = read_deadline(f"{said.month}月{said.day}日", said, mode)

    assert figures.date == said
    assert read_deadline(f"{spoken(said.month)}月{spoken(said.day)}号", said, mode).date == said


texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
)


@settings(max_examples=400, deadline=None)
@given(texts, dates, st.sampled_from(Mode))
def test_no_text_raises_and_an_answer_is_whole(text: str, reference: date, mode: Mode) -> None:
    reading = read_deadline(text, reference, mode, previous=reference)

    assert reading.text == text
    assert (reading.date is not None) == (reading.status is Status.OK)
    assert (reading.reason is None) == (reading.status is Status.OK)
    assert reading.span is None or 0 <= reading.span[0] <= reading.span[1] <= len(text)
    find_deadlines(text, reference, mode)


@settings(max_examples=400, deadline=None)
@given(texts, dates)
def test_a_date_in_a_chat_lies_between_today_and_ten_years(text: str, reference: date) -> None:
    found = read_deadline(text, reference).date

    assert found is None or reference <= found <= reference + timedelta(days=3653)


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("6", id="digits"),
        pytest.param("一", id="numerals"),
        pytest.param("百千万", id="nested numerals"),
        pytest.param("6-", id="dashes"),
        pytest.param("1/", id="shares"),
        pytest.param("周一", id="weekdays"),
        pytest.param("6月底前", id="dates"),
        pytest.param("第一", id="ordinals"),
        pytest.param("\u202e\x00", id="signs nobody sees"),
        pytest.param("end of ", id="words without a date"),
    ],
)
def test_the_work_for_a_text_is_bounded(piece: str) -> None:
    """Counted in calls, as the time of a busy machine says little."""
    short = piece * (LONGEST_TEXT // len(piece))

    assert calls_for(short) < 100 * calls_for("本月25号前完成")
    assert calls_for(piece * 4096) < calls_for("6月底前") * 2


def calls_for(text: str) -> int:
    """Return how many functions are called to read *text*, when the calendars are loaded."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    read_deadline(text + " ", FRIDAY)
    sys.setprofile(count)
    try:
        read_deadline(text, FRIDAY)
    finally:
        sys.setprofile(None)
    return calls


@given(st.text(max_size=300))
def test_signs_stand_in_order(text: str) -> None:
    tokens = tokenise(normalise(text).text)

    places = [(token.start, token.end) for token in tokens]
    assert places == sorted(places)


LAZY = """
import sys
from datetime import date
from bot.domain.deadlines import read_deadline

def loaded():
    names = ("dateparser", "chinese_calendar", "lunar_python", "regex", "pytz")
    return [name for name in names if name in sys.modules]

assert not loaded(), loaded()
read_deadline("2020年6月底前完工", date(2020, 5, 8))
assert not loaded(), loaded()
read_deadline("10个工作日内", date(2020, 5, 8))
assert loaded() == ["chinese_calendar"], loaded()
"""


def test_importing_the_reader_loads_no_calendar_until_one_is_needed() -> None:
    subprocess.run([sys.executable, "-c", LAZY], check=True)  # noqa: S603 - our own program
