"""The office corrects a figure by a new entry with a reason; nothing is erased."""

from dataclasses import replace
from decimal import Decimal

from bot.clock import Clock
from bot.domain.errors import ProjectEndedError
from bot.domain.orders.corrections import Correction, Value, read_correction
from bot.domain.outcomes import Corrected
from bot.domain.permissions import Action
from bot.domain.progress import milestones_lost, milestones_met
from bot.domain.records import Person, Project
from bot.domain.terms import Kind, WorksState
from bot.services.access import may, require
from bot.services.lacks import Lack, OrderLine, doubted
from bot.services.notices import Notices
from bot.services.projects import Projects
from storage.trail import Change, as_kept
from storage.unit_of_work import Work

SUMS = "order_correct_sums"
_THE_SAME = ("done_year_wan", "cumulative_wan")
"""Of a project that is not 续建, both tell what was done since the start."""


class Corrections:
    """Sets a field to what it should have been."""

    def __init__(self, work: Work, clock: Clock, projects: Projects, notices: Notices) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.notices = notices

    def are_for(self, person: Person) -> bool:
        """Say whether *person* corrects others' figures."""
        return may(person, Action.CORRECT)

    def order(self, order: OrderLine) -> Corrected | Lack:
        """Correct a field of a project, or say what is missing.

        Raises:
            NotPermittedError: It is not the office.
            ProjectEndedError: The project has left the lists.
        """
        require(order.by, Action.CORRECT)
        told = read_correction(order.text)
        project = self.projects.find(told.code) if told.code else None
        if project is None or not told.field:
            return Lack("order_correct", project)
        if project.ended is not None:
            raise ProjectEndedError(project.code, project.ended)
        if not told.reason:
            return Lack("order_correct_reason", project)
        values = _values(project, told)
        if _contradicts(project, values) and SUMS not in order.settled:
            return doubted(order, SUMS, project)
        self._write(order, project, told, values)
        return self._told(order, project, told)

    def corrected(
        self, project_id: int, field: str, old: str | None, new: str | None, reason: str
    ) -> Corrected:
        """Return a correction as those who report on the project read it."""
        line = self.projects.standing(self.projects.by_id(project_id))
        return Corrected(line, field, old, new, reason)

    def _write(
        self, order: OrderLine, project: Project, told: Correction, values: dict[str, Value]
    ) -> None:
        stored: dict[str, object] = dict(values)
        if isinstance(told.value, WorksState):
            stored["state_verified"] = True
            self._reach_nodes(project, told.value)
        self.work.projects.change(project.id, **stored)
        self.work.trail.add(
            [
                Change(
                    "project",
                    project.id,
                    field,
                    getattr(project, field),
                    value,
                    project.id,
                    told.reason,
                )
                for field, value in values.items()
            ],
            self.clock.now(),
            order.by.id,
            order.source,
        )

    def _reach_nodes(self, project: Project, state: WorksState) -> None:
        """Let nodes be done, or open again, as the corrected state has it."""
        today = self.clock.today()
        self.work.milestones.finish(milestones_met(project, state), today)
        lost = milestones_lost(project, project.works_state, state)
        self.work.milestones.reopen([each.id for each in lost], today)

    def _told(self, order: OrderLine, project: Project, told: Correction) -> Corrected:
        """Let those who report on the project know, and return what the office reads."""
        old, new = as_kept(getattr(project, told.field)), as_kept(told.value)
        message = {
            "kind": "corrected",
            "project": project.id,
            "field": told.field,
            "old": old,
            "new": new,
            "reason": told.reason,
        }
        key = f"corrected:{project.id}:{order.source.message_id}:{self.clock.now().isoformat()}"
        owners = {each.person_id for each in project.duties if each not in project.leaders}
        for person in self.work.people.by_ids(owners - {order.by.id}).values():
            self.notices.notify(person, key, message, project.id)
        return self.corrected(project.id, told.field, old, new, told.reason)


def _values(project: Project, told: Correction) -> dict[str, Value]:
    """Return what a correction changes: with this year's sum the whole, which holds it.

    What was done before the year stays as it is, unless the whole is what was wrong.
    """
    if told.field in _THE_SAME and project.kind is not Kind.CONTINUED:
        return dict.fromkeys(_THE_SAME, told.value)
    done, whole = project.done_year_wan, project.cumulative_wan
    if told.field == "done_year_wan" and done is not None and whole is not None:
        match told.value:
            case Decimal() as new:
                return {told.field: new, "cumulative_wan": whole - done + new}
    return {told.field: told.value}


def _contradicts(project: Project, values: dict[str, Value]) -> bool:
    """Return whether this year's sum would exceed the whole, or the whole the cost."""
    sums = {each: value for each, value in values.items() if isinstance(value, Decimal)}
    after = replace(project, **sums)  # type: ignore[arg-type]  # only sums are left
    done, whole = after.done_year_wan, after.cumulative_wan
    return (whole is not None and whole > after.total_wan) or (
        done is not None and whole is not None and done > whole
    )
