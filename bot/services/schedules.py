"""倒排工期 and permits: how much time is left, and what a project waits for."""

from bot.clock import Clock
from bot.domain.outcomes import ScheduleShown
from bot.domain.permissions import Action
from bot.domain.procedures import builds_without_planning
from bot.domain.records import Person, Project
from bot.domain.schedules import schedule_of
from bot.services.access import may, require
from bot.services.lacks import Lack, OrderLine
from bot.services.projects import Projects
from storage.unit_of_work import Work


class Schedules:
    """Counts back from the finish."""

    def __init__(self, work: Work, clock: Clock, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects

    def order(self, order: OrderLine) -> ScheduleShown | Lack:
        """Return the schedule of the project whose code was written."""
        if not order.text:
            return Lack("order_schedule")
        return self.schedule(order.by, self.projects.find(order.text))

    def schedule(self, person: Person, project: Project) -> ScheduleShown:
        """Return the time and pace left to a project.

        Raises:
            NotPermittedError: The person may not see it.
        """
        require(person, Action.SEE_CARD, project)
        permits = self.projects.permits(project)
        return ScheduleShown(
            line=self.projects.standing(project),
            schedule=schedule_of(project, self.clock.today(), self.work.working_days),
            permits=permits,
            is_ahead=builds_without_planning(
                [each.state for each in permits], project.works_state
            ),
            sees_money=may(person, Action.SEE_MONEY, project),
        )
