"""A deadline decided elsewhere: 调整 P07 P09 8月底 依据 县政府会议纪要〔2020〕12号 2020年5月6日."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.deadlines import DeadlineReading, Mode, read_deadline
from bot.domain.deadlines.readings import Reason
from bot.domain.orders.clauses import BASIS, REASON, Clauses, read_clauses
from bot.domain.orders.days import past_day
from bot.domain.terms import Status

_PAPER = re.compile(
    r"会议纪要|纪要|批示|指示|上级文件|批复|文件|通知|通报|函|决定|意见|办法|方案|督办单"
    r"|[\[(〔【]\s*\d{4}\s*[\])〕】]\s*第?\s*\d+\s*号|minutes|instruction|paper",
    re.IGNORECASE,
)
# An instruction 批示 is known by who wrote it and when; it has no number.
_UNNUMBERED = re.compile("批示|指示|instruction", re.IGNORECASE)
_NUMBER = re.compile(
    r"[\[(〔【]\s*\d{4}\s*[\])〕】]\s*第?\s*\d+\s*[号期次]?|第\s*\d+\s*[号期次]|\d{1,4}\s*[号期次](?!\s*$)|no\.?\s*\d+",
    re.IGNORECASE,
)


class Missing(StrEnum):
    """What an order lacks; each is one question."""

    CODES = "order_codes"
    DATE = "order_date"
    BASIS = "order_basis"
    NUMBER = "order_number"
    BASIS_DATE = "order_basis_date"
    REASON = "order_reason"


@dataclass(frozen=True, slots=True)
class Basis:
    """The paper by which something was decided elsewhere, as far as it is told."""

    words: str
    is_paper: bool
    has_number: bool
    dated: date | None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A deadline decided elsewhere, for several projects at once.

    `body` is what stands between codes and basis: the date, and the node where it is named.
    """

    codes: tuple[str, ...]
    body: str
    due: DeadlineReading
    basis: Basis
    reason: str

    @property
    def missing(self) -> Missing | None:
        """What must be asked before it can be registered, first things first."""
        return self.missing_of_all if self.codes else Missing.CODES

    @property
    def missing_of_all(self) -> Missing | None:
        """The same of an order that speaks of all projects."""
        lacks = (
            (Missing.DATE, not self.due.date and self.due.reason != Reason.PAST),
            (Missing.BASIS, not self.basis.is_paper),
            (Missing.NUMBER, not self.basis.has_number),
            (Missing.BASIS_DATE, self.basis.dated is None),
        )
        return next((each for each, is_lacking in lacks if is_lacking), None)

    def completed(self, missing: Missing, answer: str) -> str:
        """Return the order as it reads once *answer* fills in what was missing."""
        codes = answer if missing is Missing.CODES else " ".join(self.codes)
        body = answer if missing is Missing.DATE else self.body
        basis = self.basis.words
        if missing in {Missing.BASIS, Missing.NUMBER, Missing.BASIS_DATE}:
            basis = f"{basis} {answer}".strip()
        parts = [codes, body, f"{BASIS} {basis}" if basis else ""]
        parts.append(f"{REASON} {self.reason}" if self.reason else "")
        return " ".join(filter(None, parts))


def read_adjustment(text: str, today: date) -> Adjustment:
    """Return what an order to move deadlines says; what it lacks is its `missing`."""
    clauses = read_clauses(text)
    due = read_deadline(clauses.body, today, Mode.CHAT)
    return Adjustment(clauses.codes, clauses.body, due, read_basis(clauses, today), clauses.reason)


def read_basis(clauses: Clauses, today: date) -> Basis:
    """Return what is told of the paper that decided."""
    words = clauses.basis
    number = _NUMBER.search(words)
    rest = words.replace(number[0], " ", 1) if number else words
    is_paper = _PAPER.search(words) is not None
    has_number = number is not None or _UNNUMBERED.search(words) is not None
    return Basis(words, is_paper, has_number, past_day(rest, today))


def is_past(due: DeadlineReading) -> bool:
    """Say whether the date told is over."""
    return due.status is Status.ASK and due.reason == Reason.PAST
