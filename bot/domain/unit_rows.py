"""What a county's register of units says, row by row: taken, or refused with a reason."""

from dataclasses import dataclass
from enum import StrEnum


class UnitField(StrEnum):
    """A column of the register, in the order in which an exported one has them."""

    UNIT = "unit"
    HEAD = "head"
    HEAD_PHONE = "head_phone"
    LINE_LEADER = "line_leader"
    LINE_LEADER_PHONE = "line_leader_phone"
    TOWNSHIP = "township"


# How an exported register heads its columns; read back, they mean exactly that.
REGISTER_HEADINGS = {
    UnitField.UNIT: "单位名称",
    UnitField.HEAD: "单位负责人",
    UnitField.HEAD_PHONE: "负责人电话",
    UnitField.LINE_LEADER: "分管领导",
    UnitField.LINE_LEADER_PHONE: "分管领导电话",
    UnitField.TOWNSHIP: "属地乡镇",
}


class UnitReason(StrEnum):
    """Why a row of a register is refused."""

    MISSING_UNIT = "missing_unit"
    SEVERAL_NAMES = "several_names"
    DUPLICATE = "duplicate_unit"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as a row tells it; None where the row is silent, which changes nothing."""

    row: int
    unit: str
    head: str | None
    head_phone: str | None
    line_leader: str | None
    line_leader_phone: str | None
    township: str | None


@dataclass(frozen=True, slots=True)
class RefusedUnit:
    """A row that cannot be taken: why, and what it says."""

    row: int
    text: str
    reason: UnitReason


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register as understood."""

    accepted: tuple[UnitRow, ...]
    refused: tuple[RefusedUnit, ...]
