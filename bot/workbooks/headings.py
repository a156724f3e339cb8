"""What a heading means: the one table of synonyms, and the unit of money a heading names.

A heading comes as a path, outermost line first: ("投资情况（万元）", "总投资"). Its own words count;
where they say too little (姓名, 计划), the words of the lines above are put before them.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bot.domain.ledger_rows import OWN_BAND, PROBLEM_HEADING, STANDARD_HEADINGS, Field
from bot.workbooks.amounts import UNITS
from bot.workbooks.cells import squeeze

Path = tuple[str, ...]


class Synonym(NamedTuple):
    """A heading means the field if it `says` one pattern and does not say the other."""

    says: str
    unless: str = "$^"


# Parts of patterns. Brackets, spaces and units of money are gone before a pattern is tried.
_SPONSOR = (
    "包联|包抓|包保|包挂|挂包|挂点|挂联|挂钩|挂牌|联挂|联点|联系|分包|包干|包片|包案|领衔|帮扶"
)
_DETAIL = "电话|手机|方式|职务|单位|部门|意见|批示|签字"
_LINE = "主管|分管"
_POST = "(?:领导|[州市县区]长|常委)"
_BUILDER = "施工|监理|设计|勘察|承建|总包|统计|填表|填报"
_HELPING = "配合|协管|协办|协助|协同|参与|参加|协作|会办"
_WITH_PHONE = "(?:(?:及|和|与|、|/|,)其?(?:联系)?(?:电话|手机|方式|电话号码|手机号码?))?"
_OF_A_UNIT = (
    "(?:单位|部门|主体|业主|法人)(?:主要|直接|具体)?(?:负责|领导|联系|责任人|经办|意见|职责)"
)
# Of the unit: 责任单位电话, but not 责任单位及电话, where it only shares the cell.
_PHONE_ALONE = "(?<![及和与、/,])(?<![及和与、/,]联系)(?:联系)?电话$"
_WHEN = "(?:时间|时限|日期|期限|限期|节点|年月|月份)"
_DONE_WORDS = "竣工|完工|交工|建成|投产|投用|投入使用|交付|验收"
_NO_DATE = "实际|是否|情况|投资"
_NO_SUM = "率|比例|比重|占|%|百分|情况|形象|内容|同比|增长|增速|偏差|缺口|来源|到位|拨付|支付|用途|本月|本周|当月"
_GOAL = "计划|任务|目标|安排|预计|拟"
_YEAR_WORD = "年初|今年|本年|当年|年度|年内|全年"
_THIS_YEAR = rf"(?:自?(?:{_YEAR_WORD})|\d{{4}}年|\d{{1,2}}[-—–~至]\d{{1,2}}月)"
_PERSON = "责任人|负责人|联系人|联络员|联络人|经办人|专干"

# For each field its synonyms, the best first: where two columns fit, the better one is the field
# and the other is kept as it stands.
SYNONYMS: dict[Field, tuple[Synonym, ...]] = {
    Field.SERIAL: (Synonym(r"^(?:序号|编号|序|排名|名次|排序|位次|行号|no\.?)$"),),
    Field.CODE: (Synonym("^督办编号$"),),
    Field.NAME: (
        Synonym(
            "^(?:重点|重大|在建|建设|实施|督查|督办|单项|项目|工程|/|、)*(?:项目|工程|事项|任务|工作)(?:全称|名称|名)$"
        ),
        Synonym("^(?:重点|重大|建设|实施|督办|督查)*(?:项目|工程)$|^名称$"),
        Synonym("^(?:重点|重大|督办|督查)*(?:工作|事项|任务)+(?:内容|事项)?$|(?:项目|工程)名称"),
    ),
    Field.KIND: (
        Synonym("^(?:项目)?(?:建设)?性质$|^(?:续建|新建)(?:或|、|/)?(?:新建|续建)?$"),
        Synonym("^(?:项目|建设)?(?:类别|类型|分类)$"),
    ),
    Field.LINE_LEADERS: (Synonym(f"(?:{_LINE}).{{0,5}}{_POST}", _DETAIL),),
    Field.LEADERS: (
        Synonym(f"(?:{_SPONSOR}).{{0,6}}{_POST}", f"{_DETAIL}|{_LINE}"),
        Synonym(
            f"(?:{_SPONSOR})(?:责任人|负责人|人员?|姓名)?$|县级?(?:责任人|负责人|干部)$",
            f"{_DETAIL}|联系人|{_LINE}",
        ),
        Synonym(
            "[县市州区旗](?:处|委|政府)?级?领导", f"{_DETAIL}|{_LINE}|{_HELPING}|小组|主要领导"
        ),
        Synonym("领导|责任县长", f"{_DETAIL}|{_LINE}|{_HELPING}|小组|主要领导|科级"),
        Synonym("(?<!副)总?指挥长?$"),
        Synonym("领导.{0,3}(?:电话|方式)$", f"单位|部门|{_LINE}|领导(?:联系)?(?:电话|方式)"),
    ),
    Field.CO_OWNERS: (Synonym(f"(?:{_HELPING}).{{0,2}}(?:单位|部门)"),),
    Field.OWNER: tuple(
        Synonym(says, f"{_BUILDER}|{_HELPING}|包联|包抓|挂联|帮扶|{_OF_A_UNIT}|{_PHONE_ALONE}")
        for says in (
            "(?:责任|主责)(?:单位|部门|主体|乡镇|科室)",
            "(?<!行)业主",
            "建设单位|建设主体",
            "法人(?!代表)",
            "实施单位|实施主体|实施部门",
            "承办单位|承办部门|承担单位|主办单位|项目单位|项目主体|投资主体|落实单位|推进单位|申报单位",
            "牵头(?:负责)?单位|牵头部门|负责单位",
            "主管单位|主管部门|所属单位|单位名称|^单位$",
        )
    ),
    Field.TOWNSHIP: (
        Synonym("^(?:项目)?(?:属地|所在|所属|涉及)?(?:乡镇|镇乡|乡|镇|街道)+(?:政府)?$"),
        Synonym("^(?:项目)?属地(?:责任)?(?:单位)?$"),
    ),
    Field.PERSON: tuple(
        Synonym(
            f"(?:{says})(?:姓名)?{_WITH_PHONE}$", f"{_BUILDER}|领导|包联|包抓|包保|挂点|挂联|县级"
        )
        for says in (
            "(?:具体|直接|项目|落实|经办|现场)责任人|(?:具体|直接)负责人",
            "责任人员?",
            "(?:项目|工作)负责人",
            "负责人",
            f"{_PERSON}|项目长|项目专员",
        )
    ),
    Field.PHONE: (
        Synonym("(?:电话|手机|方式|联系号码)(?:号码?)?$", f"领导|[州市县区]长|{_BUILDER}"),
    ),
    Field.TOTAL: (
        Synonym("总投资|投资总|总概算|总造价|总估算", f"{_NO_SUM}|完成|累计|年"),
        Synonym(
            "投资额|投资规模|概算|批复投资|预算投资|投资金额|项目投资|估算投资|投资估算|资金规模|资金额度|总金额|资金总额|总投入",
            f"{_NO_SUM}|完成|累计|年|计划",
        ),
        Synonym("^(?:计划)?投资(?:合计|总计|小计)?$|^(?:项目)?资金$|^合同(?:金额|价)款?$"),
    ),
    Field.PLAN: (
        Synonym(
            f"{_THIS_YEAR}.*(?:{_GOAL}).*(?:投资|资金)|{_THIS_YEAR}.*(?:投资|资金).*(?:{_GOAL})",
            f"{_NO_SUM}|累计|季度|完成.*(?:{_GOAL})",
        ),
        Synonym(f"^{_THIS_YEAR}度?总?(?:投资|资金)(?:额度?)?$"),
        Synonym(f"^(?:{_THIS_YEAR})+(?:投资)?(?:计划|任务|目标)+(?:数|额|投资|完成)?$"),
        Synonym(f"^(?:{_THIS_YEAR})+(?:完成)?投资(?:计划|任务|目标)+$|^(?:年计划|计划年度)投资$"),
        Synonym("^(?:计划|拟)(?:完成)?投资[额数]?$|^投资(?:计划|任务)$"),
    ),
    Field.DONE_YEAR: (
        Synonym(f"{_THIS_YEAR}.*完成", f"{_NO_SUM}|{_GOAL}|截[至止]|其中"),
        Synonym(f"(?:{_YEAR_WORD}).*完成", f"{_NO_SUM}|{_GOAL}"),
    ),
    Field.CUMULATIVE: (
        Synonym(
            "(?:累计|开工以来|开工至今|截[至止]).*(?:完成|投资)|已完成(?:总|累计)?投资",
            f"{_NO_SUM}|{_GOAL}|{_YEAR_WORD}",
        ),
    ),
    Field.START: (
        Synonym(f"(?:年限|工期|周期|建设期|{_WHEN})(?:起|起始|开始)$"),
        Synonym(f"(?:开工|动工|复工|启动|进场).{{0,4}}{_WHEN}", f"{_NO_DATE}|竣|完|交|止"),
        Synonym(
            f"{_WHEN}.*(?:开工|动工|复工|启动)$|^(?:计划|预计|拟)(?:开工|动工|复工)$",
            f"{_NO_DATE}|竣|完|交|止",
        ),
    ),
    Field.DEADLINE: (
        Synonym(f"(?:年限|工期|周期|建设期|{_WHEN})(?:止|终止|结束)$"),
        Synonym(f"(?:完成|办结|办理|整改|销号|落实|责任|目标|要求|任务).{{0,4}}{_WHEN}", _NO_DATE),
        Synonym(
            f"(?:{_DONE_WORDS}).{{0,4}}{_WHEN}|{_WHEN}.{{0,4}}(?:完成|{_DONE_WORDS})$", _NO_DATE
        ),
        Synonym(f"^(?:计划|预计|拟)(?:{_DONE_WORDS})$"),
        Synonym(
            "节点|截止(?:时间|日期)|^时限|时间要求|工作时限|^期限$",
            f"{_NO_DATE}|开工|动工|填报|报送|更新|进展",
        ),
        Synonym(
            "^(?:项目)?(?:计划|合同)?(?:建设|实施|施工)?(?:起止|年限|工期要求|工期|周期|期限|期|时间|年份|起止(?:年限|时间|日期|年月)|开竣工(?:时间|日期))$"
        ),
    ),
}

# Words that say nothing without the line above them.
_BARE = re.compile(
    "(?:姓名|名称|单位|人员|时间|日期|(?:联系)?(?:电话|方式)|手机(?:号码?)?|电话号码|职务|领导|人"
    "|起|止|起始|终止|开始|结束"
    "|计划|目标|任务|完成|投资|金额|数额|合计|小计|累计|累计完成|完成(?:情况|数|额)?|(?:计划|预计|拟)?(?:完成)?投资额?"
    "|(?:计划|预计|拟)?(?:开工|动工|复工|竣工|完工|建成|交工|投产))"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
# 亿 and 万 without 元 are units only where they stand apart, or right behind what is counted.
_UNIT = re.compile(
    "|".join(name for name in UNITS if name.endswith("元"))
    + r"|(?:(?<=[(:/])|(?<=投资))[亿万](?=\)?$)"
)
_UNIT_TAIL = re.compile(r"[:/,]?(?:单位:)?(?:亿元|百万元|万元|千元|亿|万)$")
_YEAR = re.compile(r"20\d\d")

_STANDARD = {heading: field for field, heading in STANDARD_HEADINGS.items()}
_COMPILED = tuple(
    (field, rank, re.compile(synonym.says, re.IGNORECASE), re.compile(synonym.unless))
    for field, synonyms in SYNONYMS.items()
    for rank, synonym in enumerate(synonyms)
)
_OF_A_YEAR = frozenset((Field.PLAN, Field.DONE_YEAR))
_MONEY_TO_DATE = _OF_A_YEAR | {Field.CUMULATIVE}


@lru_cache(maxsize=2048)
def words_of(line: str) -> str:
    """Return one line of a heading without brackets, spaces and unit: `总投资（万元）` is 总投资."""
    return _UNIT_TAIL.sub("", _BRACKETS.sub("", squeeze(line))).strip(":*※★")


def is_bare(words: str) -> bool:
    """Return whether a heading's own words say too little without the line above them."""
    return _BARE.fullmatch(words) is not None


