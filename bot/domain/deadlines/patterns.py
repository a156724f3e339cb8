"""What words cannot list: figures with their units, and weekdays; patterns in the order tried."""

import re

from bot.domain.deadlines.words import DATE_FESTIVALS
from bot.domain.numerals import CHINESE_NUMERALS

Patterns = tuple[tuple[str, str], ...]
"""Kinds of signs with their patterns; the first that fits is taken."""

_CN = f"[{CHINESE_NUMERALS}]"
NUMERAL = rf"(?:\d+|{_CN}+)"
_N = NUMERAL
_ONE = "[一二两三四五六七八九]"
_LIMIT = r"[前内后止左起底之以至到,;。)~-]|$|\s|完|竣|建成|开工|投"
_UNITS = (
    r"%|‰|万|亿|元|块|公里|千米|米|厘米|平|km|m\b|亩|户|人|栋|幢|台|座|吨|处|套|间|层|条|根|家|项|名|倍|成|折|"
    r"个点|个百分点|个项目|个标|个村|个乡|标|期|分之|级|类|度|次|批"
)
# 3号楼, and in a row 1号、2号馆: what is numbered so is no day.
_NUMBERED = "楼|线|桥|路|院|地|井|坑|隧|墩|厂|车|仓|门|库|泵|文|令|机|栋|公路|池|塔|坝|支|段|标|站|馆|厅|洞|闸|炉|窑|区"
_DATED = "|".join(DATE_FESTIVALS)
_UNMISTAKABLE = "五一|六一|七一|八一|三八|五四"
_AT_FESTIVAL = '[”"]|节|前|之前|以前|后|之后|期间|假|长假|小长假|黄金周|左右'
_DUE = "完|竣|建成|投入使用|投用|投产|通车|交付|交房|启用|开工|开业|开学|动工|验收|试运"
_SPAN = r"(?:自然日|日历天|工作日|天|周(?![一二三四五六日天年\d])|星期|礼拜|小时)"
_ENGLISH_N = "a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_ENGLISH_SPAN = (
    r"(?:more )?(?:calendar |working |business |work )?"
    r"(?:day|week|month|year|quarter|hour|fortnight)s?\b"
)
_OF_EVENT = r"(?= (?:of|after|following|from) (?!now|today))"
_WEEKDAY_GUARD = r"(?!次|个|期|批|排|报|调|直|定|起|共|旦|些|般)"
_THAT = "[上下本这该当个]"
_WEEKDAY = rf"(?:[一二三四五六日天]{_WEEKDAY_GUARD}|[1-7](?![\d天个日月.]))"

