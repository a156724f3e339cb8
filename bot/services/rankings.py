"""The weekly ranking: made once a week from stored figures, and kept with what it was made from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from bot.clock import Clock
from bot.domain.permissions import tells_of_obstruction
from bot.domain.policies import Policy
from bot.domain.policy_values import Weekday
from bot.domain.rankings import (
    OnTime,
    Part,
    Record,
    Score,
    added_up,
    blacklisted,
    is_under_target,
    ranks,
    score,
)
from bot.domain.terms import Kind
from bot.domain.weekly_reports import week_due_on
from bot.services.standings import Standings
from storage.tables import RankingIssue
from storage.unit_of_work import Work

_RANKED = {Kind.CONTINUED: "continued", Kind.NEW: "new"}
_GROUPS = {**_RANKED, Kind.PREPARATORY: "preparatory"}
"""Projects that are not yet to be built are listed beside the others, and not ranked."""
_OUTSIDE = ("征地", "拆迁", "用地", "审批", "批复", "上级", "环评", "林草", "手续")
"""What holds a project up from outside its unit: approvals by a superior, and land."""
_NO_CASES = OnTime()
_REPORT = {True: OnTime(1, 1), False: OnTime(0, 1)}
_NO_SCORE = Score(None, {}, None)
_PARTS = [each.value for each in Part]
"""As `Score` has them; without a score there are none."""


class _Entry(NamedTuple):
    """A project or a unit that is ranked; the names are those of the stored inputs."""

    id: int
    code: str
    name: str
    unit_id: int
    unit: str
    group: str
    exempt: bool
    blocker: str | None
    record: Record


class Rankings:
    """Makes the week's issue, with the scores and places of projects and of units."""

    def __init__(self, work: Work, clock: Clock, policy: Policy, standings: Standings) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.standings = standings

    def make_weekly(self) -> None:
        """Make the issue of the week on its day, once. Asked twice, it adds nothing.

        Down all that day, it is made as of the next one up; a county's first waits for its day.
        """
        today, weekday = self.clock.today(), self.policy.ranking.weekday
        week = (today - timedelta(days=back) for back in range(7))
        due_on = next(day for day in week if Weekday.of(day) is weekday)
        last_on = self.work.rankings.last_on(today)
        is_missed = last_on is not None and last_on < due_on
        if is_missed or (last_on is None and due_on == today):
            self.make()

    def make(self) -> None:
        """Make an issue as of today, unless there is one."""
        day = self.standings.bring_up_to_date()
        last = self.work.rankings.issue(day)
        if last is not None and last.on == day:
            return
        content = self._content(day, {} if last is None else last.result)
        if content:
            self.work.rankings.keep(day, self.clock.now(), content)

    def trial(self) -> RankingIssue | None:
        """Return what an issue of today would be, and keep nothing; None where nobody is ranked."""
        day = self.standings.bring_up_to_date()
        content = self._content(day, {})
        return RankingIssue(on=day, made_at=self.clock.now(), **content) if content else None

    def _content(self, day: date, before: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
        entries = self._entries(day)
        if not entries:
            return {}
        return {
            "policy": asdict(self.policy.ranking),
            "inputs": [_input(each) for each in entries],
            "result": self._result(entries, before),
        }

    # what it is made from

    def _entries(self, day: date) -> list[_Entry]:
        milestones = self.work.rankings.milestones(day)
        week = self._week(day)
        told = self.work.rankings.reported(*week) if week else set()
        return [
            _Entry(
                number,
                code,
                name,
                unit_id,
                unit,
                _GROUPS[kind],
                exempt,
                _blocker(difficulty),
                _record(
                    amounts,
                    milestones.get(number, _NO_CASES),
                    _REPORT[number in told] if owes else _NO_CASES,
                ),
            )
            for (
                number, code, name, unit_id, unit, difficulty, owes, kind, exempt, *amounts
            ) in self.work.rankings.entries(day, week[0] if week else None)
        ]  # fmt: skip

    def _week(self, day: date) -> tuple[datetime, datetime] | None:
        """Return from when until when the last weekly report due before *day* was in time."""
        weekly, days = self.policy.weekly_report, self.work.working_days
        for back in range(1, 15):
            week = week_due_on(day - timedelta(days=back), weekly.weekday, days)
            if week is not None:
                due = datetime.combine(week.due_on, weekly.due_at, self.clock.zone)
                return self.clock.midnight(week.since), due
        return None

    # what comes of it

    def _result(
        self, entries: list[_Entry], before: Mapping[str, list[dict[str, Any]]]
    ) -> dict[str, list[dict[str, Any]]]:
        groups = defaultdict(list)
        for entry in entries:
            groups[entry.group].append(entry)
        preparatory = _GROUPS[Kind.PREPARATORY]
        result = {preparatory: [_line(entry) for entry in groups[preparatory]]}
        for group in _RANKED.values():
            for name, those in (("projects", groups[group]), ("units", _by_unit(groups[group]))):
                key = f"{name}_{group}"
                result[key] = self._ranked(those, before.get(key, []))
        return result

    def _ranked(self, entries: list[_Entry], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
        last = {line["id"]: line["rank"] for line in before}
        lines, totals, under = [], [], []
        for entry in entries:
            found = score(entry.record, self.policy.ranking)
            if found.total is not None:
                lines.append(_line(entry, found, last.get(entry.id)))
                totals.append(found.total)
                under.append(not entry.exempt and is_under_target(entry.record))
        places = ranks(totals)
        black = blacklisted(list(zip(places, under, strict=True)), self.policy.ranking.bottom)
        for line, rank, is_black in zip(lines, places, black, strict=True):
            line |= {"rank": rank, "black": is_black}
        return sorted(lines, key=itemgetter("rank", "id"))


def _line(entry: _Entry, found: Score = _NO_SCORE, last_rank: int | None = None) -> dict[str, Any]:
    """Return a line of an issue as it is stored, before it has a rank."""
    return {
        "id": entry.id,
        "code": entry.code,
        "name": entry.name,
        "unit": entry.unit,
        "exempt": entry.exempt,
        "blocker": entry.blocker,
        "rank": None,
        "last_rank": last_rank,
        "total": _stored(found.total),
        "parts": dict(zip(_PARTS, map(_stored, found.parts.values()), strict=False)),
        "deviation_pp": _stored(found.deviation_pp),
        "black": False,
    }


def _stored(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _record(amounts: Sequence[Decimal | None], nodes: OnTime, reports: OnTime) -> Record:
    """Return what a project is scored by, from the shares done and expected and its plan."""
    done, expected, plan = amounts
    if done is None or expected is None:
        return Record(milestones=nodes, reports=reports)
    plan = plan or Decimal(100)  # judged by percent, for want of a plan
    return Record(done * plan, expected * plan, plan, nodes, reports)


def _input(entry: _Entry) -> dict[str, Any]:
    """Return what a project was scored by, as it is stored with the issue."""
    record = entry.record
    return {
        "id": entry.id,
        "code": entry.code,
        "name": entry.name,
        "unit_id": entry.unit_id,
        "unit": entry.unit,
        "group": entry.group,
        "exempt": entry.exempt,
        "blocker": entry.blocker,
        "record": {
            "done_wan": str(record.done_wan),
            "expected_wan": str(record.expected_wan),
            "plan_wan": str(record.plan_wan),
            "milestones": record.milestones,
            "reports": record.reports,
            "items": record.items,
        },
    }


def _by_unit(entries: Iterable[_Entry]) -> list[_Entry]:
    """Return units with what their projects of a group add up to; excused ones cost no unit."""
    grouped: dict[int, list[_Entry]] = defaultdict(list)
    for entry in entries:
        grouped[entry.unit_id].append(entry)
    return [
        _Entry(
            id=unit_id,
            code="",
            name=those[0].unit,
            unit_id=unit_id,
            unit=those[0].unit,
            group=those[0].group,
            exempt=all(each.exempt for each in those),
            blocker=None,
            record=added_up(
                [each.record for each in those if not each.exempt]
                or [each.record for each in those]
            ),
        )
        for unit_id, those in grouped.items()
    ]


def _blocker(difficulty: str | None) -> str | None:
    if difficulty is None or tells_of_obstruction(difficulty):
        return None
    return difficulty if any(word in difficulty for word in _OUTSIDE) else None
