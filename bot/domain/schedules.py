"""倒排工期: from the finish back through the nodes, and the pace still needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.records import MilestoneLine, Project
from bot.domain.terms import MilestoneKind
from bot.domain.working_days import WorkingDays

DAYS_A_WEEK = 7
FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class NodeTime:
    """An open node with the last day on which its works can begin and still be done in time.

    `is_late` where that day is over.
    """

    node: MilestoneLine
    latest_start: date
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """How much time and work is left until *until*, the deadline of *goal*.

    Attributes:
        goal: The finish, or the start where that is all there is.
        days_left: Calendar days; negative once overdue.
        working_days: None where *unknown_year*, whose holidays are not published, lies between.
        left_wan: What of this year's plan is not done, or of the whole cost without a plan.
        wan_a_day: That by working days; None once there are none left.
        percent_a_week: What of the works is not done, by weeks; None if no percent was told.
        nodes: The open nodes up to the finish, soonest first, with their latest starts.
        is_weighed: The time was shared by the nodes' weights, not evenly.
        is_plan: *left_wan* is of this year's plan.
    """

    goal: MilestoneLine
    days_left: int
    working_days: int | None
    unknown_year: int | None
    left_wan: Decimal | None
    wan_a_day: Decimal | None
    percent_a_week: Decimal | None
    nodes: tuple[NodeTime, ...]
    is_weighed: bool
    is_plan: bool

    @property
    def next_node(self) -> NodeTime | None:
        """The node whose works must begin first."""
        return self.nodes[0] if self.nodes else None


def schedule_of(project: Project, today: date, calendar: WorkingDays) -> Schedule | None:
    """Return the time and pace left to *project*; None once its goal is reached."""
    goal = project.main_milestone
    if goal.done_on is not None or project.works_state.is_completed:
        return None
    unknown = _unknown_year(today, goal.deadline, calendar)
    days_left = (goal.deadline - today).days
    working = None if unknown else _working_days(today, goal.deadline, calendar)
    plan = project.plan_wan if goal.deadline.year == today.year else None
    left = _left_wan(project, plan)
    return Schedule(
        goal=goal,
        days_left=days_left,
        working_days=working,
        unknown_year=unknown,
        left_wan=left,
        wan_a_day=left / working if left is not None and working else None,
        percent_a_week=_percent_a_week(project, days_left),
        nodes=() if working is None else _latest_starts(project, goal, today, working, calendar),
        is_weighed=any(each.weight for each in _works(project, goal)),
        is_plan=plan is not None,
    )


def _unknown_year(first: date, last: date, calendar: WorkingDays) -> int | None:
    years = range(first.year, last.year + 1)
    return next((year for year in years if not calendar.is_known(year)), None)


def _working_days(first: date, last: date, calendar: WorkingDays) -> int:
    """Return how many working days lie behind *first* up to and including *last*."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(map(calendar, days))


def _left_wan(project: Project, plan: Decimal | None) -> Decimal | None:
    """Return what is still to be invested; unknown while nobody reported what was."""
    if plan is not None:
        done = project.done_year_wan
        return None if done is None else max(plan - done, Decimal(0))
    done = project.cumulative_wan
    return None if done is None else max(project.total_wan - done, Decimal(0))


def _percent_a_week(project: Project, days_left: int) -> Decimal | None:
    if project.percent is None or days_left <= 0:
        return None
    return (FULL - project.percent) * DAYS_A_WEEK / days_left


def _works(project: Project, goal: MilestoneLine) -> list[MilestoneLine]:
    """Return the open nodes that take time: all up to the goal but the start."""
    return sorted(
        (
            each
            for each in project.milestones
            if each.done_on is None
            and each.kind is not MilestoneKind.START
            and each.deadline <= goal.deadline
        ),
        key=lambda each: (each.deadline, each.kind is MilestoneKind.FINISH),
    )


def _latest_starts(
    project: Project, goal: MilestoneLine, today: date, working_days: int, calendar: WorkingDays
) -> tuple[NodeTime, ...]:
    """Count back from the goal: each node takes its share of the days, ends by its deadline."""
    nodes = _works(project, goal)
    shares = _shares(nodes)
    times: list[NodeTime] = []
    latest_end = goal.deadline
    for node, share in zip(reversed(nodes), reversed(shares), strict=True):
        end = min(latest_end, node.deadline)
        start = _back(end, int(share * working_days), calendar)
        times.append(NodeTime(node, start, is_late=start < today))
        latest_end = start - timedelta(days=1)
    return tuple(reversed(times))


def _shares(nodes: Sequence[MilestoneLine]) -> list[Decimal]:
    """Return each node's share of the time: by weight; those without share what is left evenly."""
    unweighed = sum(each.weight is None for each in nodes)
    left = max(FULL - sum(each.weight or 0 for each in nodes), Decimal(0))
    weights = [left / unweighed if each.weight is None else Decimal(each.weight) for each in nodes]
    total = sum(weights, Decimal(0))
    return [each / total if total else Decimal(0) for each in weights]


def _back(day: date, days: int, calendar: WorkingDays) -> date:
    """Return the day from whose morning on *days* working days are left up to *day*."""
    first = day + timedelta(days=1)
    while days:
        first -= timedelta(days=1)
        days -= calendar(first)
    return min(first, day)
