"""What deadlines mean; one case for each way of writing that the grammar knows."""

from datetime import date

import pytest

from bot.domain.calendars import Overrides
from bot.domain.deadlines import DeadlineReading, Mode, Reason, find_deadlines, read_deadline
from bot.domain.deadlines.grammar import RULES
from bot.domain.deadlines.tokens import dictionary_entries
from bot.domain.terms import MilestoneKind, Status

FRIDAY = date(2020, 5, 8)
TUESDAY = date(2026, 3, 3)


def day(text: str) -> date:
    return date.fromisoformat(text)


# Rule, phrase and the date it means on TUESDAY, 3 March 2026, in a chat.
CHAT = [
    ("full-date", "2026-7-15", "2026-07-15"),
    ("full-date", "2026/07/15前", "2026-07-15"),
    ("full-date", "20260715", "2026-07-15"),
    ("full-date", "2026 7 15", "2026-07-15"),
    ("full-date", "2026-07-15 18:00", "2026-07-15"),
    ("full-date-year-last", "15/07/2026", "2026-07-15"),
    ("month-day", "2026年7月15日", "2026-07-15"),
    ("month-day", "二〇二六年七月十五日前", "2026-07-15"),
    ("month-day", "民国115年7月15日", "2026-07-15"),
    ("month-day", "7月15号24时前", "2026-07-15"),
    ("month-day", "7月15", "2026-07-15"),
    ("month-day", "下月9号", "2026-04-09"),
    ("month-day", "7月15日（星期三）前", "2026-07-15"),
    ("month-day", "9月1日开学", "2026-09-01"),
    ("month-day", "7月15日前尽快完成", "2026-07-15"),
    ("month-day", "26年7月15日", "2026-07-15"),
    ("month-day", "July 15", "2026-07-15"),
    ("month-day", "2026-Jul-15", "2026-07-15"),
    ("month-day-year", "July 15th, 2026", "2026-07-15"),
    ("day-month", "15 July", "2026-07-15"),
    ("day-month", "the 15th of next month", "2026-04-15"),
    ("weekday-month-day", "周三，7月15日", "2026-07-15"),
    ("weekday-day-month", "Wednesday, 15 July", "2026-07-15"),
    ("weekday-full-date", "周三 2026-07-15", "2026-07-15"),
    ("short-month-day", "7-15", "2026-07-15"),
    ("short-month-day", "7/15", "2026-07-15"),
    ("short-month-day", "15/7", "2026-07-15"),
    ("short-month-day", "7.15前", "2026-07-15"),
    ("short-month-day", "7.15(周三)", "2026-07-15"),
    ("short-month-day", "2026年7.15", "2026-07-15"),
    ("day", "25号", "2026-03-25"),
    ("day", "by the 25th", "2026-03-25"),
    ("day", "1号", "2026-04-01"),
    ("day-before", "25号前", "2026-03-25"),
    ("relative-day", "大后天", "2026-03-06"),
    ("relative-day", "今天下班前", "2026-03-03"),
    ("relative-day", "day after tomorrow", "2026-03-05"),
    ("relative-day", "by the end of tomorrow", "2026-03-04"),
    ("end-of-day", "下班前", "2026-03-03"),
    ("end-of-day", "EOD", "2026-03-03"),
    ("end-of-day", "by end of day", "2026-03-03"),
    ("week-weekday", "本周五", "2026-03-06"),
    ("week-weekday", "下下周三", "2026-03-18"),
    ("week-weekday", "下星期日前", "2026-03-15"),
    ("week-weekday", "next Friday", "2026-03-13"),
    ("week-weekday", "Friday next week", "2026-03-13"),
    ("weekday", "周五前", "2026-03-06"),
    ("weekday", "礼拜一", "2026-03-09"),
    ("weekday", "COB Friday", "2026-03-06"),
    ("nth-weekday", "6月第三个星期五", "2026-06-19"),
    ("nth-weekday", "本月最后一个周五", "2026-03-27"),
    ("nth-weekday", "the first Friday of next month", "2026-04-03"),
    ("nth-week", "本月第2周", "2026-03-15"),
    ("week", "下周内", "2026-03-15"),
    ("week-end", "下周末", "2026-03-15"),
    ("week-end", "end of next week", "2026-03-15"),
    ("this-week-end", "周末前", "2026-03-08"),
    ("month", "6月", "2026-06-30"),
    ("month", "下个月", "2026-04-30"),
    ("month", "本月前", "2026-03-31"),
    ("month", "2027年二月", "2027-02-28"),
    ("month", "明年6月之前", "2027-06-30"),
    ("year-month", "2026.06", "2026-06-30"),
    ("month-part", "6月底前", "2026-06-30"),
    ("month-part", "1号、2号馆6月底完成", "2026-06-30"),
    ("month-part", "4月底完成至±0.00", "2026-04-30"),
    ("month-part", "6月初", "2026-06-05"),
    ("month-part", "6月上旬", "2026-06-10"),
    ("month-part", "6月中旬", "2026-06-20"),
    ("month-part", "十二月月底", "2026-12-31"),
    ("month-part", "下月上半月", "2026-04-15"),
    ("month-part", "end of June", "2026-06-30"),
    ("month-part", "first half of June", "2026-06-15"),
    ("month-part", "last day of June", "2026-06-30"),
    ("this-month-part", "月底之前", "2026-03-31"),
    ("this-month-part", "月内", "2026-03-31"),
    ("this-month-part", "下旬", "2026-03-31"),
    ("this-month-part", "EOM", "2026-03-31"),
    ("quarter", "三季度", "2026-09-30"),
    ("quarter", "2026年第二季度末", "2026-06-30"),
    ("quarter", "by Q3", "2026-09-30"),
    ("quarter", "27Q3", "2027-09-30"),
    ("quarter", "the third quarter of 2026", "2026-09-30"),
    ("relative-quarter", "本季度内", "2026-03-31"),
    ("relative-quarter", "下季度末", "2026-06-30"),
    ("relative-quarter", "季度末", "2026-03-31"),
    ("half-year", "上半年", "2026-06-30"),
    ("half-year", "second half of 2026", "2026-12-31"),
    ("first-months", "今年前三季度", "2026-09-30"),
    ("first-months", "前五个月", "2026-05-31"),
    ("year", "明年", "2027-12-31"),
    ("year", "全年", "2026-12-31"),
    ("year-part", "2027年底", "2027-12-31"),
    ("year-part", "明年初", "2027-02-28"),
    ("year-part", "year-end 2026", "2026-12-31"),
    ("this-year-part", "年内", "2026-12-31"),
    ("this-year-part", "岁末", "2026-12-31"),
    ("five-year-plan", "十五五末", "2030-12-31"),
    ("five-year-plan", "“十五五”末", "2030-12-31"),
    ("five-year-plan", "十五五期间", "2030-12-31"),
    ("duration", "3天内", "2026-03-06"),
    ("duration", "两周后", "2026-03-17"),
    ("duration", "30日内", "2026-04-02"),
    ("duration", "半年内", "2026-09-03"),
    ("duration", "一年半内", "2027-09-03"),
    ("duration", "半个月内", "2026-03-18"),
    ("duration", "48小时内", "2026-03-05"),
    ("duration", "百日内", "2026-06-11"),
    ("duration", "还需两周", "2026-03-17"),
    ("duration", "限期3天", "2026-03-06"),
    ("duration", "10个工作日内", "2026-03-17"),
    ("duration", "in 10 working days", "2026-03-17"),
    ("duration", "two weeks from now", "2026-03-17"),
    ("duration", "in a fortnight", "2026-03-17"),
    ("festival", "国庆", "2026-10-01"),
    ("festival", "国庆节前", "2026-09-30"),
    ("festival", "十一前", "2026-09-30"),
    ("festival", "“七一”前", "2026-06-30"),
    ("festival", "明年“五一”投入使用", "2027-05-01"),
    ("festival", "明年十一通车", "2027-10-01"),
    ("festival", "五一通车", "2026-05-01"),
    ("festival", "清明前", "2026-04-03"),
    ("festival", "教师节前", "2026-09-09"),
    ("festival", "before National Day", "2026-09-30"),
    ("festival", "立冬前", "2026-11-06"),
    ("lunar-day", "腊月二十前", "2027-01-27"),
    ("lunar-day", "农历八月十五前", "2026-09-25"),
    ("lunar-day", "五月廿二", "2026-07-06"),
    ("lunar-month", "农历六月底", "2026-08-12"),
    ("lunar-month", "腊月", "2027-02-05"),
    ("english-date", "30/Jun/2026", "2026-06-30"),
]


