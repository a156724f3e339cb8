"""One light a project, with its reason (RULES.md section 4)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum, auto

from bot.domain.curves import curve_of, deviation_pp, expected_share
from bot.domain.policies import LightPreset, Lights, Policy
from bot.domain.terms import Light, MilestoneKind, WorksState

# Worst first: of a project's parts the first of these is its light. Grey is "we do not know".
SEVERITY = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN)


LIGHT_WORDS = {Light.RED: "红灯", Light.YELLOW: "黄灯", Light.GREEN: "绿灯", Light.GREY: "无数"}
"""As official papers call them, whatever language their reader writes."""


class ReasonKey(StrEnum):
    """Why a project has its light; each is one sentence of the texts."""

    COMPLETED = auto()
    FINISH_OVERDUE = auto()
    START_OVERDUE = auto()
    START_NOT_DUE = auto()
    BEHIND_FOR_WEEKS = auto()
    BEHIND = auto()
    LOW_RATIO = auto()
    ON_TRACK = auto()
    NOTHING_REPORTED = auto()
    NO_PLAN = auto()
    EXEMPT = auto()


OVERDUE = (ReasonKey.FINISH_OVERDUE, ReasonKey.START_OVERDUE)


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason and the numbers its sentence needs; what does not belong to it is None.

    Attributes:
        key: Which sentence.
        deadline: The milestone's, for what is overdue or not due yet.
        days: Overdue since the deadline, or left until it.
        measured: Points behind (`BEHIND`) or done in percent of the expected (`LOW_RATIO`).
        limit: The threshold that was passed, in the same unit.
        weeks: Weekly evaluations in a row at least yellow by progress.
        exemption: The office's words.
        excused: The reason that the exemption excuses.
        node: The name of the county's own node that is overdue.
    """

    key: ReasonKey
    deadline: date | None = None
    days: int | None = None
    measured: Decimal | None = None
    limit: int | None = None
    weeks: int | None = None
    exemption: str | None = None
    excused: "Reason | None" = None
    node: str | None = None


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """What a light needs to know of a milestone."""

    kind: MilestoneKind
    deadline: date
    is_done: bool = False
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What a light needs to know of a project.

    Attributes:
        works_state: As last reported.
        plan_wan: This year's plan; None or zero is an empty plan.
        done_year_wan: Done this year; None when nobody has reported any.
        percent: Physical percent 形象进度, 0 to 100; counts only where the plan is empty.
        milestones: All of them, done or not.
        monthly_plan_wan: The project's own plan by month, where it has one.
        weeks_behind: Weekly evaluations in a row, the latest included, at least yellow by progress.
        exemption: The office's reason for an exemption.
    """

    works_state: WorksState
    plan_wan: Decimal | None
    done_year_wan: Decimal | None
    percent: Decimal | None
    milestones: tuple[MilestoneFacts, ...]
    monthly_plan_wan: tuple[Decimal, ...] = ()
    weeks_behind: int = 0
    exemption: str | None = None

    @property
    def share_done(self) -> Decimal | None:
        """The share of the plan done, or physical progress without a plan; None if unknown."""
        if self.plan_wan:
            return None if self.done_year_wan is None else self.done_year_wan / self.plan_wan
        return None if self.percent is None else self.percent / 100


@dataclass(frozen=True, slots=True)
class Standing:
    """How a project stands on a day.

    Attributes:
        light: The worst of its parts.
        reason: Of that part.
        due_soon: A finish is near: the blue mark 临期, which is no light.
        progress: The light of progress alone, before weeks of yellow turn it red, which is what
            streaks are counted from; None where progress is not judged.
        done: Share of the plan done; None when unknown.
        expected: Share expected by today; None where progress is not judged.
        deviation_pp: done − expected in percentage points.
        by_percent: The share is physical percent, for want of a plan.
    """

    light: Light
    reason: Reason
    due_soon: bool = False
    progress: Light | None = None
    done: Decimal | None = None
    expected: Decimal | None = None
    deviation_pp: Decimal | None = None
    by_percent: bool = False

    @property
    def overdue_days(self) -> int:
        """Days since the deadline that the light is for; 0 where it is for none."""
        return self.reason.days or 0 if self.reason.key in OVERDUE else 0


@dataclass(frozen=True, slots=True)
class Streak:
    """Weekly evaluations in a row that found a project behind by progress, and with a red light."""

    weeks_behind: int = 0
    weeks_red: int = 0


_Part = tuple[Light, Reason]


def light_of(project: ProjectFacts, today: date, policy: Policy) -> Standing:
    """Return how *project* stands on *today*.

    A completed project is green whatever else is open. One whose start is not due yet is judged by
    its milestones and never by money; a start that has happened, or is overdue, lets money in.
    No money reported is grey, and so is an empty plan without a physical percent.
    An exemption turns yellow and red to green; its reason holds the one it excuses.
    """
    if project.works_state.is_completed:
        return Standing(Light.GREEN, Reason(ReasonKey.COMPLETED))
    parts = list(_milestone_parts(project, today, policy.lights))
    if any(reason.key is ReasonKey.START_NOT_DUE for _, reason in parts):
        standing = Standing(*min(parts, key=_severity))
    else:
        standing = _by_progress(project, today, policy)
        parts.append(_after_weeks(standing, project.weeks_behind, policy.lights))
    light, reason = _excused(min(parts, key=_severity), project.exemption)
    due_soon = _is_due_soon(project, today, policy.lights)
    return replace(standing, light=light, reason=reason, due_soon=due_soon)


def evaluate(
    project: ProjectFacts, before: Streak, today: date, policy: Policy, *, is_weekly: bool
) -> tuple[Standing, Streak]:
    """Return how *project* stands on *today* and the streaks that this day leaves behind.

    A weekly evaluation lengthens a streak by one; any day on which its cause is gone ends it, so
    that a project which caught up in the middle of a week begins anew.

    Args:
        project: Its `weeks_behind` is not looked at: *before* tells it.
        before: The streaks of the last evaluated day.
        today: The day that is evaluated.
        policy: The county's.
        is_weekly: Whether this is a weekly evaluation.
    """
    weeks_behind = before.weeks_behind + is_weekly
    # Weeks behind matter to a light that is behind alone, and then these are its weeks.
    standing = light_of(replace(project, weeks_behind=weeks_behind), today, policy)
    if standing.progress not in {Light.YELLOW, Light.RED}:
        weeks_behind = 0
    is_red = standing.light is Light.RED
    return standing, Streak(weeks_behind, before.weeks_red + is_weekly if is_red else 0)


def _severity(part: _Part) -> int:
    return SEVERITY.index(part[0])


def _excused(part: _Part, exemption: str | None) -> _Part:
    light, reason = part
    if exemption is None or light not in {Light.RED, Light.YELLOW}:
        return part
    return Light.GREEN, Reason(ReasonKey.EXEMPT, exemption=exemption, excused=reason)


def _milestone_parts(project: ProjectFacts, today: date, lights: Lights) -> Iterator[_Part]:
    """Yield a part for each open start and each overdue finish, soonest deadline first."""
    for milestone in sorted(project.milestones, key=lambda one: one.deadline):
        if milestone.is_done:
            continue
        overdue = (today - milestone.deadline).days
        if milestone.kind is not MilestoneKind.START:
            if overdue > 0:
                yield (
                    Light.RED,
                    Reason(
                        ReasonKey.FINISH_OVERDUE,
                        milestone.deadline,
                        days=overdue,
                        node=milestone.name,
                    ),
                )
        elif not project.works_state.has_started:
            yield _start_part(milestone.deadline, today, lights)


def _start_part(deadline: date, today: date, lights: Lights) -> _Part:
    days = abs((today - deadline).days)
    if today <= deadline:
        return Light.GREEN, Reason(ReasonKey.START_NOT_DUE, deadline, days=days)
    is_late = today >= _add_months(deadline, lights.start_red_after_months)
    return (
        Light.RED if is_late else Light.YELLOW,
        Reason(ReasonKey.START_OVERDUE, deadline, days=days),
    )


def _is_due_soon(project: ProjectFacts, today: date, lights: Lights) -> bool:
    return any(
        0 <= (milestone.deadline - today).days <= lights.due_soon_days
        for milestone in project.milestones
        if not milestone.is_done and milestone.kind is not MilestoneKind.START
    )


def _by_progress(project: ProjectFacts, today: date, policy: Policy) -> Standing:
    """Return the standing that progress alone would give."""
    expected = expected_share(today, curve_of(policy.curve, project.monthly_plan_wan))
    done = project.share_done
    if done is None:
        key = ReasonKey.NOTHING_REPORTED if project.plan_wan else ReasonKey.NO_PLAN
        light, reason = Light.GREY, Reason(key)
    else:
        light, reason = _RULES[policy.lights.preset](done, expected, policy.lights)
    return Standing(
        light=light,
        reason=reason,
        progress=light,
        done=done,
        expected=expected,
        deviation_pp=None if done is None else deviation_pp(done, expected),
        by_percent=not project.plan_wan and done is not None,
    )


def _by_points(done: Decimal, expected: Decimal, lights: Lights) -> _Part:
    """Judge by points behind: from the yellow limit on yellow, beyond the red limit red."""
    behind = -deviation_pp(done, expected)
    if behind > lights.red_points:
        return Light.RED, Reason(ReasonKey.BEHIND, measured=behind, limit=lights.red_points)
    if behind >= lights.yellow_points:
        return Light.YELLOW, Reason(ReasonKey.BEHIND, measured=behind, limit=lights.yellow_points)
    return Light.GREEN, Reason(ReasonKey.ON_TRACK)


def _by_ratio(done: Decimal, expected: Decimal, lights: Lights) -> _Part:
    """Judge by done in percent of expected, below each limit; expecting nothing is green."""
    if not expected:
        return Light.GREEN, Reason(ReasonKey.ON_TRACK)
    ratio = (done / expected * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if ratio < lights.red_ratio:
        return Light.RED, Reason(ReasonKey.LOW_RATIO, measured=ratio, limit=lights.red_ratio)
    if ratio < lights.yellow_ratio:
        return Light.YELLOW, Reason(ReasonKey.LOW_RATIO, measured=ratio, limit=lights.yellow_ratio)
    return Light.GREEN, Reason(ReasonKey.ON_TRACK)


_RULES = {LightPreset.POINTS: _by_points, LightPreset.RATIO: _by_ratio}


def _after_weeks(standing: Standing, weeks: int, lights: Lights) -> _Part:
    """Return the part of progress, red when it has been yellow for too many weeks in a row."""
    if standing.light is Light.YELLOW and 0 < lights.red_after_weeks <= weeks:
        return Light.RED, replace(standing.reason, key=ReasonKey.BEHIND_FOR_WEEKS, weeks=weeks)
    return standing.light, standing.reason


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
