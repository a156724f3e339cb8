"""The plan of a project by month, which the curve `own` follows (RULES.md section 3)."""

from decimal import Decimal

from bot.clock import Clock
from bot.domain.errors import OldButtonError, ProjectEndedError
from bot.domain.monthly_plans import MonthsCountError, MonthsUnreadError
from bot.domain.orders.monthly_plans import MONTHS, MonthlyPlanOrder, read_monthly_plan
from bot.domain.outcomes import MonthlyPlanSet, MonthlyPlanShown
from bot.domain.permissions import Action
from bot.domain.policies import CurvePreset, Policy
from bot.domain.records import Person, Project, Source
from bot.services.access import require
from bot.services.lacks import Lack, OrderLine, doubted
from bot.services.projects import Projects
from storage.trail import Change
from storage.unit_of_work import Work

SUMS = "order_months_sum"
FIELD = "monthly_plan_wan"


class MonthlyPlans:
    """Shows and sets what each month is to bring."""

    def __init__(self, work: Work, clock: Clock, policy: Policy, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.projects = projects

    def order(self, order: OrderLine) -> MonthlyPlanSet | MonthlyPlanShown | Lack:
        """Set a project's plan by month, show it where no amount is told, or ask what is missing.

        A plan that does not add up to the year's is asked about: the year's may be out of date.

        Raises:
            NotPermittedError: The person does not keep the plan.
            ProjectEndedError: The project has left the lists.
            LedgerError: The amounts cannot be read; then nothing is changed.
        """
        require(order.by, Action.EDIT_PLAN)
        told = read_monthly_plan(order.text)
        if told.code is None:
            return Lack("order_months")
        project = self.projects.find(told.code)
        if project.ended is not None:
            raise ProjectEndedError(project.code, project.ended)
        _require_readable(project, told)
        if not (told.year or told.months or told.is_gone):
            return MonthlyPlanShown(self.projects.standing(project), self._is_followed)
        plan = told.applied_to(project.monthly_plan_wan)
        total = sum(plan, Decimal(0))
        if plan and project.plan_wan not in {None, total} and SUMS not in order.settled:
            return doubted(order, SUMS, project, about=str(total))
        self._write(order.by, order.source, project, plan, told.reason or None)
        return self._told(project, may_undo=True)

    def undo(self, person: Person, project_id: int, change: int, source: Source) -> MonthlyPlanSet:
        """Let a plan be again what it was before a change, while that is still the last one.

        Raises:
            NotPermittedError: The person does not keep the plan.
            OldButtonError: The plan was changed, or taken back, since.
        """
        require(person, Action.EDIT_PLAN)
        last = self.work.trail.last_of(project_id, FIELD)
        if last is None or last.number != change:
            raise OldButtonError
        project = self.projects.by_id(project_id)
        before = tuple(map(Decimal, last.old.split("、"))) if last.old else ()
        self._write(person, source, project, before, None)
        return self._told(project, may_undo=False)

    @property
    def _is_followed(self) -> bool:
        return self.policy.curve.preset is CurvePreset.OWN

    def _write(
        self,
        person: Person,
        source: Source,
        project: Project,
        plan: tuple[Decimal, ...],
        reason: str | None,
    ) -> None:
        self.work.projects.change(project.id, monthly_plan_wan=list(map(str, plan)))
        old = project.monthly_plan_wan
        change = Change("project", project.id, FIELD, old, plan, project.id, reason)
        self.work.trail.add([change], self.clock.now(), person.id, source)

    def _told(self, project: Project, *, may_undo: bool) -> MonthlyPlanSet:
        line = self.projects.standing(self.projects.by_id(project.id))
        last = self.work.trail.last_of(project.id, FIELD)
        undoes = last.number if may_undo and last else None
        return MonthlyPlanSet(line, project.monthly_plan_wan, self._is_followed, undoes)


def _require_readable(project: Project, told: MonthlyPlanOrder) -> None:
    if told.unread:
        raise MonthsUnreadError(project.code, told.unread)
    if told.year and len(told.year) != MONTHS:
        raise MonthsCountError(project.code, len(told.year))
