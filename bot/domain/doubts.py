"""What is asked back although a reply reads well: it contradicts what was told before."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.domain.periods import Amount, Overlap, told_before
from bot.domain.progress import Figures, figures_after
from bot.domain.records import Project
from bot.domain.replies import CumulativeLabel, NewDateKind, ReplyFacts, ReplyOption
from bot.domain.terms import Kind, WorksState

REASONS = ("征地拆迁", "手续未批", "资金未到", "天气")
"""Why works are late, most often; offered where a request for a later date gives no reason."""


@dataclass(frozen=True, slots=True)
class Already:
    """What was told of a project before today's reply.

    `percent` is today's latest where somebody else told it; `amounts` are those of periods.
    """

    today: date
    percent: Decimal | None = None
    percent_by: str | None = None
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a reply that reads well is still asked back, with ready-made answers.

    `about` is what the question speaks of beside the project.
    """

    reason: str
    options: tuple[ReplyOption, ...]
    about: str = ""


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
    yield from _of_the_percent(project, facts, already)
    yield from _of_the_start(project, facts)
    yield from _of_the_state(project, facts)
    yield from _of_the_amount(facts, already)
    yield from _of_the_label(project, facts)
    yield from _of_the_sums(project, settled(project, facts))
    yield from _of_the_request(facts)


def _of_the_percent(project: Project, facts: ReplyFacts, already: Already) -> Iterator[Doubt]:
    told, before = facts.percent, project.percent
    if told is None:
        return
    if already.percent not in {None, told}:
        change = ReplyOption("change", f"{told}%", facts)
        keep = ReplyOption("keep", f"{already.percent}%", replace(facts, percent=already.percent))
        about = f"{already.percent_by} {already.percent}%"
        yield Doubt("different_percent", (change, keep), about)
    elif before is not None and told < before:
        yield Doubt("backwards", (ReplyOption("accept", f"{told}%", facts),))


def _of_the_start(project: Project, facts: ReplyFacts) -> Iterator[Doubt]:
    """Ask of a percent whether works have begun that were not to have: then it says nothing."""
    if facts.percent and facts.works_state is None and project.awaits_start:
        begun = replace(facts, works_state=WorksState.STARTED)
        yield Doubt("not_started", (ReplyOption("started", f"{facts.percent}%", begun),))


def _of_the_state(project: Project, facts: ReplyFacts) -> Iterator[Doubt]:
    before, after = project.works_state, facts.works_state
    if after is not None and _goes_back(before, after):
        yield Doubt("state_backwards", (ReplyOption(after.value, "", facts),), before.value)


def _goes_back(before: WorksState, after: WorksState) -> bool:
    """Return whether works lose ground; a halt takes back nothing but that they were completed."""
    if after is WorksState.SUSPENDED:
        return before.is_completed
    advance = list(WorksState)
    reached = WorksState.STARTED if before is WorksState.SUSPENDED else before
    return advance.index(after) < advance.index(reached)


def _of_the_amount(facts: ReplyFacts, already: Already) -> Iterator[Doubt]:
    """Ask when days are told of twice: a second 本周, or 本月 after 本周."""
    if facts.period is None or not facts.period_wan:
        return
    told = told_before(facts.period, already.today, already.amounts)
    if told is None or not told.wan:
        return
    rest = replace(facts, counted_wan=facts.period_wan - told.wan)
    nothing = replace(facts, counted_wan=Decimal(0))
    more = ReplyOption("add", "", facts)
    reason, options = {
        Overlap.SAME: (f"second_{facts.period}_amount", (ReplyOption("correct", "", rest), more)),
        Overlap.WITHIN_THIS: ("amounts_within", (ReplyOption("includes", "", rest), more)),
        Overlap.WITHIN_THAT: ("amount_within", (ReplyOption("included", "", nothing), more)),
        Overlap.ACROSS: ("amounts_across", ()),
    }[told.overlap]
    yield Doubt(reason, options, f"{told.wan}")


def _of_the_request(facts: ReplyFacts) -> Iterator[Doubt]:
    is_reasoned = facts.postponed_reason or facts.difficulty
    if facts.new_date_kind is NewDateKind.REQUEST and not is_reasoned:
        options = (
            ReplyOption("reason", each, replace(facts, postponed_reason=each)) for each in REASONS
        )
        yield Doubt("no_reason", tuple(options))


def _of_the_label(project: Project, facts: ReplyFacts) -> Iterator[Doubt]:
    labels = _labels_that_fit(project, facts)
    if facts.cumulative_wan is not None and len(labels) != 1:
        yield Doubt("which_cumulative", _label_options(facts, labels))


def _of_the_sums(project: Project, facts: ReplyFacts) -> Iterator[Doubt]:
    before, after = Figures.of(project), figures_after(project, facts)
    year, total = after.done_year_wan, after.cumulative_wan
    if facts.cumulative_wan is not None:
        fallen = _fallen(before.cumulative_wan, total) or _fallen(before.done_year_wan, year)
        if fallen is not None:
            accept = ReplyOption("accept", f"{facts.cumulative_wan}", facts)
            yield Doubt("sum_backwards", (accept,), f"{fallen}")
        if year is not None and total is not None and year > total:
            yield Doubt("year_above_cumulative", (), f"{total}")
    if total is not None and total > project.total_wan and total != before.cumulative_wan:
        yield Doubt("above_total", (ReplyOption("accept", f"{total}", facts),))


def _fallen(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """Return the sum as it was if it would fall."""
    return before if before is not None and after is not None and after < before else None


def settled(project: Project, facts: ReplyFacts) -> ReplyFacts:
    """Return *facts* with the label of a cumulative amount filled in where only one fits."""
    labels = _labels_that_fit(project, facts)
    return replace(facts, cumulative_label=labels[0]) if len(labels) == 1 else facts


def _labels_that_fit(project: Project, facts: ReplyFacts) -> list[CumulativeLabel]:
    """Return what 累计 can mean: on a 续建 project two sums, unless one is out of the question.

    What would contradict a sum is only known where both sums are.
    """
    told, label = facts.cumulative_wan, facts.cumulative_label
    year, total = project.done_year_wan, project.cumulative_wan
    if told is None:
        return []
    if label in {CumulativeLabel.YEAR, CumulativeLabel.SINCE_START}:
        return [label]
    if project.kind is not Kind.CONTINUED:
        return [CumulativeLabel.SINCE_START]
    if year is None or total is None:
        return [CumulativeLabel.YEAR, CumulativeLabel.SINCE_START]
    fits = []
    if year <= told <= project.total_wan - (total - year):
        fits.append(CumulativeLabel.YEAR)
    if total <= told <= project.total_wan:
        fits.append(CumulativeLabel.SINCE_START)
    return fits


def _label_options(facts: ReplyFacts, labels: list[CumulativeLabel]) -> tuple[ReplyOption, ...]:
    chosen = labels or [CumulativeLabel.YEAR, CumulativeLabel.SINCE_START]
    return tuple(
        ReplyOption(f"cumulative_{label.value}", "", replace(facts, cumulative_label=label))
        for label in chosen
    )
