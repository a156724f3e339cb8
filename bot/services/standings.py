"""How projects stand on a day, which come first, and the record that is kept of each day.

The whole list is evaluated at the first look at a day, by the planner soon after midnight, and
stored; from then on only projects that the trail or a report touched are evaluated again. A day
is therefore right at any hour and complete at its end, no change has to know of standings, and
what a weekly evaluation found is what the morning's papers say. Days gone by are never rewritten.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.clock import Clock
from bot.domain.lights import (
    SEVERITY,
    MilestoneFacts,
    ProjectFacts,
    Reason,
    Standing,
    Streak,
    evaluate,
    light_of,
)
from bot.domain.outcomes import ProjectStanding
from bot.domain.policies import Policy
from bot.domain.policy_values import Weekday
from bot.domain.records import Project
from bot.domain.terms import Kind, Light, MilestoneKind
from storage.figures import Member
from storage.unit_of_work import Work

BATCH = 2000
MARK_FACT = "standings"
STILL_OPEN = timedelta(minutes=1)
"""For so long a change may be under way elsewhere, unseen behind later ones that are committed."""


def standing_of(project: Project, today: date, policy: Policy) -> ProjectStanding:
    """Return *project* with its light and the days left to its next node."""
    standing = light_of(facts_of(project), today, policy)
    return ProjectStanding(project, standing, _days_left(project, today))


def worst_first(projects: Iterable[Project], today: date, policy: Policy) -> list[ProjectStanding]:
    """Return projects by light; of red and yellow ones the longest overdue, then the widest gap.

    The others stand by how soon their next node is due, those with nothing due last. Every paper
    that names the worst orders them so.
    """
    lines = [standing_of(project, today, policy) for project in projects]
    return sorted(lines, key=_urgency)


def facts_of(project: Project) -> ProjectFacts:
    """Return what a light needs to know of *project*."""
    return ProjectFacts(
        works_state=project.works_state,
        plan_wan=project.plan_wan,
        done_year_wan=project.done_year_wan,
        percent=project.percent,
        milestones=tuple(
            MilestoneFacts(each.kind, each.deadline, each.done_on is not None, each.name)
            for each in project.milestones
        ),
        monthly_plan_wan=project.monthly_plan_wan,
        weeks_behind=project.weeks_behind,
        exemption=project.exemption,
    )


def _days_left(project: Project, today: date) -> int | None:
    node = project.next_milestone
    return (node.deadline - today).days if node.done_on is None else None


def _urgency(line: ProjectStanding) -> tuple[int, int, bool, Decimal | int, int]:
    standing, number = line.standing, line.project.id
    light = SEVERITY.index(standing.light)
    if standing.light in {Light.RED, Light.YELLOW}:
        gap = standing.deviation_pp
        return light, -standing.overdue_days, gap is None, gap or 0, number
    has_nothing_due = line.project.works_state.is_completed or line.days_left is None
    return light, 0, has_nothing_due, line.days_left or 0, number


@dataclass(frozen=True, slots=True)
class _Mark:
    """How far the record of a day has come: the last rows that it surely knows."""

    day: date
    trail_id: int
    report_id: int

    @classmethod
    def read(cls, text: str | None) -> "_Mark":
        day, trail_id, report_id = (text or f"{date.min} 0 0").split()
        return cls(date.fromisoformat(day), int(trail_id), int(report_id))

    def __str__(self) -> str:
        return f"{self.day} {self.trail_id} {self.report_id}"


class Standings:
    """Keeps the record of each day. Asked twice, it adds nothing."""

    def __init__(self, work: Work, clock: Clock, policy: Policy) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy

    def bring_up_to_date(self) -> date:
        """Store how each project stands today, or what has changed since that was done.

        Returns:
            The stored day that tells how things stand: today. Where the clock was set back, days
            that are stored already are left as they are, and it is the last one up to today; so
            too where this unit of work only reads.
        """
        today, facts = self.clock.today(), self.work.facts
        mark = _Mark.read(facts.get(MARK_FACT))
        if today < mark.day or self.work.only_reads:
            return self.work.standings.last_day(today) or today
        settled = self.work.standings.settled(self.clock.now() - STILL_OPEN)
        if today > mark.day:
            self._evaluate_all(today)
        elif touched := self.work.standings.touched(mark.trail_id, mark.report_id):
            self._evaluate(today, touched)
        new = _Mark(today, *settled)
        if new != mark:
            facts.put(MARK_FACT, str(new))
        return today

    def lines(self, members: Iterable[Member]) -> list[ProjectStanding]:
        """Return projects as they stood on a stored day, in the order of *members*."""
        stood = {each.project_id: each.standing for each in members}
        today = self.clock.today()
        projects = {each.id: each for each in self.work.projects.by_ids(list(stood))}
        return [
            ProjectStanding(projects[number], standing, _days_left(projects[number], today))
            for number, standing in stood.items()
        ]

    def _evaluate_all(self, today: date) -> None:
        after = 0
        while ids := self.work.standings.listed(after, BATCH):
            self._evaluate(today, ids)
            after = ids[-1]

    def _evaluate(self, today: date, ids: Collection[int]) -> None:
        stored = self.work.standings
        yesterday = stored.last_day(today - timedelta(days=1))
        streaks = stored.streaks(yesterday, ids) if yesterday else {}
        is_weekly = self._is_weekly(yesterday, today)
        new_year = self.clock.midnight(date(today.year, 1, 1))
        resumed = self.work.reports.resumed(ids, new_year)
        rows = []
        for project in self.work.projects.by_ids(ids):
            if project.ended is None:
                standing, streak = evaluate(
                    facts_of(project),
                    streaks.get(project.id, Streak()),
                    today,
                    self.policy,
                    is_weekly=is_weekly,
                )
                row = _row(project, today, standing, streak)
                rows.append(row | {"resumed": project.id in resumed})
        stored.put(today, ids, rows)

    def _is_weekly(self, before: date | None, today: date) -> bool:
        """Say whether a day of weekly evaluation came since *before*; of several missed, one."""
        first = before + timedelta(days=1) if before else today
        days = min((today - first).days + 1, 7)
        return any(
            Weekday.of(today - timedelta(days=each)) is self.policy.ranking.weekday
            for each in range(days)
        )


def _row(project: Project, day: date, standing: Standing, streak: Streak) -> dict[str, Any]:
    return {
        "on": day,
        "project_id": project.id,
        "light": standing.light,
        "reason": stored_reason(standing.reason),
        "due_soon": standing.due_soon,
        "progress": standing.progress,
        "done": standing.done,
        "expected": standing.expected,
        "deviation_pp": standing.deviation_pp,
        "by_percent": standing.by_percent,
        "weeks_behind": streak.weeks_behind,
        "weeks_red": streak.weeks_red,
        "kind": project.kind,
        "works_state": project.works_state,
        "state_verified": project.state_verified,
        "has_reported": project.reported_at is not None,
        "start_due": project.kind is Kind.NEW and _start_is_due(project, day),
        "exempt": project.exemption is not None,
        "in_statistics": project.in_statistics_on is not None,
        "total_wan": project.total_wan,
        "plan_wan": project.plan_wan,
        "done_year_wan": project.done_year_wan,
        "cumulative_wan": project.cumulative_wan,
    }


def _start_is_due(project: Project, day: date) -> bool:
    return any(
        each.kind is MilestoneKind.START and each.deadline <= day for each in project.milestones
    )


def stored_reason(reason: Reason) -> dict[str, Any]:
    """Return a reason as it is stored: what belongs to its sentence, and nothing else."""
    told = {key: value for key, value in asdict(reason).items() if value is not None}
    if reason.excused is not None:
        told["excused"] = stored_reason(reason.excused)
    return {
        key: value if isinstance(value, int | str | dict) else str(value)
        for key, value in told.items()
    }