# Tried in this order where a digit, a Chinese numeral or one of 半第闰初廿民前头 stands.
NUMBER_PATTERNS: Patterns = (
    ("weekday", rf"(?:(?<={_THAT}周)|(?<={_THAT}星期)|(?<={_THAT}礼拜)){_WEEKDAY}"),
    ("five_year_plan", r"十[三四五]五(?=[末期规时])"),
    ("other", r"\d{9,}|(?<=[±+])\d[\d.,]*"),
    ("other", rf"{_N}号(?:[、,和及与到至~-]{_N}号)*(?:{_NUMBERED})"),
    ("year_month_day", r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)"),
    ("year_month_day", r"\d{4} ?[-./· ] ?\d{1,2} ?[-./· ] ?\d{1,2}(?:[日号]|(?!\d)(?:t(?=\d))?)"),
    ("short_full_date", r"\d{2}[-./]\d{1,2}[-./]\d{1,2}(?![\d.])"),
    ("day_month_year", r"\d{1,2}[-./]\d{1,2}[-./]\d{4}(?!\d)"),
    ("filler", r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?|\d{1,2} ?[ap]m\b"),
    ("zero_hour", r"(?:0|00|零|〇)[点时](?=[前之以])"),
    ("filler", rf"(?:[01]?\d|2[0-4]|{_CN}{{1,3}})[点时](?![点代间长段序期])(?:半|整|钟|{_N}分)?"),
    ("other", rf"(?:\d[\d,]*(?:\.\d+)?|{_CN}+)(?:多|余|来)?(?:{_UNITS})"),
    ("vague", rf"{_CN}*{_ONE}{_ONE}个?(?:日|天|周|星期|礼拜|月|工作日|小时)"),
    ("vague", rf"{_ONE}{_ONE}年(?=[内后之以])|\d{{2}}年(?=[内后前之以])|十几个?[天日月年]|几十天"),
    ("filler", rf"{_N}[-~至到](?={_N}(?:个?月|[日号天周]|个?工作日|个?星期|季度|年))"),
    ("year_month", r"(?:19|20)\d{2}[-./·]\d{1,2}(?![\d.])(?:月份?)?"),
    ("compact_month", r"20\d{2}(?:0[1-9]|1[0-2])(?!\d)"),
    ("vague", r"\d{1,3}\.\d+个?(?:天|年|周|月|工作日|小时)"),
    ("month_day", r"\d{1,2}[-./·]\d{1,2}(?![\d.:]|/\d)[日号]?"),
    (
        "festival_date",
        rf"(?:{_DATED})(?={_AT_FESTIVAL})|(?:{_UNMISTAKABLE})(?=$|{_DUE})|(?<=年)十一(?={_DUE})",
    ),
    ("lunar_day", r"初[一二三四五六七八九十](?!中|级)|廿[一二三四五六七八九]?(?![日号天])"),
    ("leap_month", rf"闰{_N}月"),
    ("republic_year", rf"民国{_N}年"),
    ("year", r"(?:19|20|21)\d{2}(?:年度?|(?![\d年.,]))|(?<!\d)\d{2}年(?!期|限)"),
    (
        "year",
        rf"[一二][〇零一二三四五六七八九]{{3}}年度?|二[〇零][一二三四五六七八九〇零]?年(?=度|{_N}月|底|末|初|上|下|第)",
    ),
    ("year", rf"[一二][一二三四五六七八九]年(?={_N}月|底|末|初|上半|下半|第)"),
    ("year", r"\d{2}(?=年?q[1-4]|h[12])"),
    # 2220年底, 二十五年内: no year that is meant, and 年 is none of its own.
    ("vague", rf"(?:\d{{3,}}|\d(?=年[底末初中])|{_CN}{{3,}}|{_CN}+(?=年[底末初中]))年"),
    ("first_months", rf"[前头](?:{_N})个?(?:月|季度)"),
    ("half_span", r"半年|半个?月(?!份)"),
    ("month_and_half", rf"{_N}个半月|{_N}年半"),
    ("month_span", rf"{_N}个月"),
    ("quarter_span", rf"{_N}个季度"),
    ("span", rf"{_N}个?{_SPAN}|百日|百天"),
    ("year_span", rf"(?:\d|{_CN}{{1,2}})个?年(?!度|级|[底末初])"),
    ("vague", rf"\d+[ -]?{_ENGLISH_SPAN}{_OF_EVENT}"),
    ("span_in_english", rf"\d+[ -]?{_ENGLISH_SPAN}"),
    ("nth", rf"第{_N}(?:个(?=周|星期|礼拜)|(?=(?:周|星期|礼拜)[一二三四五六日天]))"),
    ("nth_other", r"\d{1,2}(?:st|nd|rd|th) (?:calendar |working |business )?day\b"),
    ("nth", r"[1-5](?:st|nd|rd|th)(?= (?:mon|tue|wed|thu|fri|sat|sun))"),
    ("nth_week", rf"第{_N}个?(?:周|星期|礼拜)"),
    ("nth_other", rf"第{_N}个?(?:工作日|月|天|日)"),
    ("quarter", r"(?:第?[一二三四1-4]|首)个?季(?:度|(?=[末底前内初,。]|$))|[1-4]q\b"),
    ("month", rf"{_N}月份?"),
    ("day", rf"{_N}[日号]|\d{{1,2}}(?:st|nd|rd|th)\b"),
    ("serial", r"[34567]\d{4}(?:\.0+)?(?![\d.])"),
    ("number", rf"(?:\d{{1,2}}(?![\d.])|{_CN}{{1,3}}(?!{_CN}))(?={_LIMIT})"),
    ("other", rf"\d[\d.,]*(?:/\d+)*|{_CN}+|[半第闰初廿民前头]"),
)
NUMBER_STARTS = frozenset(f"0123456789{CHINESE_NUMERALS}半第闰初廿民前头首百日天")

WORD_PATTERNS: Patterns = (
    ("weekday", rf"(?<![{CHINESE_NUMERALS}\d])(?:周|星期|礼拜){_WEEKDAY}"),
    ("vague", rf"(?:{_ENGLISH_N})[ -]{_ENGLISH_SPAN}{_OF_EVENT}"),
    ("span_in_english", rf"(?:{_ENGLISH_N})[ -]{_ENGLISH_SPAN}"),
    ("nth_other", r"[上下](?=$|[前,;。)])"),
    ("span_in_english", r"half a year\b|a fortnight\b"),
)
WORD_STARTS = frozenset("周星礼上下aonetwfsh")


def compiled(patterns: Patterns) -> re.Pattern[str]:
    """Return one pattern for all, whose only groups number the one that fits.

    They are empty and stand behind: so the engine sees at once which forms cannot begin here.
    """
    return re.compile("|".join(f"(?:{text})()" for _, text in patterns))


def kind_of(found: re.Match[str], patterns: Patterns) -> str:
    """Return the kind of the pattern that fits."""
    return patterns[(found.lastindex or 0) - 1][0]
