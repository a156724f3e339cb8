"""What the ledger 督查台账 shows: plain records, made ready to print before they are rendered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.ledger_rows import ExtraColumn
from bot.domain.terms import Kind, Light, MilestoneKind


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A project as a line of the ledger; words are ready to print, money is in 万元.

    `rate` is this year's investment by this year's plan, from 0; `percent` is what is built.
    """

    code: str
    name: str
    kind: Kind
    owner: str
    leaders: tuple[str, ...]
    total_wan: Decimal
    deadline: date
    deadline_kind: MilestoneKind
    days_left: int | None
    light: Light
    light_reason: str
    co_owners: tuple[str, ...] = ()
    township: str | None = None
    person: str | None = None
    phone: str | None = None
    line_leaders: tuple[str, ...] = ()
    plan_wan: Decimal | None = None
    done_year_wan: Decimal | None = None
    cumulative_wan: Decimal | None = None
    start: date | None = None
    rate: Decimal | None = None
    works_state: str | None = None
    percent: int | None = None
    last_report: str | None = None
    difficulty: str | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change, in words: what was changed from what to what, when, by whom and why."""

    at: str
    code: str
    name: str
    what: str
    old: str
    new: str
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LedgerPaper:
    """What the ledger shows; `as_of` and `changes_title` are printed below the titles.

    `as_of_change` is the number of the last change it knows of, hidden in the workbook.
    """

    title: str
    as_of: str
    lines: Sequence[LedgerLine]
    changes: Sequence[ChangeLine] = ()
    changes_title: str = "变更记录"
    extra_columns: Sequence[ExtraColumn] = ()
    as_of_change: int = 0
