"""Reads one figure in a reply: a percent, an amount of money, a date, a quantity, a code.

A number is a percent or money only when it is marked as such. The rules are tried in the order of
the table, at one place only, and each pattern is bounded: so the time stays linear.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from bot.domain.numerals import CHINESE_NUMERALS
from bot.domain.replies import values
from bot.domain.replies.values import APPROXIMATE, Figure
from bot.domain.replies.words import Sort

_D = "0123456789"
_C = CHINESE_NUMERALS
_ANY = _D + _C

_CHINESE = rf"[{_C}]"
_DIGITS = r"[0-9][0-9.,]{0,30}(?<![.,])"
_SPOKEN = rf"{_CHINESE}{{1,12}}(?:点{_CHINESE}{{1,4}})?"
_NUMBER = rf"(?:{_DIGITS}|{_SPOKEN})"
_SMALL = rf"(?:[0-9]{{1,2}}|{_CHINESE}{{1,3}})"
_SUM = rf"(?:[0-9][0-9.,]{{0,20}}|{_CHINESE}{{1,12}}){APPROXIMATE}?"
_MONTH_PART = "份|底|初|末|中旬?|[上下]旬"
# 3号楼 and 12号线 are no days.
_DAY_SIGN = "[日号](?![楼线桥井机墩路地厂项标])"

# What is counted on a building site and is no progress. 60个点 is a percent and stands before.
_MEASURE = (
    "立方米?|平方米?|平方公里|平米|公里|千米|延米|米|方|吨|公斤|千克|亩|公顷|户|层|楼|栋|幢|座|孔|处|株|棵|根|台|套|"
    "件|项|次|车|辆|片|张|份|家|村|组|段|标段|号楼|号线|号桥|号|期|级|度|摄氏度|小时|分钟|倍|名|位|班|榀|跨|联|人|口|"
    "条|个|块|部|桩|环|桶|袋|趟|遍|千瓦|兆瓦|千伏|毫米|厘米|公分|标|线|#|℃|°c?|㎡|㎥|㎞|"
    r"(?:m[23²³]?|km|t|kg|mm|cm|kw|kv|mw|months?|people|floors?|met(?:re|er)s?|tons?|households?)(?![a-z])"
)
_TIME = "个?工作日|天|个月|个?星期|个?礼拜|周|年|日内|日(?=前|内)|小时|(?:days?|weeks?|months?|years?)(?![a-z])"
_EVENT = "之?前|以前|底|能|可|要|开工|完工|竣工|复工|交工|封顶|验收"


class Rule(NamedTuple):
    """One form of figure: the signs it may begin with, how it looks, and how it is read."""

    starts: str
    pattern: str
    read: Sort | Callable[[re.Match[str]], Figure | None]


RULES: tuple[Rule, ...] = (
    # Longer than any number in words: left alone as a whole, not sign by sign.
    Rule(_C, rf"{_CHINESE}{{25,}}", Sort.UNKNOWN),
    # A code stands apart from other letters; P0７ and p7 are P07, PO7 is doubtful.
    Rule(
        "p",
        r"(?<![a-z0-9])p[ .·_-]?(?P<number>[0-9]{1,6})(?![0-9a-z%]|\.[0-9]| ?[万亿])",
        values.code,
    ),
    Rule(
        "p",
        r"(?<![a-z0-9])p(?P<number>(?=[0-9]{0,3}[ol])(?=[ol]{0,3}[0-9])[0-9ol]{1,4})(?![0-9a-z])",
        values.code,
    ),
    # The number of an item in a list: 1、 2) 三、 (4)
    Rule(_ANY, rf"(?m)^{_SMALL}(?:[、)](?! ?[{_ANY}])|\.(?= ?[\u4e00-\u9fffp]))", Sort.BREAK),
    Rule(_D, r"(?:(?<=\n\()|(?<=\A\())[0-9]{1,2}\)", Sort.BREAK),
    # Telephone numbers.
    Rule("+" + _D, r"(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9])", Sort.PHONE),
    Rule("0", r"0[0-9]{2,3}-[0-9]{7,8}(?![0-9])", Sort.PHONE),
    # Percents.
    Rule("百", "百分(?P<sign>)(?P<number>百)", values.percent),
    Rule("百", rf"百分之(?P<sign>)(?P<number>百|[0-9.]{{1,8}}|{_SPOKEN})", values.percent),
    Rule(
        "ol" + _D,
        r"(?P<number>(?=[0-9]{0,5}[ol])(?=[ol]{0,5}[0-9])[0-9ol]{1,6}) ?(?:%|个点)",
        values.mistyped_percent,
    ),
    Rule(
        "+-负" + _ANY,
        rf"(?P<sign>(?<![0-9a-z%+\-])[+\-]|负|)(?P<number>{_NUMBER}) ?"
        r"(?:%{1,3}|个(?:百分)?点|百分点|percent|per cent|pct)",
        values.percent,
    ),
    Rule(
        _ANY,
        rf"(?P<tenths>10|[0-9](?:\.[0-9])?|{_CHINESE}{{1,3}}(?:点{_CHINESE})?)成"
        rf"(?P<rest>[0-9](?![0-9.万亿%])|[一二三四五六七八九](?!{_CHINESE})|半)?"
        "(?![立功本员绩果为交都]|不变)",
        values.tenths,
    ),
    Rule(_ANY, rf"(?P<below>{_NUMBER})分之(?P<above>{_NUMBER})", values.fraction),
    Rule("一", "一半(?:左右)?(?![多以])", values.half),
    Rule(
        "h过大多一半超",
        "half(?![a-z])|过半|大半|多半|一多半|一大半|一半多|一半以上|半数以上|超过一半|过了半|超半",
        values.more_than_half,
    ),
    # Dates and times: masked here, read by the reader of deadlines.
    Rule(
        _D,
        rf"(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9])(?=[日号]|{_EVENT})[日号]?",
        Sort.DATE,
    ),
    Rule(_D, r"[0-9]{4}[-./年] ?[0-9]{1,2}[-./月] ?[0-9]{1,2}[日号]?", Sort.DATE),
    Rule(
        _ANY,
        rf"(?:[0-9]{{2,4}}|[二零〇一]{{4}})年{_SMALL}月(?:{_SMALL}[日号]?|{_MONTH_PART})?",
        Sort.DATE,
    ),
    Rule(
        _ANY,
        rf"{_SMALL}(?:[-~到至][0-9]{{1,2}})?月(?:份?{_SMALL}(?:{_DAY_SIGN}|(?![0-9.%万亿]))|{_MONTH_PART})?",
        Sort.DATE,
    ),
    Rule(_D, "[0-9]{4}年[底末初内]?", Sort.DATE),
    Rule("第一二三四1234上下", "(?:第?[一二三四1-4]|[上下])季度[末底]?|[上下]半年", Sort.DATE),
    Rule(_ANY, rf"{_SMALL}{_DAY_SIGN}", Sort.DATE),
    Rule(
        "本这上下个周星礼",
        "(?:本|这|上|下下?)?个?(?:周|星期|礼拜)[一二三四五六日天末](?!次)",
        Sort.DATE,
    ),
    Rule(_D, "[0-9]{1,2}:[0-9]{2}(?![0-9])|[0-9]{1,2}点(?:半|钟|[0-9]{1,2}分?)?", Sort.DATE),
    # Money; a measure behind it makes it a quantity: 3万方.
    Rule(
        _ANY,
        rf"{_SUM}[{_ANY}个 ]{{0,3}}[万亿w]{APPROXIMATE}?(?![a-z])[{_ANY}.,万亿]{{0,16}}{APPROXIMATE}?"
        rf"(?:{_MEASURE})(?!钱)",
        Sort.QUANTITY,
    ),
    Rule(
        _ANY,
        rf"{_SUM}[千百十个]? ?[万亿w](?![a-z])(?:[{_ANY}.,]{{0,12}}[万千百])?{APPROXIMATE}?元?(?:人民币)?",
        values.money,
    ),
    Rule(_ANY, rf"{_SUM}[千百]?(?:元|块钱)(?:人民币)?", values.money),
    Rule(_D, "(?P<number>[0-9][0-9.,]{0,12}) ?(?:million|mn)(?![a-z])", values.millions),
    Rule("几数", "[几数][十百千]?[万亿]元?", Sort.UNCLEAR_MONEY),
    # Stretches of time, quantities, and numbers that say not what they count.
    Rule("半几" + _ANY, rf"(?:半|几|{_NUMBER}{APPROXIMATE}?) ?(?:{_TIME})", Sort.DURATION),
    Rule("第半几" + _ANY, rf"第?(?:半|几|{_NUMBER}{APPROXIMATE}?) ?(?:{_MEASURE})", Sort.QUANTITY),
    Rule(_D, "(?P<above>[0-9]{1,2})/(?P<below>[0-9]{1,2})(?![0-9])", values.slashed),
    Rule(_D, rf"{_DIGITS}[千百][0-9]?", Sort.UNCLEAR_NUMBER),
    Rule(_D, _DIGITS, values.number),
    Rule(_C, rf"{_CHINESE}{{2,12}}(?![\u4e00-\u9fff])", values.number),
)


def _by_start() -> dict[str, list[tuple[re.Pattern[str], Rule]]]:
    rules: dict[str, list[tuple[re.Pattern[str], Rule]]] = defaultdict(list)
    for rule in RULES:
        pattern = re.compile(rule.pattern)
        for sign in rule.starts:
            rules[sign].append((pattern, rule))
    return dict(rules)


_BY_START = _by_start()


def read_figure(text: str, at: int) -> Figure | None:
    """Return the figure that begins at *at*, or None if none does."""
    for pattern, rule in _BY_START.get(text[at], ()):
        found = pattern.match(text, at)
        if found is None:
            continue
        if isinstance(rule.read, Sort):
            return Figure(rule.read, found.end())
        figure = rule.read(found)
        if figure is not None:
            return figure
    return None
