"""What a reply changes on a project, and what must be asked before it does."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from bot.domain.records import Project
from bot.domain.replies import CumulativeLabel, ReplyFacts, ReplyOption
from bot.domain.terms import Kind, MilestoneKind, Period, WorksState


@dataclass(frozen=True, slots=True)
class Figures:
    """The fields of a project that replies change. Money in 万元."""

    percent: Decimal | None
    works_state: WorksState
    done_year_wan: Decimal | None
    cumulative_wan: Decimal | None
    difficulty: str | None

    @classmethod
    def of(cls, project: Project) -> "Figures":
        """Return the figures as they stand."""
        return cls(
            project.percent,
            project.works_state,
            project.done_year_wan,
            project.cumulative_wan,
            project.difficulty,
        )


@dataclass(frozen=True, slots=True)
class Already:
    """What was told of a project before: today's percent of somebody else, this week's amount."""

    percent: Decimal | None = None
    percent_by: str | None = None
    week_wan: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a reply that reads well is still asked back, with ready-made answers.

    `about` is what the question speaks of beside the project.
    """

    reason: str
    options: tuple[ReplyOption, ...]
    about: str = ""


def figures_after(project: Project, facts: ReplyFacts) -> Figures:
    """Return the project's figures once *facts* are recorded; what they leave open stays."""
    now = Figures.of(project)
    done_year, cumulative = _money_after(project, facts)
    state = facts.works_state or now.works_state
    if facts.resumed and state is WorksState.SUSPENDED:
        state = WorksState.STARTED
    return Figures(
        percent=now.percent if facts.percent is None else facts.percent,
        works_state=state,
        done_year_wan=done_year,
        cumulative_wan=cumulative,
        difficulty=facts.difficulty or (None if facts.difficulty_solved else now.difficulty),
    )


def project_after(
    project: Project, figures: Figures, met: Collection[int], now: datetime, today: date
) -> Project:
    """Return the project once a report of *figures* is recorded that fulfilled the nodes *met*."""
    return replace(
        project,
        percent=figures.percent,
        works_state=figures.works_state,
        done_year_wan=figures.done_year_wan,
        cumulative_wan=figures.cumulative_wan,
        difficulty=figures.difficulty,
        reported_at=now,
        milestones=tuple(
            replace(each, done_on=today) if each.id in met else each for each in project.milestones
        ),
    )


def _money_after(project: Project, facts: ReplyFacts) -> tuple[Decimal | None, Decimal | None]:
    """Return 今年完成 and 开工以来累计; the two never mix (RULES.md section 2)."""
    year, total = project.done_year_wan, project.cumulative_wan
    told = facts.cumulative_wan
    if told is None:
        if facts.period_wan is None:
            return year, total
        return (year or Decimal(0)) + facts.period_wan, (total or Decimal(0)) + facts.period_wan
    if project.kind is not Kind.CONTINUED:
        return told, told
    if facts.cumulative_label is CumulativeLabel.YEAR:
        return told, None if total is None else total + told - (year or Decimal(0))
    if facts.year_wan is not None:
        return facts.year_wan, told
    grown = None if total is None else told - total
    return year if grown is None else (year or Decimal(0)) + grown, told


def milestones_met(project: Project, state: WorksState) -> tuple[int, ...]:
    """Return which nodes of *project* a state of the works fulfils.

    What is completed has passed the county's own nodes on the way to the finish; one that lies
    behind it, and the day of use, are for somebody to say.
    """
    met = {MilestoneKind.START} if state.has_started else set()
    if state.is_completed:
        met = {MilestoneKind.START, MilestoneKind.FINISH}
    finish = project.main_milestone.deadline
    return tuple(
        each.id
        for each in project.milestones
        if each.kind in met
        or (state.is_completed and each.kind is MilestoneKind.OWN and each.deadline <= finish)
    )


def doubt_about(
    project: Project,
    facts: ReplyFacts,
    already: Already,
    settled_doubts: Collection[str] = (),
) -> Doubt | None:
    """Return what must be asked before *facts* are recorded on *project*, or None.

    *settled_doubts* are the reasons that the person has already answered.
    """
    open_doubts = (
        each for each in _doubts(project, facts, already) if each.reason not in settled_doubts
    )
    return next(open_doubts, None)


def _doubts(project: Project, facts: ReplyFacts, already: Already) -> Iterator[Doubt]:
    if facts.percent is not None and already.percent not in {None, facts.percent}:
        keep = replace(facts, percent=already.percent)
        yield Doubt(
            "different_percent",
            (
                ReplyOption("change", f"{facts.percent}%", facts),
                ReplyOption("keep", f"{already.percent}%", keep),
            ),
            f"{already.percent_by} {already.percent}%",
        )
    elif (
        facts.percent is not None
        and project.percent is not None
        and facts.percent < project.percent
    ):
        yield Doubt("backwards", (ReplyOption("accept", f"{facts.percent}%", facts),))
    if facts.period is Period.WEEK and facts.period_wan is not None and already.week_wan:
        rest = replace(facts, period_wan=facts.period_wan - already.week_wan)
        yield Doubt(
            "second_week_amount",
            (ReplyOption("correct", "", rest), ReplyOption("add", "", facts)),
            f"{already.week_wan}",
        )
    if facts.cumulative_wan is not None:
        labels = _labels_that_fit(project, facts)
        if len(labels) != 1:
            yield Doubt("which_cumulative", _label_options(facts, labels))
    after = figures_after(project, facts).cumulative_wan
    if after is not None and after > project.total_wan and after != project.cumulative_wan:
        yield Doubt("above_total", (ReplyOption("accept", f"{after}", facts),))


def settled(project: Project, facts: ReplyFacts) -> ReplyFacts:
    """Return *facts* with the label of a cumulative amount filled in where only one fits."""
    if facts.cumulative_wan is None:
        return facts
    labels = _labels_that_fit(project, facts)
    return replace(facts, cumulative_label=labels[0]) if len(labels) == 1 else facts


def _labels_that_fit(project: Project, facts: ReplyFacts) -> list[CumulativeLabel]:
    """Return what 累计 can mean: on a 续建 project two sums, unless one is out of the question."""
    told, label = facts.cumulative_wan, facts.cumulative_label
    if told is None:
        return []
    if label in {CumulativeLabel.YEAR, CumulativeLabel.SINCE_START}:
        return [label]
    if project.kind is not Kind.CONTINUED:
        return [CumulativeLabel.SINCE_START]
    fits = []
    if told >= (project.done_year_wan or 0) and told <= _most_this_year(project):
        fits.append(CumulativeLabel.YEAR)
    if (project.cumulative_wan or 0) <= told <= project.total_wan:
        fits.append(CumulativeLabel.SINCE_START)
    return fits


def _most_this_year(project: Project) -> Decimal:
    if project.cumulative_wan is None or project.done_year_wan is None:
        return project.total_wan
    return project.total_wan - (project.cumulative_wan - project.done_year_wan)


def _label_options(facts: ReplyFacts, labels: list[CumulativeLabel]) -> tuple[ReplyOption, ...]:
    chosen = labels or [CumulativeLabel.YEAR, CumulativeLabel.SINCE_START]
    return tuple(
        ReplyOption(f"cumulative_{label.value}", "", replace(facts, cumulative_label=label))
        for label in chosen
    )
