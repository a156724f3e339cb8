"""What an issue of the ranking was kept with, read back: its weights, its lines, their numbers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.domain.outcomes import RankedLine
from bot.domain.policies import Ranking
from bot.domain.policy_values import Weekday
from bot.domain.rankings import OnTime, Record, added_up
from storage.tables import RankingIssue

_UNITS = "units_"


def weights_of(issue: RankingIssue) -> Ranking:
    """Return the policy by which an issue was made."""
    return Ranking(**issue.policy | {"weekday": Weekday(issue.policy["weekday"])})


def lines_of(
    issue: RankingIssue, which: str, lines: Sequence[Mapping[str, Any]]
) -> Iterator[RankedLine]:
    """Yield these stored lines of one list, each with the numbers it was scored by."""
    numbers = {line["id"] for line in lines}
    records = (
        _of_units(issue, which, numbers) if which.startswith(_UNITS) else _records(issue, numbers)
    )
    for line in lines:
        yield _shown(line, records.get(line["id"], Record()))


def _records(issue: RankingIssue, numbers: set[int]) -> dict[int, Record]:
    return {each["id"]: _record(each) for each in issue.inputs if each["id"] in numbers}


def _of_units(issue: RankingIssue, which: str, numbers: set[int]) -> dict[int, Record]:
    """Return what units were scored by: their projects of a group, less the excused ones."""
    group = which.removeprefix(_UNITS)
    grouped: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for each in issue.inputs:
        if each["group"] == group and each["unit_id"] in numbers:
            grouped[each["unit_id"]].append(each)
    return {
        number: added_up(
            [_record(each) for each in those if not each["exempt"]] or list(map(_record, those))
        )
        for number, those in grouped.items()
    }


def _record(stored: Mapping[str, Any]) -> Record:
    told = stored["record"]
    return Record(
        Decimal(told["done_wan"]),
        Decimal(told["expected_wan"]),
        Decimal(told["plan_wan"]),
        OnTime(*told["milestones"]),
        OnTime(*told["reports"]),
        OnTime(*told["items"]),
    )


def _shown(line: Mapping[str, Any], record: Record) -> RankedLine:
    parts = {part: None if each is None else Decimal(each) for part, each in line["parts"].items()}
    return RankedLine(
        id=line["id"],
        code=line["code"],
        name=line["name"],
        unit=line["unit"],
        rank=line["rank"],
        last_rank=line["last_rank"],
        total=None if line["total"] is None else Decimal(line["total"]),
        parts=parts,
        blocker=line["blocker"],
        exempt=line["exempt"],
        black=line["black"],
        record=record,
    )
