"""The chief's list: cases that have gone all the way, told once the office releases them."""

from collections.abc import Sequence

from bot.clock import Clock
from bot.domain.errors import OldButtonError
from bot.domain.escalations import Step, release
from bot.domain.outcomes import CasesReleased, ChiefList
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.records import Person, Source
from bot.domain.terms import MilestoneKind
from bot.services.access import require
from bot.services.escalations import Escalations, step_records, taken_steps
from bot.services.standings import worst_first
from storage.cases import ReleasableCase
from storage.milestones import DueMilestone
from storage.trail import Change
from storage.unit_of_work import Work


class ChiefLists:
    """Shows what waits for its release, and releases it."""

    def __init__(self, work: Work, clock: Clock, policy: Policy, escalations: Escalations) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.escalations = escalations

    def waiting(self, person: Person) -> ChiefList:
        """Return the cases that wait for the office."""
        require(person, Action.RELEASE_CASE)
        cases = self.work.cases.releasable()
        projects = self.work.projects.by_ids({each.project_id for each in cases})
        return ChiefList(tuple(worst_first(projects, self.clock.today(), self.policy)))

    def release(self, person: Person, project_id: int | None, source: Source) -> CasesReleased:
        """Release the cases of one project, or all that wait; the chief reads of them next.

        Raises:
            OldButtonError: Nothing of it waits any more.
        """
        require(person, Action.RELEASE_CASE)
        cases = [
            each for each in self.work.cases.releasable() if project_id in {None, each.project_id}
        ]
        if not cases:
            raise OldButtonError
        chiefs = [number for each in cases for number in self._release(each, person, source)]
        people = self.work.people.by_ids(chiefs)
        projects = self.work.projects.by_ids({each.project_id for each in cases})
        return CasesReleased(
            tuple(projects),
            tuple(each.name for each in people.values() if each.is_reachable),
            tuple(each.name for each in people.values() if not each.is_reachable),
        )

    def _release(self, case: ReleasableCase, person: Person, source: Source) -> Sequence[int]:
        """Release a case; return who holds the chief's step, reachable or not."""
        today = self.clock.today()
        if not self.work.cases.release(case.id, person.id, today):
            return ()
        reachable = {each.id for each in self.work.people.linked()}
        steps = self.work.cases.steps_of_milestones([case.milestone_id])
        taken = taken_steps(steps).get(case.milestone_id, [])
        chain = {Step(step): people for step, people in case.chain.items()}
        step = release(chain, reachable.__contains__, taken)
        node = DueMilestone(
            case.milestone_id,
            case.project_id,
            MilestoneKind.FINISH,
            case.deadline,
            case.deadline_revision,
        )
        self.work.cases.escalate(step_records(node, step, today))
        rows = self.escalations.step_reminders(node, step, (), today)
        self.work.reminders.plan(rows)
        change = Change("case", case.id, "released", None, today, case.project_id)
        self.work.trail.add([change], self.clock.now(), person.id, source)
        return (*step.told, *step.to_phone)
