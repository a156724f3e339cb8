"""Permits on their way in one line: P07 环评 在生态环境局 4月2日报；用地 已批复 5月6日."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from bot.domain.codes import read_code
from bot.domain.orders.days import DAY, past_day
from bot.domain.terms import ProcedureStep

_STEPS = "|".join(ProcedureStep)
_START = re.compile(
    rf"^\s*(?P<code>[Pp][\s-]?\d{{1,6}})\s*(?P<entries>(?:{_STEPS}).*)$", re.DOTALL
)
_ENTRY = re.compile(rf"^(?P<step>{_STEPS})(?:手续)?\s*[:,]?\s*(?P<said>.*)$")
_UNIT = r"[^\s\d,;]{1,30}?(?:局|委|办|室|部|院|厅|中心|政府|公司|站|所|处|会|乡|镇)"
_HANDED = r"(?:已|就)?(?:报|送|交|递)(?:送|交|到|至|给|了|的)*"
_WAITS = (
    re.compile(rf"^在(?P<unit>{_UNIT})(?:\s*[,]?\s*(?P<day>{DAY})\s*(?:{_HANDED}|起)?)?$"),
    re.compile(rf"^(?P<day>{DAY})?\s*{_HANDED}\s*(?P<unit>{_UNIT})$"),
)
_GRANTED = r"(?:已经?)?(?:办结|办完|办好|办理完毕|批复|批准|获批|批了|通过|完成|拿到)了?"
_GIVEN = re.compile(rf"^(?:(?P<before>{DAY})\s*)?{_GRANTED}\s*(?P<after>{DAY})?$")


@dataclass(frozen=True, slots=True)
class StepEntry:
    """What is said of one step: with whom it waits since when, or when it was granted.

    A day that is not told is None: it was told today, which is not since when it waits.
    """

    step: ProcedureStep
    department: str | None = None
    day: date | None = None
    is_granted: bool = False


@dataclass(frozen=True, slots=True)
class StepOrder:
    """The steps told of one project."""

    code: str
    entries: tuple[StepEntry, ...]


def read_steps(text: str, today: date) -> StepOrder | None:
    """Return the steps that a line tells of, None unless each of its parts is read."""
    found = _START.match(unicodedata.normalize("NFKC", text))
    code = read_code(found["code"]) if found else None
    if found is None or code is None:
        return None
    parts = [each.strip(" ,。") for each in re.split(r"[;\n]", found["entries"])]
    entries = [_entry(each, today) for each in parts if each]
    if not entries or any(each is None for each in entries):
        return None
    return StepOrder(code, tuple(each for each in entries if each))


def _entry(text: str, today: date) -> StepEntry | None:
    found = _ENTRY.match(text)
    if found is None:
        return None
    step, said = ProcedureStep(found["step"]), found["said"].strip()
    # 建设完成 tells that the works are completed, which is a report and no permit.
    is_report = step is ProcedureStep.CONSTRUCTION and "完成" in said
    if (given := _GIVEN.match(said)) and not is_report:
        return StepEntry(
            step, None, past_day(given["before"] or given["after"] or "", today), is_granted=True
        )
    for pattern in _WAITS:
        if waits := pattern.match(said):
            return StepEntry(step, waits["unit"], past_day(waits["day"] or "", today))
    return None