@pytest.mark.parametrize(
    ("rule", "phrase", "expected"), [pytest.param(*case, id=case[1]) for case in CHAT]
)
def test_a_phrase_in_a_chat_is_the_last_day_that_is_on_time(
    rule: str, phrase: str, expected: str
) -> None:
    reading = read_deadline(phrase, TUESDAY)

    assert (reading.status, reading.date) == (Status.OK, day(expected))
    assert reading.rule == rule


# Phrase, reason and the choices, on FRIDAY, 8 May 2020, in a chat.
ASKED = [
    ("5.8", Reason.FIGURES, ["2020-05-08"]),
    ("6-7", Reason.FIGURES, ["2020-06-07"]),
    ("2/3", Reason.FIGURES, ["2021-02-03"]),
    ("20.6.30", Reason.FIGURES, ["2020-06-30"]),
    ("03/07/2020", Reason.DAY_OR_MONTH_FIRST, ["2020-03-07", "2020-07-03"]),
    ("10", Reason.BARE_NUMBER, ["2020-05-10", "2020-05-18"]),
    ("2021", Reason.BARE_NUMBER, ["2021-12-31"]),
    ("202006", Reason.BARE_NUMBER, ["2020-06-30"]),
    ("周五前", Reason.TODAY_OR_NEXT, ["2020-05-08", "2020-05-15"]),
    ("8号", Reason.TODAY_OR_NEXT, ["2020-05-08", "2020-06-08"]),
    ("2020-05-01", Reason.PAST, ["2021-05-01"]),
    ("昨天", Reason.PAST, []),
    ("3月15日前", Reason.LAPSED, ["2021-03-15"]),
    ("4月", Reason.LAPSED, ["2021-04-30"]),
    ("五一前", Reason.LAPSED, ["2021-04-30"]),
    ("五一", Reason.LAPSED, ["2021-05-01"]),
    ("3月到4月", Reason.LAPSED, ["2021-04-30"]),
    ("5日前", Reason.DAY_OR_DURATION, ["2020-06-05", "2020-05-13"]),
    ("3天前", Reason.AGO, ["2020-05-11"]),
    ("10天", Reason.BARE_DURATION, ["2020-05-18"]),
    ("6月前", Reason.TWO_READINGS, ["2020-05-31", "2020-06-30"]),
    ("6月(前)", Reason.TWO_READINGS, ["2020-05-31", "2020-06-30"]),
    ("2027年前", Reason.TWO_READINGS, ["2026-12-31", "2027-12-31"]),
    ("2020年前", Reason.TWO_READINGS, ["2020-12-31"]),
    ("by June", Reason.TWO_READINGS, ["2020-05-31", "2020-06-30"]),
    ("下周前", Reason.TWO_READINGS, ["2020-05-10", "2020-05-17"]),
    ("by National Day", Reason.TWO_READINGS, ["2020-09-30", "2020-10-01"]),
    ("3月内", Reason.TWO_READINGS, ["2020-08-08", "2021-03-31"]),
    ("6月30日0时前", Reason.TWO_READINGS, ["2020-06-29", "2020-06-30"]),
    ("6月中", Reason.TWO_READINGS, ["2020-06-15", "2020-06-20"]),
    ("early June", Reason.TWO_READINGS, ["2020-06-05", "2020-06-10"]),
    ("30-Jun-21", Reason.TWO_READINGS, []),
    ("Aug-20", Reason.TWO_READINGS, []),
    ("2220年底", Reason.VAGUE, []),
    ("三〇二〇年底", Reason.VAGUE, []),
    ("5年底", Reason.VAGUE, []),
    ("二十五年内", Reason.VAGUE, []),
    ("early tomorrow", Reason.VAGUE, []),
    ("第二年6月底", Reason.PARTLY_READ, ["2020-06-30"]),
    ("明年高考后", Reason.PARTLY_READ, ["2021-12-31"]),
    ("6月底前几天", Reason.PARTLY_READ, ["2020-06-30"]),
    ("7.9(周五)", Reason.WEEKDAY, ["2020-07-09", "2020-07-10"]),
    ("初五", Reason.TWO_READINGS, []),
    ("三月三", Reason.LUNAR_OR_SOLAR, ["2021-04-14", "2021-03-03"]),
    ("八月十五前", Reason.LUNAR_OR_SOLAR, ["2020-10-01", "2020-08-15"]),
    ("明年八月十五前", Reason.LUNAR_OR_SOLAR, ["2021-09-21", "2021-08-15"]),
    ("7月9日(周五)", Reason.WEEKDAY, ["2020-07-09", "2020-07-10"]),
    ("Friday, 30 June", Reason.WEEKDAY, ["2020-06-30", "2020-07-03"]),
    ("6月31日", Reason.IMPOSSIBLE, []),
    ("2019年2月29日", Reason.IMPOSSIBLE, []),
    ("13月", Reason.IMPOSSIBLE, []),
    ("2041年1月1日", Reason.TOO_FAR, []),
    ("99999天内", Reason.TOO_FAR, []),
    ("6月底左右", Reason.APPROXIMATE, ["2020-06-30"]),
    ("国庆前后", Reason.APPROXIMATE, ["2020-10-01"]),
    ("至少还要一个月", Reason.OPEN_START, []),
    ("端午后", Reason.OPEN_START, []),
    ("6月30日起", Reason.OPEN_START, []),
    ("6月以后", Reason.OPEN_START, []),
    ("节前", Reason.VAGUE, ["2020-06-24", "2020-09-30"]),
    ("年前", Reason.VAGUE, ["2021-02-10", "2020-12-31"]),
    ("年中", Reason.VAGUE, ["2020-06-30"]),
    ("每月10日前", Reason.DAY_OR_DURATION, ["2020-05-10", "2020-05-18"]),
    ("每周五", Reason.VAGUE, []),
    ("入冬前", Reason.VAGUE, []),
    ("汛期前", Reason.VAGUE, []),
    ("尽快", Reason.VAGUE, []),
    ("两三天内", Reason.VAGUE, []),
    ("两周三天", Reason.BARE_DURATION, ["2020-05-11"]),
    ("1.5个月内", Reason.VAGUE, []),
    ("推迟一个月", Reason.UNKNOWN_PREVIOUS, ["2020-06-08"]),
    ("顺延10天", Reason.UNKNOWN_PREVIOUS, ["2020-05-18"]),
    ("合同签订后30天内", Reason.OTHER_START, ["2020-06-07"]),
    ("自批复之日起，3个月内", Reason.OTHER_START, ["2020-08-08"]),
    ("开工3个月内", Reason.OTHER_START, ["2020-08-08"]),
    ("within 30 days of approval", Reason.VAGUE, []),
    ("around June 30", Reason.APPROXIMATE, ["2020-06-30"]),
    ("last working day of June", Reason.PARTLY_READ, ["2020-06-30"]),
    ("close of business on the 7th calendar day", Reason.PARTLY_READ, ["2020-05-08"]),
    ("8月上", Reason.PARTLY_READ, ["2020-08-31"]),
    ("6月底前两周", Reason.PARTLY_READ, ["2020-06-30"]),
    ("明年第2周", Reason.PARTLY_READ, ["2021-12-31"]),
    ("6月第一天", Reason.PARTLY_READ, ["2020-06-30"]),
    ("6月底或7月初", Reason.SEVERAL_DATES, ["2020-06-30", "2020-07-05"]),
    ("6月15日或20日", Reason.SEVERAL_DATES, ["2020-06-15", "2020-05-20"]),
    ("6月底完不成", Reason.NEGATED, ["2020-06-30"]),
    ("6月底 " * 100, Reason.TOO_LONG, []),
]


