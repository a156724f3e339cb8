"""Text cut into the signs of the grammar: linear, without going back."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from bot.domain.calendars import SOLAR_TERMS
from bot.domain.deadlines import words
from bot.domain.numerals import CHINESE_NUMERALS, parse_integer


@dataclass(frozen=True, slots=True)
class Token:
    """One sign of the grammar.

    Attributes:
        kind: Its kind, which the patterns of the rules are made of.
        numbers: The numbers in it, such as year, month and day.
        word: The text, or a festival's name in the calendar.
        start: Where it begins in the normalised text.
        end: Where it ends.
    """

    kind: str
    numbers: tuple[int, ...]
    word: str
    start: int
    end: int


_CN = f"[{CHINESE_NUMERALS}]"
_N = rf"(?:\d+|{_CN}+)"
_ONE = "[一二两三四五六七八九]"
_LIMIT = r"[前内后止左起底之以至到,;。)~-]|$|\s|完|竣|建成|开工|投"
_UNITS = (
    r"%|‰|万|亿|元|块|公里|千米|米|厘米|平|km|m\b|亩|户|人|栋|幢|台|座|吨|处|套|间|层|条|根|家|项|名|倍|成|折|"
    r"个点|个百分点|个项目|个标|个村|个乡|标|期|分之|级|类|号楼|号线|号桥|号路|号院|号地|号井|号坑|号隧|号墩|号厂|"
    r"号车|号仓|号门|号库|号泵|号文|号令|号机|号栋|号公路|号池|号塔|号坝|号支|号段|号标|号站|度|次|批"
)
_SPAN = r"(?:自然日|日历天|工作日|天|周(?![一二三四五六日天年\d])|星期|礼拜|小时)"
_ENGLISH_N = "a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_WEEKDAY_GUARD = r"(?!次|个|期|批|排|报|调|直|定|起|共|旦|些|般|\d)"

# Tried in this order where a digit, a Chinese numeral or one of 半第闰初廿民前头 stands.
NUMBER_PATTERNS: tuple[tuple[str, str], ...] = (
    ("weekday", rf"(?<=[周期拜])[一二三四五六日天1-7]{_WEEKDAY_GUARD}"),
    ("other", r"\d{9,}"),
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
        rf"(?:{'|'.join(words.DATE_FESTIVALS)})(?=节|前|之前|以前|后|之后|期间|假|长假|小长假|黄金周|左右)|(?:五一|六一|七一|八一|三八|五四)(?=$|完|开工)",
    ),
    ("five_year_plan", r"十[三四五]五"),
    ("lunar_day", r"初[一二三四五六七八九十](?!中|级)|廿[一二三四五六七八九]?(?![日号天])"),
    ("leap_month", rf"闰{_N}月"),
    ("republic_year", rf"民国{_N}年"),
    ("year", r"(?:19|20|21)\d{2}(?:年度?|(?![\d年.,]))|(?<!\d)\d{2}年(?!期|限)"),
    (
        "year",
        rf"[一二][〇零一二三四五六七八九]{{3}}年度?|二[〇零][一二三四五六七八九〇零]?年(?=度|{_N}月|底|末|初|上|下|第)",
    ),
    ("year", rf"[一二][一二三四五六七八九]年(?={_N}月|底|末|初|上半|下半|第)"),
    ("first_months", rf"[前头](?:{_N})个?(?:月|季度)"),
    ("half_span", r"半年|半个?月(?!份)"),
    ("month_and_half", rf"{_N}个半月|{_N}年半"),
    ("month_span", rf"{_N}个月"),
    ("quarter_span", rf"{_N}个季度"),
    ("span", rf"{_N}个?{_SPAN}|百日|百天"),
    ("year_span", rf"(?:\d|{_CN}{{1,2}})个?年(?!度|级|[底末初])"),
    (
        "span_in_english",
        r"\d+[ -]?(?:more )?(?:calendar |working |business |work )?(?:day|week|month|year|quarter|hour|fortnight)s?\b",
    ),
    ("nth", rf"第{_N}(?:个(?=周|星期|礼拜)|(?=(?:周|星期|礼拜)[一二三四五六日天]))"),
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
_NUMBER = re.compile(
    "|".join(f"(?P<k{n}>{pattern})" for n, (_, pattern) in enumerate(NUMBER_PATTERNS))
)
_NUMBER_STARTS = frozenset(f"0123456789{CHINESE_NUMERALS}半第闰初廿民前头首百日天")

_WORD_PATTERNS: tuple[tuple[str, str], ...] = (
    ("weekday", rf"(?:周|星期|礼拜)[一二三四五六日天1-7]{_WEEKDAY_GUARD}"),
    (
        "span_in_english",
        rf"(?:{_ENGLISH_N})[ -](?:more )?(?:calendar |working |business |work )?(?:day|week|month|year|quarter|hour|fortnight)s?\b",
    ),
    ("span_in_english", r"half a year\b|a fortnight\b"),
)
_WORD = re.compile(
    "|".join(f"(?P<k{n}>{pattern})" for n, (_, pattern) in enumerate(_WORD_PATTERNS))
)
_WORD_STARTS = frozenset("周星礼aonetwfsh")
_LETTERS = re.compile(r"[a-z]+(?:[-#]?\d+)*")
_NUMERAL = re.compile(_N)


def tokenise(text: str) -> list[Token]:
    """Return the signs of the grammar in *text*, which is normalised and in lower case.

    What is nothing of a date is one sign `other` for a whole stretch; fillers are left out.
    """
    tokens: list[Token] = []
    for token in _cut(text):
        stretch = token.kind == "other" and tokens and tokens[-1].kind == "other"
        if token.kind != "filler" and not stretch:
            tokens.append(token)
    return tokens


def _cut(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        found = _token_at(text, place)
        yield from found
        place = found[-1].end


def _token_at(text: str, place: int) -> list[Token]:
    """Return the longest sign at *place*: of the tables, or of the patterns if that is longer."""
    word, pattern = _word_at(text, place), _pattern_at(text, place)
    if word and (pattern is None or pattern.end <= word[0].end):
        return word
    if pattern:
        return [pattern]
    kind = "filler" if text[place] == " " else "other"
    letters = _LETTERS.match(text, place)
    return [Token(kind, (), text[place], place, letters.end() if letters else place + 1)]


def _pattern_at(text: str, place: int) -> Token | None:
    if text[place] in _NUMBER_STARTS and (match := _NUMBER.match(text, place)):
        return _numbered(NUMBER_PATTERNS[int(str(match.lastgroup)[1:])][0], match)
    if text[place] in _WORD_STARTS and (match := _WORD.match(text, place)):
        return _numbered(_WORD_PATTERNS[int(str(match.lastgroup)[1:])][0], match)
    return None


def _numbered(kind: str, match: re.Match[str]) -> Token:
    found = (parse_integer(numeral) for numeral in _NUMERAL.findall(match[0]))
    numbers = tuple(-1 if number is None else number for number in found)
    return Token(kind, numbers, match[0], match.start(), match.end())


def _word_at(text: str, place: int) -> list[Token]:
    """Return the longest word of the tables that stands at *place*, as its signs."""
    for word, signs in _DICTIONARY.get(text[place], ()):
        if text.startswith(word, place) and not _is_cut_off(text, place, word):
            return [
                Token(kind, numbers, name, place, place + len(word))
                for kind, numbers, name in signs
            ]
    return []


def _is_cut_off(text: str, place: int, word: str) -> bool:
    """Return whether a Latin word would be a piece of a longer one."""
    end = place + len(word)
    before, after = text[place - 1 : place], text[end : end + 1]
    return (_is_latin(word[0]) and _is_latin(before)) or (
        word[-1].isascii()
        and word[-1].isalnum()
        and (_is_latin(after) or (word[-1].isdigit() and after.isdecimal()))
    )


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


_Signs = tuple[tuple[str, tuple[int, ...], str], ...]


def _entries() -> Iterator[tuple[str, _Signs]]:
    for word in words.words(words.NOT_DATES):
        yield word, (("other", (), word),)
    for word in words.words(words.VAGUE):
        yield word, (("vague", (), word),)
    for kind, line in words.PLAIN.items():
        for word in words.words(line):
            yield word, ((kind, (), word),)
    for kind, table in words.VALUED.items():
        for word, number in table.items():
            yield word, ((kind, (number,), word),)
    for word, kind in words.ENDS.items():
        yield word, (("edge", (3,), word), (kind, (0,), word))
    yield from _festival_entries()
    for (near, distance), (day, number) in product(
        words.NEARBY.items(), words.VALUED["weekday"].items()
    ):
        if near.isascii() and day.isascii() and not near.startswith("last"):
            yield near + day, (("relative_week", (distance,), near), ("weekday", (number,), day))


def _festival_entries() -> Iterator[tuple[str, _Signs]]:
    for term in SOLAR_TERMS:
        yield term, (("festival", (), term),)
    for festival, names in words.FESTIVALS.items():
        for name in {festival, *words.words(names)} - set(words.DATE_FESTIVALS):
            yield name, (("festival", (), festival),)
    for word in words.words(words.HOLIDAYS):
        yield word, (("holiday", (), word),)


def _dictionary() -> dict[str, list[tuple[str, _Signs]]]:
    """Return the words by their first sign, the longest first."""
    by_sign: dict[str, list[tuple[str, _Signs]]] = defaultdict(list)
    for word, signs in sorted(_entries(), key=lambda entry: -len(entry[0])):
        by_sign[word[0]].append((word, signs))
    return dict(by_sign)


_DICTIONARY = _dictionary()
