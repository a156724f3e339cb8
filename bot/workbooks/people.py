"""Names, units and phone numbers out of one cell."""

import re
import unicodedata
from functools import lru_cache

from bot.workbooks.cells import NOTHING, squeeze

_SEPARATORS = "、,;/|\n\r"
_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅●･﹒", "·"))
_DOT_BETWEEN_WORDS = re.compile(r"(?<=[\u4e00-\u9fff])\s*[.·]\s*(?=[\u4e00-\u9fff])")
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|\([^()]*$")
_NUMBERING = re.compile(r"(?<!\d)\(?\d{1,2}[.、)]\s*(?=[\u4e00-\u9fff])")
_AND_OTHERS = re.compile(r"(?<=..)等(?:\d+人|同志|人)?$")
_LABEL = re.compile(
    r"(?:姓名|牵头|配合|主|副|联系人|责任人|负责人|联络员|电话|手机号?|联系电话|联系方式|tel)[::]",
    re.IGNORECASE,
)

# A mobile number wherever it stands; 11 digits of any kind only where nothing else stands.
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[-\s]?)?(1\d{2}[-\s]?\d{4}[-\s]?\d{4})(?!\d)")
_PLAIN_PHONE = re.compile(r"1[0-9]{10}")
_LANDLINE = re.compile(r"(?<!\d)(?:0\d{2,3}[-\s]?)?\d{7,8}(?!\d)")
_NOT_A_DIGIT = re.compile(r"[\s\-]+")
_PHONE_LENGTH = 11

# A title is bodies and a post, before a name or after it: 县委常委、常务副县长李岩, 李岩副县长.
_BODY = (
    r"(?:[省州市县区旗]?(?:委办公?室?|委|人民政府|政府办?|人大常委会|人大|政协|纪委监委|纪委|监委)"
    r"|党组|党委|政法委|组织部|宣传部|统战部|武装部|人武部|公安局|法院|检察院|办公室|挂职|原|兼|正?县级|副县级)"
)
_POST = (
    r"(?:常务副?[州市县区旗]长|副?[州市县区旗]长(?:助理)?|副?书记|常委|副?主席|副?主任|副?部长|副?政委"
    r"|副?局长|副?院长|副?检察长|副?乡长|副?镇长|副?校长|副?总?经理|董事长|副?站长|副?所长|副?科长|副?股长"
    r"|[党组委]*成员|[一二三四]级(?:调研员|主任科员|巡视员)|副?调研员|总工程师|副?组长|副?总?指挥长?|同志)"
)
_TITLE_BEFORE = re.compile(rf"(?:{_BODY}*{_POST})+[::]?")
_TITLE_AFTER = re.compile(rf"(?<=.{{2}})(?<!副)(?:{_BODY}*{_POST})+$")

_UNIT_BEFORE = re.compile(
    r".{2,}?(?:局|公司|中心|委员会|办公室|政府|医院|学校|街道办|(?<!副)[乡镇])(?!长)"
)
_PIECE = re.compile(r"[^\r\n、,，;；]+")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
# The commonest, which may begin a name that ends like a town: 王卫镇.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)
# Where a person sits, as no name ends: 李登科 is one, so a 科 counts only by what it is of.
_OFFICE = re.compile(
    r".+(?:公司|集团|中心|委员会|办公室|指挥部|政府|医院|学校|街道|[委府]办|股)|[省州市县区]委"
    rf"|.{{2,}}局|.{{3,}}[乡镇]|[^{_SURNAMES}].[乡镇]"
    r"|(?:工程|综合|项目|业务|规划|建设|财务|投资|行政|秘书|督查|人事|办公)[科室]"
)

_UNIT = re.compile(
    r".{2,}(?:局|委|委员会|办|办公室|室|院|校|学校|中学|小学|公司|集团|中心|政府|镇|乡|街道|部|站|所|队|会|处|行|厂|社|场|馆|园区|指挥部)"
)
_OWNER_ROLE = re.compile(r"\((?:牵头|配合|协助|协办|主办|承办|业主|责任|负责|法人)[^()]*\)")
_OWNER_LABEL = re.compile(
    r"(?:牵头|责任|主办|承办|业主|建设|配合|协办|协同)(?:责任)?(?:单位|部门)?[::]"
)


@lru_cache(maxsize=4096)
def read_people(text: str) -> tuple[str, ...]:
    """Return the names in *text* in order, without titles, remarks, phone numbers and repeats."""
    plain = unicodedata.normalize("NFKC", text).translate(_DOTS)
    plain = _DOT_BETWEEN_WORDS.sub("·", _NUMBERING.sub("\n", plain))
    plain = _LANDLINE.sub(" ", _MOBILE.sub(" ", _without_remarks(plain)))
    pieces = _split(_LABEL.sub(" ", plain))
    names = (name for piece in pieces for name in _names_between_spaces(piece))
    return tuple(dict.fromkeys(name for name in names if name not in NOTHING))