@pytest.mark.parametrize(
    ("phrase", "reason", "options"), [pytest.param(*case, id=case[0][:20]) for case in ASKED]
)
def test_what_has_two_readings_or_none_is_asked_with_the_choices(
    phrase: str, reason: Reason, options: list[str]
) -> None:
    reading = read_deadline(phrase, FRIDAY)

    assert (reading.status, reading.date) == (Status.ASK, None)
    assert reading.reason == reason
    assert [option.date for option in reading.options] == [day(option) for option in options]


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param("P12", id="a project's code"),
        pytest.param("3200万元", id="money"),
        pytest.param("60%", id="a share"),
        pytest.param("on the 7th calendar day", id="a day counted from another"),
        pytest.param("60", id="a number no month has a day for"),
        pytest.param("13800000123", id="a phone number"),
        pytest.param("完成3号楼", id="a house number"),
        pytest.param("一周一排序", id="a campaign's name"),
        pytest.param("完工", id="a state"),
        pytest.param("不清楚", id="no idea"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_names_no_time_has_no_date(phrase: str) -> None:
    reading = read_deadline(phrase, FRIDAY)

    assert (reading.status, reading.date, reading.reason) == (Status.NONE, None, Reason.NO_DATE)


# Cell and its date on FRIDAY, 8 May 2020.
CELLS = [
    ("6月底前", "2020-06-30"),
    ("2020.06", "2020-06-30"),
    ("202006", "2020-06-30"),
    ("6月", "2020-06-30"),
    ("6月30日(前)", "2020-06-30"),
    ("6.30", "2020-06-30"),
    ("20.6.30", "2020-06-30"),
    ("20200630", "2020-06-30"),
    ("44012", "2020-06-30"),
    ("44012.0", "2020-06-30"),
    ("2020-06-30 00:00:00", "2020-06-30"),
    ("2020年6月\n底前", "2020-06-30"),
    ("上旬", "2020-05-10"),
    ("三季度末", "2020-09-30"),
    ("Ⅲ季度", "2020-09-30"),
    ("年内", "2020-12-31"),
    ("年底(前)", "2020-12-31"),
    ("2020年全年", "2020-12-31"),
    ("1月15日", "2020-01-15"),
    ("3月底前", "2020-03-31"),
    ("2019.12", "2019-12-31"),
    ("3—10月", "2020-10-31"),
    ("2020.11—2021.3", "2021-03-31"),
    ("11月-次年3月", "2021-03-31"),
    ("6月开工，12月完工", "2020-12-31"),
]


@pytest.mark.parametrize(("cell", "expected"), [pytest.param(*case, id=case[0]) for case in CELLS])
def test_a_cell_is_read_by_the_conventions_of_ledgers(cell: str, expected: str) -> None:
    reading = read_deadline(cell, FRIDAY, Mode.CELL)

    assert (reading.status, reading.date) == (Status.OK, day(expected))


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("6月31日", id="no such day"),
        pytest.param("待定", id="not settled"),
        pytest.param("视资金到位情况", id="it depends"),
        pytest.param("12个月", id="how long it takes"),
        pytest.param("6月前", id="before or until the end of June"),
        pytest.param("2020", id="a bare year"),
        pytest.param("2220年底", id="a year that is none"),
        pytest.param("112年底", id="a year of another count"),
        pytest.param("Aug-20", id="20 August or August 2020"),
        pytest.param("/", id="a dash for nothing"),
        pytest.param("", id="blank"),
    ],
)
def test_a_cell_without_a_usable_date_is_refused(cell: str) -> None:
    assert read_deadline(cell, FRIDAY, Mode.CELL).status is not Status.OK


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("年内开工", MilestoneKind.START, id="start behind the date"),
        pytest.param("6月底前启动", MilestoneKind.START, id="another word for start"),
        pytest.param("10月底前建成投用", MilestoneKind.FINISH, id="finish"),
        pytest.param("完工时间6月底", MilestoneKind.FINISH, id="finish before the date"),
        pytest.param("6月底前", None, id="neither"),
    ],
)
def test_a_text_tells_whether_a_start_or_a_finish_is_due(
    text: str, kind: MilestoneKind | None
) -> None:
    assert read_deadline(text, FRIDAY).kind is kind


