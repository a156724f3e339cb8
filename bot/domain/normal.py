"""One spelling for what people type, with a way back to the places in what they typed."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.numerals import CHINESE_NUMERALS

_TRADITIONAL = (
    "週後個號節慶陽陰農曆臘閏內開啟啓動產設進無還沒萬億兩點禮勞軍國間時現當來過這從於預計請驗資額錢遷難題問決"
    "幾參貳陸歲雙單紀驚蟄穀滿種處趕結項達報標證調協導辦環評審測規劃籌備復複徵補償負責給對發應實將頭畢約樓層橋"
    "電運營試續業極體線標裝採購誰嗎應該東學禦處圍護質監書記縣鄉鎮長鐵買賣變遲頓滯確認讓總暫剛"
    "經較棟牆樁築鋼澆鋪網綠燈災撥屬廠庫閘溝圖緩擋佔階擬擴壩併為與並會場樣員專務價隊險隱區許"
)
_SIMPLIFIED = (
    "周后个号节庆阳阴农历腊闰内开启启动产设进无还没万亿两点礼劳军国间时现当来过这从于预计请验资额钱迁难题问决"
    "几叁贰陆岁双单纪惊蛰谷满种处赶结项达报标证调协导办环评审测规划筹备复复征补偿负责给对发应实将头毕约楼层桥"
    "电运营试续业极体线标装采购谁吗应该东学御处围护质监书记县乡镇长铁买卖变迟顿滞确认让总暂刚"
    "经较栋墙桩筑钢浇铺网绿灯灾拨属厂库闸沟图缓挡占阶拟扩坝并为与并会场样员专务价队险隐区许"
)
_ONE_SIGN = {
    **dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)),
    **dict.fromkeys("○◯", "〇"),
    "曰": "日",
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("〜∼～", "~"),
    **dict.fromkeys("・•‧∙⋅", "·"),
    **dict.fromkeys("。｡", "。"),
    **dict.fromkeys("【〔〖「『［", "("),
    **dict.fromkeys("】〕〗」』］", ")"),
    "⁄": "/",
    **dict.fromkeys("‘’′`", "'"),
    **dict.fromkeys("\n\v\f\x85\u2028\u2029", "\n"),
}
# Most of what is typed is spelled so already; the signs of the main Chinese block are all their own NFKC.
_CHANGED = re.escape("".join(_ONE_SIGN))
_AS_TYPED = re.compile(rf"(?:(?![{_CHANGED}])[0-9A-Za-z.%\u4e00-\u9fff])*")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\u3007"
_NUMERAL = rf"0-9{CHINESE_NUMERALS}"

# What is typed wrongly so often that it must be read: one sign for another, so that places stay.
_END = r"(?=[前之以完竣开,。;) ]|$)"
_TYPOS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<=[月年周度])[低抵砥]{_END}"), "底"),
    (re.compile(rf"(?<=[月年周度季])未{_END}"), "末"),
    (re.compile(rf"(?<=[上中下])[寻询]{_END}"), "旬"),
    (re.compile(r"(?<=\d)[oO]+(?=[\d年月日号.%])"), "0"),
    (re.compile(rf"(?<=[{CHINESE_NUMERALS}])[oO0]+(?=[{CHINESE_NUMERALS}年])"), "〇"),
)
_MAY_BE_TYPO = re.compile("[低抵砥未寻询oO0]")
# A space beside a wide sign is layout (`2016年 2月`), except where it ends 六成 or 60% before a number.
_LAYOUT = re.compile(
    rf"[ \t]+(?=[{_WIDE}])(?<![成%][ \t])|(?<=[{_WIDE}])(?<!成)[ \t]+|(?<=成)[ \t]+(?![{_NUMERAL}])"
)


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in one spelling.

    Attributes:
        text: What to read.
        original: What was typed.
        offsets: For each sign of `text` where it stood in `original`, and behind the last one
            the length of `original`.
    """

    text: str
    original: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of the signs from *start* up to *end* of the text."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def normalise(text: str) -> Normal:
    """Return *text* in one spelling: what differs only in typing becomes the same.

    NFKC sign by sign, digits of any script as 0-9, traditional signs that matter as simplified
    ones, control signs dropped, one space for many, none beside Chinese signs, and common typos
    (月低, 季度未, 2O20年). Line breaks stay, as one each. Letters keep their case, Chinese numerals
    and 号 stay: 15号前 has one reading where 15日前 has two.
    """
    if _AS_TYPED.fullmatch(text):
        return Normal(_without_typos(text), text, tuple(range(len(text) + 1)))
    signs: list[str] = []
    places: list[int] = []
    previous = ""
    for place, typed in enumerate(text):
        for sign in _spell(typed):
            if sign != " " or previous not in {" ", "\n", ""}:
                signs.append(sign)
                places.append(place)
                previous = sign
    return _without_layout(_without_typos("".join(signs)), places, text)


def _without_typos(spelled: str) -> str:
    if _MAY_BE_TYPO.search(spelled):
        for pattern, right in _TYPOS:
            spelled = _replaced(pattern, right, spelled)
    return spelled


def _replaced(pattern: re.Pattern[str], right: str, text: str) -> str:
    """Return *text* with each sign of a typo as *right*, so that no place moves."""
    return pattern.sub(lambda typo: right * len(typo[0]), text)


@lru_cache(maxsize=8192)
def _spell(typed: str) -> str:
    """Return the signs that stand for one typed sign; none for what cannot be seen."""
    if typed in _ONE_SIGN:
        return _ONE_SIGN[typed]
    return "".join(map(_plain_sign, unicodedata.normalize("NFKC", typed)))


def _plain_sign(sign: str) -> str:
    if sign in _ONE_SIGN:
        return _ONE_SIGN[sign]
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"} else sign


def _without_layout(spelled: str, places: list[int], original: str) -> Normal:
    if " " not in spelled:
        return Normal(spelled, original, (*places, len(original)))
    kept: list[str] = []
    offsets: list[int] = []
    start = 0
    for space in _LAYOUT.finditer(spelled):
        kept.append(spelled[start : space.start()])
        offsets += places[start : space.start()]
        start = space.end()
    kept.append(spelled[start:])
    offsets += places[start:]
    return Normal("".join(kept), original, (*offsets, len(original)))
