"""What the words of a row that holds no project say: sections, totals, notes, kinds, units."""

import re
from decimal import Decimal
from functools import lru_cache

from bot.domain.terms import Kind
from bot.workbooks.amounts import UNITS
from bot.workbooks.cells import squeeze

# Words by which a column, a section or a title names a kind. 扩建 and 改建 are ways of building,
# not standings in the year's plan, and 在建 may be either of two kinds.
_KIND_WORDS = {
    Kind.CONTINUED: re.compile(r"续建|结转|跨年"),
    Kind.NEW: re.compile(r"(?<![改扩迁])新建|新开工|拟建|拟开工|新下达"),
    Kind.PREPARATORY: re.compile(r"前期|谋划|储备"),
}
_KIND_SHORT = {"续": Kind.CONTINUED, "新": Kind.NEW}

_NUMERAL = "一二三四五六七八九十百"
_SECTION = re.compile(
    rf"[(第]?[{_NUMERAL}]+(?:[)、.,::]|$|(?:类|部分|批|组)[::、]?)"
    rf"|(?:表|附表|附件)[{_NUMERAL}\d]+(?:[::、.]|$)|[(]?[A-Z][)、.]"
    r"|.{0,6}(?:续建|新建|前期|储备|新开工)类?(?:项目|工程)?(?:\(.*\)|\d+[个项])?[::]?$"
)
_TOTAL = re.compile(
    r".{0,16}?(?:合计|小计|总计|共计|平均|平均值|平均数|均值|汇总|总和)(?:\(.*\)|[::].*|\d+[个项])?"
)
_SIGNATURE = (
    r"联系人|联系电话|填表人?|填报人?|填报单位|填报日期|填报时间|制表人?|审核人?|复核人?|审批人?|经办人|签发人?"
    r"|单位负责人|部门负责人|统计负责人|分管领导|主管领导|负责人|报出日期|报送日期|截止日期"
)
_NOTE = re.compile(
    r"[*※★]|(?:注|备注|附注|说明|填表说明|编制说明|抄送|抄报|主送|报送|印发|数据来源|资料来源|单位|计量单位"
    rf"|{_SIGNATURE})(?:签字|签名|\(.*?\))?\d*[::.、]|(?:注|备注|说明)$"
)
_UNIT_LINE = re.compile(
    r"单位[::为]?\(?(?:人民币)?(亿元|百万元|万元|千元|元|[亿万](?=[)、,，]|$))"
)


@lru_cache(maxsize=512)
def kind_in(text: str) -> Kind | None:
    """Return the kind that *text* names, or None if it names none or several."""
    plain = squeeze(text)
    if plain in _KIND_SHORT:
        return _KIND_SHORT[plain]
    found = [kind for kind, words in _KIND_WORDS.items() if words.search(plain)]
    return found[0] if len(found) == 1 else None


def unit_line(text: str) -> Decimal | None:
    """Return the unit that a line such as `单位：万元、％` names, as 万元 in one of it."""
    match = _UNIT_LINE.search(squeeze(text))
    return UNITS[match[1]] if match else None


def is_detail(text: str) -> bool:
    """Return whether *text* begins a part of the project above: `其中：…`."""
    return text.lstrip("( （\u3000").startswith("其中")


def is_total(texts: list[str]) -> bool:
    """Return whether one of the first *texts* of a row says that it adds up others."""
    return any(_TOTAL.fullmatch(squeeze(text)) for text in texts[:3])


def is_note(text: str) -> bool:
    """Return whether *text* begins a note or a line for signatures."""
    return _NOTE.match(squeeze(text)) is not None


def is_section(text: str) -> bool:
    """Return whether *text* is a caption such as 一、续建项目（18项） or （二）产业类."""
    return _SECTION.match(squeeze(text)) is not None
