"""What a county's ledger file says, row by row: taken, refused with a reason, or no data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.domain.terms import Kind, MilestoneKind


class Field(StrEnum):
    """A column that duban understands, in the order in which an exported ledger has them."""

    SERIAL = "serial"
    CODE = "code"
    NAME = "name"
    KIND = "kind"
    OWNER = "owner"
    CO_OWNERS = "co_owners"
    TOWNSHIP = "township"
    PERSON = "person"
    PHONE = "phone"
    LEADERS = "leaders"
    LINE_LEADERS = "line_leaders"
    TOTAL = "total_wan"
    PLAN = "plan_wan"
    DONE_YEAR = "done_year_wan"
    CUMULATIVE = "cumulative_wan"
    START = "start"
    DEADLINE = "deadline"


# How an exported ledger heads these columns; read back, they mean exactly that.
STANDARD_HEADINGS = {
    Field.SERIAL: "序号",
    Field.CODE: "督办编号",
    Field.NAME: "项目名称",
    Field.KIND: "建设性质",
    Field.OWNER: "责任单位",
    Field.CO_OWNERS: "配合单位",
    Field.TOWNSHIP: "属地乡镇",
    Field.PERSON: "责任人",
    Field.PHONE: "联系电话",
    Field.LEADERS: "包联领导",
    Field.LINE_LEADERS: "分管领导",
    Field.TOTAL: "总投资（万元）",
    Field.PLAN: "年度计划投资（万元）",
    Field.DONE_YEAR: "今年完成投资（万元）",
    Field.CUMULATIVE: "开工以来累计完成（万元）",
    Field.START: "计划开工时间",
    Field.DEADLINE: "完成时限",
}
# The heading above the columns that an export computes; what stands below it is not read back.
OWN_BAND = "督办情况（系统生成，改动无效）"
# Stands before the heading of a column duban does not know where a field of the ledger is named.
EXTRA = "extra."
# Ends the heading under which a text is kept that its own column could not take.
AS_WRITTEN = "（原文）"
# Stands in an export for words that its reader is not to see; read back it says nothing.
MASKED = "（不予显示）"
# The heading of the column in which a file is sent back with what is wrong; it is not read.
PROBLEM_HEADING = "不收原因（改好再发，此列不读）"
# The very hidden sheet by which an exported workbook is known again: all its sheets are read.
EXPORT_MARK = "duban"


class Reason(StrEnum):
    """Why a row is refused; where several hold, the first of this order is named."""

    MISSING_NAME = "missing_name"
    MISSING_OWNER = "missing_owner"
    MISSING_LEADER = "missing_leader"
    BAD_AMOUNT = "bad_amount"
    BAD_DEADLINE = "bad_deadline"
    DUPLICATE = "duplicate"
    OTHER_CODE = "other_code"
    ENDED = "ended"


class Advice(StrEnum):
    """A warning on a row that is accepted all the same."""

    APPROX_AMOUNT = "approx_amount"
    MISSING_PLAN = "missing_plan"
    PLAN_GT_TOTAL = "plan_gt_total"
    DEADLINE_PAST = "deadline_past"
    MISSING_PERSON = "missing_person"
    MISSING_KIND = "missing_kind"


class NotData(StrEnum):
    """What a row is that holds no project; neither imported nor reported."""

    TITLE = "title"
    HEADER = "header"
    BLANK = "blank"
    SECTION = "section"
    TOTAL = "total"
    NOTE = "note"
    DETAIL = "detail"
    CONTINUATION = "continuation"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One project as a row of the file tells it; money in 万元, None where the file is silent.

    `extra` holds (heading, text) of every cell that duban keeps without understanding it: columns
    it does not know, and texts in known columns that could not be read.
    """

    row: int
    name: str
    kind: Kind
    total_wan: Decimal
    plan_wan: Decimal | None
    done_year_wan: Decimal | None
    cumulative_wan: Decimal | None
    leaders: tuple[str, ...]
    line_leaders: tuple[str, ...]
    owner: str
    co_owners: tuple[str, ...]
    person: str | None
    phone: str | None
    deadline: date
    deadline_kind: MilestoneKind
    start: date | None
    township: str | None
    warnings: tuple[Advice, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    code: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be taken: why, in which cell (`E24`, under `heading`), and what it says.

    `cell`, `heading` and `text` are None or empty where no one cell is at fault.
    """

    row: int
    name: str
    reason: Reason
    cell: str | None = None
    heading: str | None = None
    text: str = ""
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no project."""

    row: int
    type: NotData
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class ExtraColumn:
    """A column duban does not know, and the known one after which it stands (None: first)."""

    heading: str
    after: Field | None


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger file as understood: every row of the sheets read is in exactly one list.

    `clears` are the columns (a `Field`, or `EXTRA` and a heading) in which an empty cell means that
    somebody emptied it. Only an export has them: in any other file such a cell says nothing.
    `as_of_change` is the number of the last change that an export knew of.
    `unread_sheets` are visible ones behind the first that holds a ledger; they are not read.
    """

    sheet: str | None
    accepted: tuple[LedgerRow, ...]
    rejected: tuple[RejectedRow, ...]
    skipped: tuple[SkippedRow, ...]
    extra_columns: tuple[ExtraColumn, ...] = ()
    clears: tuple[str, ...] = ()
    unread_sheets: tuple[str, ...] = ()
    as_of_change: int | None = None


def to_json(ledger: LedgerFile) -> dict[str, list[dict[str, Any]]]:
    """Return the accepted and rejected rows as `duban import --json` prints them."""
    return {
        "accepted": [_accepted_json(row) for row in ledger.accepted],
        "rejected": _rejected_json(ledger.rejected),
    }


def _accepted_json(row: LedgerRow) -> dict[str, Any]:
    return {
        "row": row.row,
        "name": row.name,
        "kind": row.kind.value,
        "total_wan": float(row.total_wan),
        "plan_wan": _number(row.plan_wan),
        "done_year_wan": _number(row.done_year_wan),
        "cumulative_wan": _number(row.cumulative_wan),
        "leaders": list(row.leaders),
        "owner": row.owner,
        "co_owners": list(row.co_owners),
        "person": row.person,
        "phone": row.phone,
        "deadline": row.deadline.isoformat(),
        "deadline_kind": row.deadline_kind.value,
        "warnings": [advice.value for advice in row.warnings],
    }


def _rejected_json(rows: Iterable[RejectedRow]) -> list[dict[str, Any]]:
    return [{"row": row.row, "name": row.name, "reason": row.reason.value} for row in rows]


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
