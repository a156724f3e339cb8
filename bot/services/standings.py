"""How projects stand on a day, and which come first."""

from collections.abc import Iterable
from datetime import date

from bot.domain.lights import SEVERITY, MilestoneFacts, ProjectFacts, light_of
from bot.domain.outcomes import ProjectStanding
from bot.domain.policies import Policy
from bot.domain.records import Project


def standing_of(project: Project, today: date, policy: Policy) -> ProjectStanding:
    """Return *project* with its light and the days left to its next node."""
    facts = ProjectFacts(
        works_state=project.works_state,
        plan_wan=project.plan_wan,
        done_year_wan=project.done_year_wan,
        percent=project.percent,
        milestones=tuple(
            MilestoneFacts(each.kind, each.deadline, each.done_on is not None, each.name)
            for each in project.milestones
        ),
    )
    days_left = (project.next_milestone.deadline - today).days
    return ProjectStanding(project, light_of(facts, today, policy), days_left)


def worst_first(projects: Iterable[Project], today: date, policy: Policy) -> list[ProjectStanding]:
    """Return projects by light, then by how soon (or how long ago) their next node is due.

    A completed project has nothing due and comes last among the green ones.
    """
    lines = [standing_of(project, today, policy) for project in projects]
    return sorted(lines, key=_urgency)


def _urgency(line: ProjectStanding) -> tuple[int, bool, int, int]:
    completed = line.project.works_state.is_completed
    return SEVERITY.index(line.standing.light), completed, line.days_left, line.project.id
