"""Lists and cards."""

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches

from bot.clock import Clock
from bot.domain.codes import read_code
from bot.domain.errors import ProjectNotFoundError
from bot.domain.outcomes import (
    Acknowledged,
    Card,
    NotMineNoted,
    PermitLine,
    ProjectList,
    ProjectStanding,
    StepLine,
    WhichIsNotMine,
)
from bot.domain.permissions import Action, Scope, scopes_of
from bot.domain.policies import Policy
from bot.domain.procedures import builds_without_planning
from bot.domain.records import Person, Project
from bot.domain.schedules import schedule_of
from bot.services.access import may, require, require_anywhere
from bot.services.standings import standing_of, worst_first
from storage.unit_of_work import Work

LAST_REPORTS = 3
FRAME_LINES = 2
"""Lines of a list that are no project: its heading and what is to be acknowledged."""


class Projects:
    """What a person may see of the projects."""

    def __init__(self, work: Work, clock: Clock, policy: Policy) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy

    def visible_to(self, person: Person, action: Action = Action.LIST_PROJECTS) -> list[Project]:
        """Return the projects over which *person* may do *action*."""
        if Scope.EVERYTHING in scopes_of(person.roles, action):
            return self.work.projects.all()
        found: dict[int, Project] = {}
        for each in (person, *person.principals):
            found |= self._within_reach(each, action)
        return [each for each in found.values() if may(person, action, each)]

    def _within_reach(self, person: Person, action: Action) -> dict[int, Project]:
        scopes = scopes_of(person.roles, action)
        found: dict[int, Project] = {}
        if Scope.OWN in scopes:
            found |= {each.id: each for each in self.work.projects.of_person(person.id)}
        if Scope.DEPARTMENT in scopes or Scope.UNIT in scopes:
            found |= {each.id: each for each in self.work.projects.of_units(person.id)}
        if Scope.UNIT in scopes and person.unit_id is not None:
            found |= {each.id: each for each in self.work.projects.of_owner(person.unit_id)}
        return found

    def mine(self, person: Person, page: int = 1) -> ProjectList:
        """Return a page of the projects *person* may list, worst first."""
        require_anywhere(person, Action.LIST_PROJECTS)
        lines = worst_first(self.visible_to(person), self.clock.today(), self.policy)
        size = self.policy.messages.digest_lines - FRAME_LINES
        pages = max(1, -(-len(lines) // size))
        page = min(max(page, 1), pages)
        return ProjectList(
            lines=tuple(lines[(page - 1) * size : page * size]),
            page=page,
            pages=pages,
            total=len(lines),
            to_acknowledge=len(self._unacknowledged(person)),
        )

    def find(self, code: str) -> Project:
        """Return the project with a code as typed.

        Raises:
            ProjectNotFoundError: There is none; similar codes are offered.
        """
        clean = read_code(code)
        project = self.work.projects.by_code(clean) if clean else None
        if project is None:
            codes = self.work.projects.codes()
            similar = get_close_matches(clean or code.upper(), codes, n=3)
            raise ProjectNotFoundError(clean or code, tuple(similar))
        return project

    def card(self, person: Person, project: Project) -> Card:
        """Return all that *person* may see of *project*."""
        require(person, Action.SEE_CARD, project)
        reports = self.work.reports.lines(project.id, limit=LAST_REPORTS)
        permits = self.permits(project)
        return Card(
            line=self.standing(project),
            reports=tuple(
                replace(each, at=each.at.astimezone(self.clock.zone)) for each in reports
            ),
            steps=self._steps(project),
            moves=tuple(self.work.milestones.moves(project.id)),
            permits=permits,
            schedule=None
            if project.ended
            else schedule_of(project, self.clock.today(), self.work.working_days),
            is_ahead=builds_without_planning(
                [each.state for each in permits], project.works_state
            ),
            became=tuple(self.work.successions.became(project.id)) if project.ended else (),
            came_of=tuple(self.work.successions.came_of(project.id)),
            allowed=frozenset(each for each in Action if may(person, each, project)),
        )

    def permits(self, project: Project) -> tuple[PermitLine, ...]:
        """Return what is told of a project's permits, and how long the open ones have waited."""
        today = self.clock.today()
        return tuple(
            PermitLine(
                each, (today - each.since).days if each.since and not each.done_on else None
            )
            for each in self.work.procedures.of_project(project.id)
        )

    def standing(self, project: Project) -> ProjectStanding:
        """Return how *project* stands today."""
        return standing_of(project, self.clock.today(), self.policy)

    def by_id(self, project_id: int) -> Project:
        """Return a project that a button names.

        Raises:
            ProjectNotFoundError: It is gone.
        """
        project = self.work.projects.by_id(project_id)
        if project is None:
            raise ProjectNotFoundError(str(project_id))
        return project

    def acknowledge_all(self, person: Person) -> Acknowledged:
        """Note 知悉 for all of a person's projects at once, and 代知悉 for those they stand in for.

        For the button, which stands below them.
        """
        return self._acknowledge(person, self.work.duties.aware)

    def acknowledge_told(self, person: Person) -> Acknowledged:
        """Note 知悉 for what a person was told of: for words, which may come before any card."""
        return self._acknowledge(person, self.work.duties.aware_of_told)

    def _acknowledge(self, person: Person, note: Callable[..., int]) -> Acknowledged:
        require_anywhere(person, Action.ACKNOWLEDGE)
        now = self.clock.now()
        new = note(person.id, now)
        for each in person.principals:
            new += note(each.id, now, by_id=person.id)
        return Acknowledged(
            new=new,
            total=len(self._assigned(person)),
            left=len(self._unacknowledged(person)),
            instead_of=tuple(each.name for each in person.principals),
        )

    def which_is_not_mine(self, person: Person) -> WhichIsNotMine:
        """Return the projects among which a person is to tap those that are not theirs."""
        require_anywhere(person, Action.ACKNOWLEDGE)
        own = self._assigned(person)
        return WhichIsNotMine(tuple(worst_first(own, self.clock.today(), self.policy)))

    def dispute(self, person: Person, project: Project) -> NotMineNoted:
        """Note that a person says *project* is not theirs; the office is to settle it."""
        require(person, Action.ACKNOWLEDGE, project)
        self.work.duties.disputed(_ids(person), project.id, self.clock.now())
        return NotMineNoted(project, person.name)

    def _unacknowledged(self, person: Person) -> list[Project]:
        return [
            project
            for project in self._assigned(person)
            if any(
                duty.person_id in _ids(person) and duty.aware_at is None for duty in project.duties
            )
        ]

    def _assigned(self, person: Person) -> list[Project]:
        """Return the projects on which a person, or whom they stand in for, holds a duty."""
        found = {
            project.id: project
            for number in _ids(person)
            for project in self.work.projects.of_person(number)
        }
        return list(found.values())

    def _steps(self, project: Project) -> tuple[StepLine, ...]:
        steps = self.work.cases.steps_of_project(project.id)
        known = {step.person_id for step in steps if step.person_id is not None}
        people = self.work.people.by_ids(known)
        return tuple(
            StepLine(
                on=step.on,
                step=step.step,
                name=people[step.person_id].name if step.person_id is not None else None,
                to_phone=step.to_phone,
                skipped=step.skipped,
            )
            for step in steps
        )


def _ids(person: Person) -> tuple[int, ...]:
    return person.id, *(each.id for each in person.principals)