def meanings(path: Path, year: int) -> dict[Field, int]:
    """Return what the heading *path* may mean, with a rank: the lowest fits best.

    Money of another year than *year* (2019年完成投资, 截至2019年底累计) is none of ours.
    """
    path = tuple(line for line in path if words_of(line))  # a line may hold nothing but the unit
    if not path or OWN_BAND in path[:-1] or path[-1] == PROBLEM_HEADING:
        return {}
    if len(path) == 1 and path[0] in _STANDARD:
        return {_STANDARD[path[0]]: -1}
    own = words_of(path[-1])
    above = "".join(words_of(line) for line in path[:-1]).replace("情况", "")
    words = above + own if is_bare(own) else own
    scoped = _with_year(words, above)
    found: dict[Field, int] = {}
    for field, rank, says, unless in _COMPILED:
        text = scoped if field in _OF_A_YEAR else words
        if field not in found and says.search(text) and not unless.search(text):
            found[field] = rank
    return {field: rank for field, rank in found.items() if _is_of(field, scoped, year)}


def unit_of(path: Path) -> Decimal | None:
    """Return how many 万元 one of the heading's unit is, the innermost line first."""
    for line in reversed(path):
        if found := _UNIT.search(squeeze(line)):
            return UNITS[found[0]]
    return None


def _with_year(words: str, above: str) -> str:
    """Put the year before a sum when only the line above says it: 2020年投资 / 完成."""
    year = re.search(_THIS_YEAR, above)
    return year[0] + words if year and not re.search(_THIS_YEAR, words) else words


def _is_of(field: Field, words: str, year: int) -> bool:
    """Return whether a sum counts up to this *year*, or the field is no such sum."""
    years = {int(found) for found in _YEAR.findall(words)}
    return field not in _MONEY_TO_DATE or not years or year in years
