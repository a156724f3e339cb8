"""The columns of the exported ledger: heading, width, style and where the value comes from."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.ledger_rows import AS_WRITTEN, STANDARD_HEADINGS, ExtraColumn, Field
from bot.domain.lights import LIGHT_WORDS
from bot.domain.terms import MilestoneKind
from bot.papers.ledger_lines import ChangeLine, LedgerLine, LedgerPaper

Value = str | int | Decimal | date | None

_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d*[1-9])?")
_NARROWEST_EXTRA, _WIDEST_EXTRA = 7, 16
_LONGEST_CENTRED = 20


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, width in characters, style, and where its value comes from."""

    heading: str
    width: float
    style: str
    value: Callable[[LedgerLine], Value]
    is_own: bool = False


def _column(of: Field, width: float, style: str, value: Callable[[LedgerLine], Value]) -> Column:
    return Column(STANDARD_HEADINGS[of], width, style, value)


def _own(heading: str, width: float, style: str, value: Callable[[LedgerLine], Value]) -> Column:
    return Column(heading, width, style, value, is_own=True)


def _deadline(line: LedgerLine) -> Value:
    """Return the deadline as a date, or in words where it is the start that is due."""
    if line.deadline_kind is MilestoneKind.FINISH:
        return line.deadline
    return f"{line.deadline.year}年{line.deadline.month}月{line.deadline.day}日前开工"


FIELDS: dict[Field, Column] = {
    Field.CODE: _column(Field.CODE, 6, "centre", lambda line: line.code),
    Field.NAME: _column(Field.NAME, 26, "text", lambda line: line.name),
    Field.KIND: _column(Field.KIND, 5, "centre", lambda line: line.kind.value),
    Field.OWNER: _column(Field.OWNER, 13, "text", lambda line: line.owner),
    Field.CO_OWNERS: _column(Field.CO_OWNERS, 13, "text", lambda line: "、".join(line.co_owners)),
    Field.TOWNSHIP: _column(Field.TOWNSHIP, 9, "text", lambda line: line.township),
    Field.PERSON: _column(Field.PERSON, 9, "centre", lambda line: line.person),
    Field.PHONE: _column(Field.PHONE, 12.5, "centre", lambda line: line.phone),
    Field.LEADERS: _column(Field.LEADERS, 12, "centre", lambda line: "、".join(line.leaders)),
    Field.LINE_LEADERS: _column(
        Field.LINE_LEADERS, 10, "centre", lambda line: "、".join(line.line_leaders)
    ),
    Field.TOTAL: _column(Field.TOTAL, 11.5, "money", lambda line: line.total_wan),
    Field.PLAN: _column(Field.PLAN, 9.5, "money", lambda line: line.plan_wan),
    Field.DONE_YEAR: _column(Field.DONE_YEAR, 9.5, "money", lambda line: line.done_year_wan),
    Field.CUMULATIVE: _column(Field.CUMULATIVE, 9.5, "money", lambda line: line.cumulative_wan),
    Field.START: _column(Field.START, 10.5, "day", lambda line: line.start),
    Field.DEADLINE: _column(Field.DEADLINE, 11.5, "day", _deadline),
}
OWN_COLUMNS = (
    _own("灯色", 5.5, "light", lambda line: LIGHT_WORDS[line.light]),
    _own("灯色依据", 22, "text", lambda line: line.light_reason),
    _own("剩余天数", 5.5, "count", lambda line: line.days_left),
    _own("年度投资完成率", 8, "rate", lambda line: line.rate),
    _own("形象状态", 8, "centre", lambda line: line.works_state),
    _own("形象进度％", 6, "count", lambda line: line.percent),
    _own("最近报告", 24, "text", lambda line: line.last_report),
    _own("困难", 18, "text", lambda line: line.difficulty),
)
# Columns that are put out of sight when nobody fills them.
MAY_HIDE = frozenset(
    STANDARD_HEADINGS[of]
    for of in (Field.CO_OWNERS, Field.TOWNSHIP, Field.LINE_LEADERS, Field.START)
)
CHANGE_COLUMNS: tuple[tuple[str, float, Callable[[ChangeLine], str]], ...] = (
    ("时间", 17, lambda change: change.at),
    ("督办编号", 9, lambda change: change.code),
    ("项目名称", 30, lambda change: change.name),
    ("变更内容", 14, lambda change: change.what),
    ("原值", 22, lambda change: change.old),
    ("新值", 22, lambda change: change.new),
    ("经办", 12, lambda change: change.by),
    ("理由", 30, lambda change: change.reason),
)


def columns_of(paper: LedgerPaper) -> list[Column]:
    """Return all columns, those that duban does not know in their old places."""
    known = {extra.heading for extra in paper.extra_columns}
    others = dict.fromkeys(heading for line in paper.lines for heading, _ in line.extra)
    extras = [
        *paper.extra_columns,
        *(ExtraColumn(heading, _place_of(heading)) for heading in others if heading not in known),
    ]
    columns = [_extra_column(extra.heading, paper) for extra in extras if extra.after is None]
    for of in Field:
        columns += [FIELDS[of]] if of in FIELDS else []
        columns += [_extra_column(extra.heading, paper) for extra in extras if extra.after is of]
    return [*columns, *OWN_COLUMNS]


def _place_of(heading: str) -> Field:
    """Return after which column one stands whose old place is not known: next of kin, or last."""
    own = {STANDARD_HEADINGS[of] + AS_WRITTEN: of for of in FIELDS}
    return own.get(heading, Field.DEADLINE)


def _extra_column(heading: str, paper: LedgerPaper) -> Column:
    """Return a column as wide as what stands in it, within bounds; a character takes two."""
    texts = (text for line in paper.lines for name, text in line.extra if name == heading)
    longest = 2 * max(map(len, texts), default=0)
    width = min(max(longest, _NARROWEST_EXTRA), _WIDEST_EXTRA)
    style = "text" if longest > _LONGEST_CENTRED else "centre"
    return Column(heading, width, style, lambda line: _extra_value(line, heading))


def _extra_value(line: LedgerLine, heading: str) -> Value:
    """Return what the ledger file had under *heading*; what was a number becomes one again."""
    text = next((text for name, text in line.extra if name == heading), None)
    is_number = text and _PLAIN_NUMBER.fullmatch(text) and f"{float(text):.16G}" == text
    return Decimal(text) if text and is_number else text
