"""Permits on their way: with which department, waiting since when, granted when."""

from bot.clock import Clock
from bot.domain.errors import ProjectEndedError
from bot.domain.orders.steps import StepEntry, read_steps
from bot.domain.outcomes import ScheduleShown
from bot.domain.permissions import Action
from bot.domain.procedures import step_at
from bot.domain.records import Person, Project, Source, StepState
from bot.services.access import require
from bot.services.projects import Projects
from bot.services.schedules import Schedules
from storage.trail import Change
from storage.unit_of_work import Work


class Procedures:
    """Records what is told of permits."""

    def __init__(self, work: Work, clock: Clock, projects: Projects, schedules: Schedules) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.schedules = schedules

    def hear(self, person: Person, text: str, source: Source) -> ScheduleShown:
        """Record the steps that *text*, which `read_steps` reads, tells of a project.

        Raises:
            NotPermittedError: The person does not tell of its permits.
            ProjectEndedError: It has left the lists.
        """
        order = read_steps(text, self.clock.today())
        if order is None:
            msg = f"no steps in {text!r}"
            raise ValueError(msg)
        project = self.projects.find(order.code)
        require(person, Action.RECORD_PERMIT, project)
        if project.ended is not None:
            raise ProjectEndedError(project.code, project.ended)
        known = {each.step: each for each in self.work.procedures.of_project(project.id)}
        changes = []
        for entry in order.entries:
            before = known.get(entry.step)
            after = self._after(project, entry, before)
            self.work.procedures.put(after)
            changes.append(_change(before, after))
        steps = self.work.procedures.of_project(project.id)
        self.work.projects.change(project.id, procedure_step=step_at(steps))
        self.work.trail.add(changes, self.clock.now(), person.id, source)
        return self.schedules.schedule(person, self.projects.by_id(project.id))

    def _after(self, project: Project, entry: StepEntry, before: StepState | None) -> StepState:
        """Return the step as told; a day that was not told is today, a wait that goes on stays."""
        today = self.clock.today()
        department, since = (before.department, before.since) if before else (None, None)
        if entry.is_granted:
            return StepState(project.id, entry.step, department, since, entry.day or today)
        is_same = before is not None and entry.department == department and not before.done_on
        since = entry.day or (since if is_same else today)
        return StepState(project.id, entry.step, entry.department, since, None)


def _change(before: StepState | None, after: StepState) -> Change:
    old = _told(before) if before else None
    return Change(
        "permit", after.project_id, after.step.value, old, _told(after), after.project_id
    )


def _told(state: StepState) -> str:
    """Return a step as the trail keeps it."""
    if state.done_on is not None:
        return f"{state.done_on.isoformat()} 办结"
    return f"{state.department or ''} {state.since.isoformat() if state.since else ''}起".strip()