# A phrase whose meaning hangs on the day it is said: reference, phrase, date.
TURNS = [
    ("2020-12-15", "12/1", "2021-12-01"),
    ("2026-12-28", "下个月10号", "2027-01-10"),
    ("2026-12-28", "本周五", "2027-01-01"),
    ("2018-02-10", "29日", "2018-03-29"),
    ("2017-03-22", "2月29日", "2020-02-29"),
    ("2024-02-27", "2月底", "2024-02-29"),
    ("2024-02-27", "一年内", "2025-02-27"),
    ("2020-01-31", "1个月后", "2020-02-29"),
    ("2020-11-20", "3月15日前", "2021-03-15"),
    ("2020-05-31", "5月底", "2020-05-31"),
    ("2020-10-20", "国庆前", None),
    ("2020-05-31", "月底", None),
    ("2020-12-31", "年底", None),
    ("2026-12-01", "300个工作日内", None),
    ("2022-01-05", "腊月二十前", None),
    ("2022-01-05", "腊八前", "2022-01-09"),
    ("2027-01-05", "春节前", "2027-02-04"),
]


@pytest.mark.parametrize(
    ("reference", "phrase", "expected"),
    [pytest.param(*case, id=f"{case[1]} on {case[0]}") for case in TURNS],
)
def test_a_date_without_a_year_is_the_next_that_is_meant(
    reference: str, phrase: str, expected: str | None
) -> None:
    reading = read_deadline(phrase, day(reference))

    assert reading.date == (day(expected) if expected else None)
    assert reading.status is (Status.OK if expected else Status.ASK)


