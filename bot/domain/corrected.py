"""What of a corrected report stands: whatever the correction does not speak of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from bot.domain.progress import Figures, figures_after
from bot.domain.records import Project
from bot.domain.replies import ReplyFacts


class Topic(Enum):
    """What a report speaks of, and a correction replaces as a whole."""

    PERCENT = auto()
    STATE = auto()
    MONEY = auto()
    DIFFICULTY = auto()
    DATE = auto()


_SPEAKS = {
    Topic.PERCENT: ("percent",),
    Topic.STATE: ("works_state", "resumed"),
    Topic.MONEY: ("period_wan", "cumulative_wan"),
    Topic.DIFFICULTY: ("difficulty", "difficulty_solved"),
    Topic.DATE: ("new_date",),
}
"""The facts that speak of a topic."""
FACTS = _SPEAKS | {
    Topic.MONEY: ("period", "period_wan", "counted_wan"),
    Topic.DIFFICULTY: ("difficulty",),
}
"""The facts on a topic that are stored with a report."""
_FIGURES = {
    Topic.PERCENT: ("percent",),
    Topic.STATE: ("works_state",),
    Topic.MONEY: ("done_year_wan", "cumulative_wan"),
    Topic.DIFFICULTY: ("difficulty",),
    Topic.DATE: (),
}
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Corrected:
    """The figures before a correction; of the report *standing* topics it left, with their facts."""

    figures: Figures
    report_id: int | None = None
    standing: frozenset[Topic] = frozenset()
    facts: Mapping[str, Any] | None = None
    evidence: tuple[str, ...] = ()

    def figures_after(self, project: Project, facts: ReplyFacts) -> Figures:
        """Return the figures once *facts* are recorded on *project* as it was before the report."""
        names = (name for topic in self.standing for name in _FIGURES[topic])
        kept = {name: getattr(self.figures, name) for name in names}
        return replace(figures_after(project, facts), **kept)

    def completed(self, facts: ReplyFacts) -> ReplyFacts:
        """Return *facts* with those of the corrected report that stand."""
        return replace(facts, **self.facts or {})


def left_standing(facts: ReplyFacts, figures: Figures) -> frozenset[Topic]:
    """Return what *facts* leave of a report that brought *figures*.

    照旧 leaves nothing. A percent and a state that contradict each other do not stand together.
    """
    if facts.no_progress:
        return frozenset()
    left = {topic for topic, names in _SPEAKS.items() if not _speak(facts, names)}
    if facts.percent is not None and figures.works_state.is_completed and facts.percent < _FULL:
        left.discard(Topic.STATE)
    if facts.works_state is not None and not facts.works_state.has_started:
        left.discard(Topic.PERCENT)
    if _unsays_completion(facts, figures) and figures.difficulty is None:
        left.discard(Topic.DIFFICULTY)  # it ended with the completion, and is open again
    return frozenset(left)


def _unsays_completion(facts: ReplyFacts, figures: Figures) -> bool:
    """Return whether works that were told to be completed are so no longer."""
    if not figures.works_state.is_completed:
        return False
    if facts.works_state is not None:
        return not facts.works_state.is_completed
    return facts.percent is not None and facts.percent < _FULL


def _speak(facts: ReplyFacts, names: Iterable[str]) -> bool:
    """Return whether one of the facts is told; an amount of 0 is."""
    values = (getattr(facts, name) for name in names)
    return any(each is not None and each is not False for each in values)
