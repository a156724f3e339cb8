"""How things stand, for whoever may see everything."""

from datetime import datetime

from bot.clock import Clock
from bot.domain.awareness import aware_rate
from bot.domain.outcomes import LostLine, ProjectStanding, Summary, Undelivered
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.rates import ProjectFigures, headline
from bot.domain.records import Person
from bot.domain.terms import Light, MilestoneKind, Role
from bot.services.access import require
from bot.services.papers import papers_of
from bot.services.standings import worst_first
from bot.texts.messages import without_marks
from storage.unit_of_work import Work

WORST = 5
MOST_LINES = 20


class Summaries:
    """Adds up what the office is asked at 17:40."""

    def __init__(self, work: Work, clock: Clock, policy: Policy) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy

    def summary(self, person: Person) -> Summary:
        """Return how all projects stand now."""
        require(person, Action.SEE_SUMMARY_OF_ALL)
        today = self.clock.today()
        projects = self.work.projects.all()
        lines = worst_first(projects, today, self.policy)
        troubled = [each for each in lines if each.standing.light in {Light.RED, Light.YELLOW}]
        return Summary(
            as_of=self.clock.local(),
            headline=headline((_figures(line) for line in lines), today),
            worst=tuple(troubled[:WORST]),
            aware_leaders=aware_rate(projects, Role.LEADER),
            aware_line_leaders=aware_rate(projects, Role.LINE_LEADER),
            unread=self.work.questions.count_unread(),
            undelivered=self.work.outbox.undelivered() + self.work.inbox.dead_letters(),
            not_linked=len(self.work.people.not_linked()),
            refused_rows=len(self.work.imports.to_complete()),
            office_view=person.holds(Role.OFFICE),
            papers=papers_of(person),
        )

    def undelivered(self, person: Person) -> Undelivered:
        """Return what did not arrive and what could not be handled, newest first."""
        require(person, Action.SEE_GAPS)
        lost = self.work.outbox.dead_letters(MOST_LINES)
        people = self.work.people.by_ids([person_id for _, person_id, _, _ in lost if person_id])
        names = {number: each.name for number, each in people.items()}
        lines = [
            self._lost(at, names.get(person_id or 0, ""), words, why, incoming=False)
            for at, person_id, words, why in lost
        ]
        for at, chat_id, why in self.work.inbox.unhandled(MOST_LINES):
            teller = self.work.people.by_chat(chat_id or 0)
            lines.append(self._lost(at, teller.name if teller else "", "", why, incoming=True))
        return Undelivered(tuple(sorted(lines, key=lambda line: line.at, reverse=True)))

    def _lost(self, at: datetime, name: str, words: str, why: str, *, incoming: bool) -> LostLine:
        return LostLine(at.astimezone(self.clock.zone), name, without_marks(words), why, incoming)


def _figures(line: ProjectStanding) -> ProjectFigures:
    project = line.project
    starts = [each.deadline for each in project.milestones if each.kind is MilestoneKind.START]
    return ProjectFigures(
        kind=project.kind,
        works_state=project.works_state,
        is_verified=project.state_verified,
        light=line.standing.light,
        has_reported=project.reported_at is not None,
        total_wan=project.total_wan,
        plan_wan=project.plan_wan,
        done_year_wan=project.done_year_wan,
        cumulative_wan=project.cumulative_wan,
        start_by=min(starts, default=None),
    )
