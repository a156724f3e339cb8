"""What a reply changes on a project. What must be asked before is in `doubts`."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal

from bot.domain.outcomes import FieldChange
from bot.domain.records import MilestoneLine, Project
from bot.domain.replies import CumulativeLabel, ReplyFacts
from bot.domain.terms import Kind, MilestoneKind, WorksState

Sums = tuple[Decimal | None, Decimal | None]


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


def changes_between(before: Figures, after: Figures) -> tuple[FieldChange, ...]:
    """Return the figures that differ, old → new."""
    return tuple(
        FieldChange(field.name, old, new)
        for field in fields(Figures)
        if (old := getattr(before, field.name)) != (new := getattr(after, field.name))
    )


def ends_difficulties(facts: ReplyFacts) -> bool:
    """Say whether nothing holds the project up any more: it is solved, or the works are done."""
    is_completed = facts.works_state is not None and facts.works_state.is_completed
    return facts.difficulty_solved or is_completed


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
        difficulty=facts.difficulty or (None if ends_difficulties(facts) else now.difficulty),
    )


def project_after(
    project: Project,
    figures: Figures,
    met: Collection[int],
    lost: Collection[MilestoneLine],
    now: datetime,
    today: date,
) -> Project:
    """Return the project once a report of *figures* is recorded.

    It fulfilled the nodes *met* and opened the nodes *lost* again.
    """
    done = dict.fromkeys(met, today) | dict.fromkeys(each.id for each in lost)
    return replace(
        project,
        percent=figures.percent,
        works_state=figures.works_state,
        done_year_wan=figures.done_year_wan,
        cumulative_wan=figures.cumulative_wan,
        difficulty=figures.difficulty,
        reported_at=now,
        milestones=tuple(
            replace(each, done_on=done.get(each.id, each.done_on)) for each in project.milestones
        ),
    )


def _money_after(project: Project, facts: ReplyFacts) -> Sums:
    """Return 今年完成 and 开工以来累计; the two never mix (RULES.md section 2)."""
    year, total, told = project.done_year_wan, project.cumulative_wan, facts.cumulative_wan
    if told is None:
        return _sums_with(project, counted_of(facts))
    if project.kind is not Kind.CONTINUED:
        return told, told
    if facts.year_wan is not None:
        return facts.year_wan, told
    if facts.cumulative_label is CumulativeLabel.YEAR:
        return told, total if year is None or total is None else total + told - year
    return year if year is None or total is None else year + told - total, told


def counted_of(facts: ReplyFacts) -> Decimal | None:
    """Return what of a period's amount is to be counted, None if no amount was told."""
    return facts.period_wan if facts.counted_wan is None else facts.counted_wan


def _sums_with(project: Project, amount: Decimal | None) -> Sums:
    """Return the sums with an amount added; one that nobody knows is not known by adding to it.

    A 新建 project began this year: its two sums are one, and before the first amount it is 0.
    """
    year, total = project.done_year_wan, project.cumulative_wan
    if amount is None:
        return year, total
    if project.kind is Kind.NEW:
        known = (each for each in (year, total) if each is not None)
        either = next(known, Decimal(0))
        year, total = either if year is None else year, either if total is None else total
    return None if year is None else year + amount, None if total is None else total + amount


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


def milestones_lost(
    project: Project, before: WorksState, after: WorksState
) -> tuple[MilestoneLine, ...]:
    """Return which nodes *before* had fulfilled and *after* does not.

    Nodes of the county's own that were reached on another day than the finish stay so.
    """
    lost = set(milestones_met(project, before)) - set(milestones_met(project, after))
    finished_on = project.main_milestone.done_on
    return tuple(
        each
        for each in project.milestones
        if each.id in lost
        and each.done_on is not None
        and (each.kind is not MilestoneKind.OWN or each.done_on == finished_on)
    )
