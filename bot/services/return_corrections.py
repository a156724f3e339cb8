"""What was corrected in a return that is open again, set apart from what is the next month's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.returns import Correction
from bot.services.trail_reasons import IMPORT, REPORT
from storage.tables import MonthlyReturn
from storage.trail import FieldLine
from storage.unit_of_work import Work

_SUMS = {"plan_wan": "plan_wan", "done_year_wan": "year_wan", "cumulative_wan": "cumulative_wan"}
_WORKS = ("works_state", "percent")
_CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was corrected on a project.

    Attributes:
        sums: Figures of the line that were corrected, in order.
        works: Whether what is built was told otherwise.
        is_returned: An amount stands that was corrected, and not only one taken back.
    """

    sums: tuple[Correction, ...] = ()
    works: bool = False
    is_returned: bool = False


def corrections_of(work: Work, kept: MonthlyReturn) -> dict[int, Corrected]:
    """Return by project what was corrected in a return since it was reopened.

    That is what the office corrected (更正), and what a report told in place of one that is in
    the return: told before its lock, or itself such a correction. Whatever else was told since,
    and imported, is the next month's.
    """
    if kept.reopened_at is None:
        return {}
    lines = work.trail.of_fields((*_SUMS, *_WORKS, _CARRIED), kept.reopened_at)
    numbers = {int(found[2]) for each in lines if (found := REPORT.fullmatch(each.reason))}
    older = work.reports.told_before(numbers, kept.locked_at)
    corrected: dict[int, Corrected] = defaultdict(Corrected)
    for line, is_taken_back in _that_correct(lines, older):
        so_far = corrected[line.project_id]
        corrected[line.project_id] = _with(so_far, line, is_taken_back=is_taken_back)
    return corrected


def _that_correct(
    lines: Iterable[FieldLine], in_return: set[int]
) -> Iterator[tuple[FieldLine, bool]]:
    """Yield the changes that correct, and whether they take a report back.

    A report takes the place of another if one message took that back and told this on a project.
    """
    counted, replaced, carried = set(in_return), set(), set()
    for line in lines:
        report, moment = REPORT.fullmatch(line.reason), (line.project_id, line.at)
        message = (line.project_id, line.chat_id, line.message_id)
        if report is None:
            if line.field == _CARRIED:
                carried.add(moment)
            elif line.reason and moment not in carried and not IMPORT.fullmatch(line.reason):
                yield line, False
        elif report[1] and int(report[2]) in counted:
            if line.message_id is not None:
                replaced.add(message)
            yield line, True
        elif not report[1] and message in replaced:
            counted.add(int(report[2]))
            yield line, False


def _with(corrected: Corrected, line: FieldLine, *, is_taken_back: bool) -> Corrected:
    if line.field not in _SUMS:
        return Corrected(corrected.sums, works=True, is_returned=corrected.is_returned)
    old, new = (None if each is None else Decimal(each) for each in (line.old, line.new))
    sums = (*corrected.sums, Correction(_SUMS[line.field], old, new))
    is_amount = line.field != "plan_wan"
    is_returned = not is_taken_back if is_amount else corrected.is_returned
    return Corrected(sums, corrected.works, is_returned)