def _without_remarks(text: str) -> str:
    """Drop what stands in brackets, inner ones first."""
    while (shorter := _REMARK.sub("", text)) != text:
        text = shorter
    return text


def _split(text: str) -> list[str]:
    """Cut *text* at separators that stand outside brackets."""
    pieces, depth, start = [], 0, 0
    for position, sign in enumerate(text):
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        if sign in _SEPARATORS and not depth:
            pieces.append(text[start:position])
            start = position + 1
    return [*pieces, text[start:]]


def _names_between_spaces(piece: str) -> list[str]:
    """Read `副县长 李 岩 马国栋` as two names: single characters belong together by twos."""
    names: list[str] = []
    single = ""
    for token in [*(_without_title(word) for word in piece.split()), ""]:
        if len(token) == 1:
            single += token
            continue
        names += _pairs(single)
        single = ""
        names.append(token)
    return [name for name in names if name]


def _pairs(singles: str) -> list[str]:
    """Join lone characters into names: two or three are one name, more are names of two."""
    if len(singles) <= 3:
        return [singles]
    return [singles[start : start + 2] for start in range(0, len(singles), 2)]


def _without_title(word: str) -> str:
    name = _after_title(_AND_OTHERS.sub("", word))
    _, name = _part(name) or ("", name)
    return _TITLE_AFTER.sub("", name).strip(":：.·")


def _after_title(word: str) -> str:
    before = _TITLE_BEFORE.match(word)
    return word[before.end() :] if before else word


def _part(word: str) -> tuple[str, str] | None:
    """Part a unit from the name right behind it, 县住建局局长张三; None if they are not both there."""
    unit = _UNIT_BEFORE.match(word)
    name = _after_title(word[unit.end() :]) if unit else ""
    return (unit[0], name) if unit and _NAME.fullmatch(name) else None


@lru_cache(maxsize=4096)
def read_units(text: str) -> tuple[str, ...]:
    """Return the units in *text*; the first one answers, the others help."""
    plain = unicodedata.normalize("NFKC", text)
    plain = _OWNER_LABEL.sub("\n", _OWNER_ROLE.sub("", _LANDLINE.sub(" ", plain)))
    units = (unit for piece in _split(plain) for unit in _units_between_spaces(piece))
    return tuple(dict.fromkeys(unit for unit in units if unit not in NOTHING))


def _units_between_spaces(piece: str) -> list[str]:
    """Keep spaces as borders only between whole units: `县 水 务 局` is one."""
    words = piece.split()
    if len(words) > 1 and all(_UNIT.fullmatch(word) for word in words):
        return [_full_width_brackets(word) for word in words]
    return [_full_width_brackets("".join(words))]


def _full_width_brackets(unit: str) -> str:
    return unit.replace("(", "（").replace(")", "）")


@lru_cache(maxsize=4096)
def split_unit_and_person(text: str) -> tuple[str, str]:
    """Return the unit part and the person part of a cell that holds both, `县水务局（李岩）`."""
    plain = _MOBILE.sub(" ", unicodedata.normalize("NFKC", text))
    words = re.split(r"[\s()、,;/::]+", plain)
    parts = [
        (word, "") if _UNIT.fullmatch(word) else _part(word) or ("", word)
        for word in words
        if word
    ]
    units, others = zip(*parts, strict=True) if parts else ((), ())
    return "、".join(filter(None, units)), "、".join(filter(None, others))


@lru_cache(maxsize=4096)
def without_office(text: str) -> str:
    """Return a cell of persons without their offices: of `住建局 张三、县委办` 张三 is left."""
    return _PIECE.sub(_without_office, text)


def _without_office(piece: re.Match[str]) -> str:
    words = piece[0].split()
    while words and _OFFICE.fullmatch(words[0]):
        words.pop(0)
    return piece[0] if len(words) == len(piece[0].split()) else " ".join(words)


@lru_cache(maxsize=4096)
def read_phone(text: str, *, alone: bool = True) -> str | None:
    """Return the first phone number of 11 digits in *text*; *alone* if nothing else belongs there."""
    if alone and _PLAIN_PHONE.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKC", text)
    if match := _MOBILE.search(plain):
        return _NOT_A_DIGIT.sub("", match[1])
    digits = _NOT_A_DIGIT.sub("", plain)
    fits = alone and len(digits) == _PHONE_LENGTH and digits.isdecimal()
    return digits if fits else None


def name_key(text: str) -> str:
    """Return *text* as names are compared: without spaces, widths made plain."""
    return squeeze(text)