# A range takes its end, which takes from its beginning what it does not say.
RANGES = [
    ("6月1日至30日", "2020-06-30"),
    ("5月1日至6月30日", "2020-06-30"),
    ("12月9日零时至12月16日24时", "2020-12-16"),
    ("12月至次年3月", "2021-03-31"),
    ("12月初~第二年1月中旬", "2021-01-20"),
    ("11月至3月", "2021-03-31"),
    ("明年3月到6月", "2021-06-30"),
    ("今年6月至明年3月", "2021-03-31"),
    ("9月10号，11号，12号", "2020-09-12"),
    ("下周一到周三", "2020-05-13"),
    ("二季度到三季度", "2020-09-30"),
    ("3-5天内", "2020-05-13"),
    ("1-9月份", "2020-09-30"),
    ("由6月底调整为8月底", "2020-08-31"),
    ("从6月底推迟到8月底", "2020-08-31"),
    ("推迟一个月到8月底", "2020-08-31"),
]


@pytest.mark.parametrize(
    ("phrase", "expected"), [pytest.param(*case, id=case[0]) for case in RANGES]
)
def test_a_range_takes_its_end(phrase: str, expected: str) -> None:
    assert read_deadline(phrase, FRIDAY).date == day(expected)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        pytest.param("推迟一个月", date(2020, 7, 31), id="later by a month"),
        pytest.param("顺延10个工作日", date(2020, 7, 14), id="later by working days"),
        pytest.param("提前5天", date(2020, 6, 25), id="earlier"),
        pytest.param("延期到8月底", date(2020, 8, 31), id="to a date of its own"),
    ],
)
def test_a_postponement_counts_from_the_old_date(phrase: str, expected: date) -> None:
    previous = date(2020, 6, 30)

    found = read_deadline(phrase, FRIDAY, previous=previous).date

    assert found == (date(2020, 7, 30) if phrase == "推迟一个月" else expected)


