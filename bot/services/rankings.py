"""The weekly ranking: made once a week from stored figures, and shown from its snapshot ever after."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.clock import Clock
from bot.domain.outcomes import RankedLine, RankingExplained, RankingShown
from bot.domain.permissions import Action, tells_of_obstruction
from bot.domain.policies import Policy, Ranking
from bot.domain.policy_values import Weekday
from bot.domain.rankings import OnTime, Record, blacklisted, ranks, score
from bot.domain.records import Person
from bot.domain.terms import Kind
from bot.domain.weekly_reports import week_due_on
from bot.services.access import may, require, require_anywhere
from bot.services.projects import Projects
from bot.services.standings import Standings
from storage.tables import RankingIssue
from storage.unit_of_work import Work

LISTS = ("projects_continued", "projects_new", "units_continued", "units_new", "preparatory")
LINES_A_PAGE = 8
_RANKED = {Kind.CONTINUED: "continued", Kind.NEW: "new"}
_GROUPS = {**_RANKED, Kind.PREPARATORY: "preparatory"}
"""Projects that are not yet to be built are listed beside the others, and not ranked."""
_OUTSIDE = ("征地", "拆迁", "用地", "审批", "批复", "上级", "环评", "林草", "手续")
"""What holds a project up from outside its unit: approvals by a superior, and land."""
_AMOUNTS = ("done_wan", "expected_wan", "plan_wan")
_CASES = ("milestones", "reports", "items")


class Rankings:
    """Makes the week's issue, and shows what a person may see of the last one."""

    def __init__(
        self, work: Work, clock: Clock, policy: Policy, projects: Projects, standings: Standings
    ) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.projects = projects
        self.standings = standings

    def make_weekly(self) -> None:
        """Make the issue of the week on its day, once. Asked twice, it adds nothing."""
        today = self.clock.today()
        if Weekday.of(today) is self.policy.ranking.weekday:
            self.make()

    def make(self) -> None:
        """Make an issue as of today, unless there is one."""
        day = self.standings.bring_up_to_date()
        last = self.work.rankings.issue(day)
        if last is not None and last.on == day:
            return
        inputs = self._inputs(day)
        if inputs:
            result = self._result(inputs, last)
            stored = [each | {"record": _store(each["record"])} for each in inputs]
            content = {"policy": asdict(self.policy.ranking), "inputs": stored, "result": result}
            self.work.rankings.keep(day, self.clock.now(), content)

    def make_now(self, person: Person) -> RankingShown:
        """Make an issue by hand, and show it.

        Raises:
            NotPermittedError: The person does not make rankings.
        """
        require(person, Action.MAKE_RANKING)
        self.make()
        return self.show(person)

    def explain(self, person: Person) -> RankingExplained:
        """Return by which weights the last issue was made."""
        return RankingExplained(self.show(person).weights)

    def show(self, person: Person, which: str = LISTS[0], page: int = 1) -> RankingShown:
        """Return a page of the last issue: the lines of what *person* may see, with their ranks.

        Raises:
            NotPermittedError: The person sees no project.
        """
        require_anywhere(person, Action.SEE_SUMMARY)
        issue = self.work.rankings.issue(self.clock.today())
        lines = [] if issue is None else self._seen(person, issue.result.get(which, []), which)
        pages = max(1, -(-len(lines) // LINES_A_PAGE))
        page = min(max(page, 1), pages)
        start = (page - 1) * LINES_A_PAGE
        return RankingShown(
            which=which if which in LISTS else LISTS[0],
            on=None if issue is None else issue.on,
            lines=tuple(_shown(line) for line in lines[start : start + LINES_A_PAGE]),
            page=page,
            pages=pages,
            total=0 if issue is None else len(issue.result.get(which, [])),
            may_make=may(person, Action.MAKE_RANKING),
            weights=self.policy.ranking if issue is None else _weights(issue),
        )

    def _seen(self, person: Person, lines: list[Any], which: str) -> list[Any]:
        if may(person, Action.SEE_SUMMARY):
            return lines
        visible = self.projects.visible_to(person, Action.SEE_SUMMARY)
        if which.startswith("units"):
            numbers = {each.owner_unit_id for each in visible}
        else:
            numbers = {each.id for each in visible}
        return [line for line in lines if line["id"] in numbers]

    # what it is made from

    def _inputs(self, day: date) -> list[dict[str, Any]]:
        milestones = self.work.rankings.milestones(day)
        week = self._week(day)
        told = self.work.rankings.reported(*week) if week else set()
        return [
            {
                "id": row.id,
                "code": row.code,
                "name": row.name,
                "unit_id": row.owner_unit_id,
                "unit": row.owner,
                "group": _GROUPS[row.kind],
                "exempt": row.exempt,
                "blocker": _blocker(row.difficulty),
                "record": _record(
                    row, milestones.get(row.id, (0, 0)), week, has_told=row.id in told
                ),
            }
            for row in self.work.rankings.entries(day)
        ]

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
        self, inputs: list[dict[str, Any]], last: RankingIssue | None
    ) -> dict[str, list[dict[str, Any]]]:
        before = {} if last is None else last.result
        listed = [each for each in inputs if each["group"] == _GROUPS[Kind.PREPARATORY]]
        result = {_GROUPS[Kind.PREPARATORY]: [_line(entry) for entry in listed]}
        for group in _RANKED.values():
            entries = [each for each in inputs if each["group"] == group]
            for name, those in (("projects", entries), ("units", _by_unit(entries))):
                key = f"{name}_{group}"
                result[key] = self._ranked(those, before.get(key, []))
        return result

    def _ranked(
        self, entries: list[dict[str, Any]], before: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        last = {line["id"]: line["rank"] for line in before}
        scored = [
            (entry, entry["record"], score(entry["record"], self.policy.ranking))
            for entry in entries
        ]
        scored = [each for each in scored if each[2].total is not None]
        places = ranks(each[2].total or Decimal(0) for each in scored)
        deviations = [
            None if entry["exempt"] else record.deviation_pp for entry, record, _ in scored
        ]
        black = blacklisted(list(zip(places, deviations, strict=True)), self.policy.ranking.bottom)
        lines = [
            {
                **_line(entry),
                "rank": rank,
                "last_rank": last.get(entry["id"]),
                "total": str(found.total),
                "parts": {
                    part: None if each is None else str(each) for part, each in found.parts.items()
                },
                "deviation_pp": None if record.deviation_pp is None else str(record.deviation_pp),
                "black": is_black,
            }
            for (entry, record, found), rank, is_black in zip(scored, places, black, strict=True)
        ]
        return sorted(lines, key=lambda line: (line["rank"], line["id"]))


def _line(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line of an issue before it has a rank."""
    told = {key: entry[key] for key in ("id", "code", "name", "unit", "exempt", "blocker")}
    return {**told, "rank": None, "last_rank": None, "total": None, "parts": {}, "black": False}


def _record(
    row: Any, nodes: tuple[int, int], week: tuple[datetime, datetime] | None, *, has_told: bool
) -> Record:
    """Return what a project is scored by."""
    owes = week is not None and not row.works_state.is_completed and row.created_at < week[0]
    milestones, reports = OnTime(*nodes), OnTime(int(has_told), 1) if owes else OnTime()
    if row.deviation_pp is None:
        return Record(milestones=milestones, reports=reports)
    plan = row.plan_wan or Decimal(100)  # judged by percent, for want of a plan
    return Record(row.done * plan, row.expected * plan, plan, milestones, reports)


def _store(record: Record) -> dict[str, Any]:
    return {
        **{key: str(getattr(record, key)) for key in _AMOUNTS},
        **{key: (getattr(record, key).met, getattr(record, key).cases) for key in _CASES},
    }


def _by_unit(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return units with what all of their projects of a group add up to."""
    grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for entry in entries:
        grouped[entry["unit_id"]].append(entry)
    return [
        {
            "id": unit_id,
            "code": "",
            "name": those[0]["unit"],
            "unit": those[0]["unit"],
            "exempt": False,
            "blocker": None,
            "record": sum((each["record"] for each in those), Record()),
        }
        for unit_id, those in grouped.items()
    ]


def _blocker(difficulty: str | None) -> str | None:
    if difficulty is None or tells_of_obstruction(difficulty):
        return None
    return difficulty if any(word in difficulty for word in _OUTSIDE) else None


def _weights(issue: RankingIssue) -> Ranking:
    return Ranking(**issue.policy | {"weekday": Weekday(issue.policy["weekday"])})


def _shown(line: Mapping[str, Any]) -> RankedLine:
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
    )
