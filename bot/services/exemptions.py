"""The office excuses a light with a written reason, which is printed wherever the light is."""

from bot.clock import Clock
from bot.domain.errors import NotExemptError, PrivateReasonError, ProjectEndedError
from bot.domain.orders.exemptions import ExemptionUntilError, read_exemption
from bot.domain.outcomes import ExemptionChanged
from bot.domain.permissions import Action, tells_of_obstruction
from bot.domain.records import Project
from bot.services.access import require
from bot.services.lacks import Lack, OrderLine
from bot.services.projects import Projects
from storage.trail import Change
from storage.unit_of_work import Work


class Exemptions:
    """Excuses the lights of projects, and ends that."""

    def __init__(self, work: Work, clock: Clock, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects

    def order(self, order: OrderLine) -> ExemptionChanged | Lack:
        """Excuse a project or end that, or say what is missing.

        Raises:
            NotPermittedError: It is not the office.
            ProjectEndedError: The project has left the lists.
            NotExemptError: What is to end never began.
            ExemptionUntilError: It should end by itself.
            PrivateReasonError: The reason is not for everybody who reads the light.
        """
        require(order.by, Action.EXEMPT)
        told = read_exemption(order.text, self.clock.today())
        project = self.projects.find(told.code) if told.code else None
        if project is None:
            return Lack("order_exempt")
        _require_possible(project, ends=told.ends)
        if not told.ends and not told.reason:
            return Lack("order_exempt_reason", project)
        if told.until:
            raise ExemptionUntilError(project.code, told.until)
        if tells_of_obstruction(told.reason):
            raise PrivateReasonError
        self._write(order, project, None if told.ends else told.reason)
        return ExemptionChanged(self.projects.standing(self.projects.by_id(project.id)))

    def _write(self, order: OrderLine, project: Project, reason: str | None) -> None:
        self.work.projects.change(project.id, exemption=reason)
        change = Change("project", project.id, "exemption", project.exemption, reason, project.id)
        self.work.trail.add([change], self.clock.now(), order.by.id, order.source)


def _require_possible(project: Project, *, ends: bool) -> None:
    if project.ended is not None:
        raise ProjectEndedError(project.code, project.ended)
    if ends and project.exemption is None:
        raise NotExemptError(project.code)