def test_working_days_follow_the_table_the_office_entered() -> None:
    table = Overrides(holidays=frozenset({date(2020, 5, 11)}))

    assert read_deadline("1个工作日内", FRIDAY).date == date(2020, 5, 9)
    assert read_deadline("2个工作日内", FRIDAY, overrides=table).date == date(2020, 5, 12)


def test_working_days_beyond_the_table_are_asked() -> None:
    reading = read_deadline("10个工作日内", date(2099, 3, 2))

    assert (reading.status, reading.reason) == (Status.ASK, Reason.NO_TABLE)


def test_the_span_points_into_what_was_typed() -> None:
    text = "申請延期到 ８ 月底，因征地"

    reading = read_deadline(text, FRIDAY)

    assert reading.span is not None
    assert text[slice(*reading.span)] == "８ 月底"


def found_in(text: str) -> list[tuple[str, date | None]]:
    """Return what was found in *text*: where and which date."""
    readings: tuple[DeadlineReading, ...] = find_deadlines(text, FRIDAY)
    return [(text[slice(*reading.span)], reading.date) for reading in readings if reading.span]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "累计3200万元，预计7月15日前完成",
            [("7月15日前", date(2020, 7, 15))],
            id="behind money",
        ),
        pytest.param(
            "5月底开工，年底完工",
            [("5月底", date(2020, 5, 31)), ("年底", date(2020, 12, 31))],
            id="two dates",
        ),
        pytest.param(
            "P12 60 6月底前", [("6月底前", date(2020, 6, 30))], id="behind a bare number"
        ),
        pytest.param("70%，下雨停工三天", [], id="a bare duration"),
        pytest.param("完成了2/3", [], id="a share"),
        pytest.param("进度5.8，尽快", [], id="a decimal and a vague word"),
    ],
)
def test_dates_are_found_within_a_line(text: str, found: list[tuple[str, date | None]]) -> None:
    assert found_in(text) == found


def test_each_word_of_the_tables_has_one_meaning() -> None:
    words = [word for word, _ in set(dictionary_entries())]

    assert sorted(words) == sorted(set(words))


def test_each_rule_of_the_grammar_is_tested() -> None:
    tested = {rule for rule, _, _ in CHAT}
    tested |= {read_deadline(phrase, FRIDAY).rule or "" for phrase, _, _ in ASKED}
    tested |= {read_deadline(cell, FRIDAY, Mode.CELL).rule or "" for cell, _ in CELLS}
    tested |= {read_deadline("last Friday", FRIDAY).rule or "", "before-holidays"}

    assert {rule.name for rule in RULES} <= tested
