"""What keeps the county from knowing of its projects, and what the office does about it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.clock import Clock
from bot.domain.awareness import aware_rate
from bot.domain.errors import OldButtonError
from bot.domain.outcomes import (
    Ask,
    Contact,
    Dispute,
    Disputes,
    DisputeSettled,
    Gaps,
    RowsToComplete,
    StaysYours,
    Unstaffed,
    Vacancy,
)
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.records import Person, Project, Source
from bot.domain.terms import Role
from bot.services.access import require
from bot.services.finding_people import told_apart
from bot.services.notices import Notices
from bot.services.questions import Questions
from bot.services.rosters import Rosters, counts_of
from storage.trail import Change
from storage.unit_of_work import Work

SUCCESSOR = "order_successor"
"""The question who takes over what is not somebody's."""

_FINE = {Contact.LINKED, Contact.AWAY}


class GapsFound:
    """Lists the gaps, and settles what people said is not theirs."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        policy: Policy,
        rosters: Rosters,
        questions: Questions,
        notices: Notices,
    ) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.rosters = rosters
        self.questions = questions
        self.notices = notices

    def gaps(self, person: Person) -> Gaps:
        """Return all that is missing, each vacancy of a unit once."""
        require(person, Action.SEE_GAPS)
        projects = [each for each in self.work.projects.all() if each.ended is None]
        people = counts_of(self.rosters.lines())
        return Gaps(
            as_of=self.clock.local(),
            aware_leaders=aware_rate(projects, Role.LEADER),
            aware_line_leaders=aware_rate(projects, Role.LINE_LEADER),
            without_leader=tuple(each for each in projects if not each.leaders),
            vacancies=_vacancies(projects),
            unstaffed=tuple(
                Unstaffed(each, self._due(each)) for each in projects if not each.responsible
            ),
            refused_rows=len(self.work.imports.to_complete()),
            disputes=len(_disputes(projects)),
            people=tuple((each, count) for each, count in people if each not in _FINE),
        )

    def disputes(self, person: Person) -> Disputes:
        """Return the oldest dispute, and how many there are."""
        require(person, Action.SEE_GAPS)
        found = _disputes(self.work.projects.all())
        return Disputes(found[0] if found else None, len(found))

    def stays(self, person: Person, project_id: int, holder_id: int) -> DisputeSettled:
        """Say that a project is somebody's after all; they are told, and asked again to know it.

        Raises:
            OldButtonError: It was settled before.
        """
        require(person, Action.KEEP_PEOPLE)
        dispute = self._dispute(project_id, holder_id)
        self.work.duties.settle_dispute(holder_id, project_id, self.clock.today())
        change = Change("project", project_id, "not_mine", dispute.name, None, project_id, "stays")
        self.work.trail.add([change], self.clock.now(), person.id, Source())
        order = {"kind": "stays_yours", "project": project_id, "role": dispute.role.value}
        holder = self.work.people.by_id(holder_id)
        key = f"stays_yours:{project_id}:{self.clock.now().isoformat()}"
        self.notices.notify(holder, key, order, project_id)
        return DisputeSettled(dispute)

    def ask_successor(
        self, person: Person, project_id: int, holder_id: int, source: Source
    ) -> Ask:
        """Ask who takes over what is not somebody's; the answer completes an order.

        Raises:
            OldButtonError: It was settled before.
        """
        require(person, Action.KEEP_PEOPLE)
        dispute = self._dispute(project_id, holder_id)
        project = dispute.project
        if dispute.role is Role.LINE_LEADER:
            line, about = f"指定 {project.owner} 分管领导", project.owner
        else:
            (holder,) = told_apart([self.work.people.by_id(holder_id)])
            line, about = f"交接 {holder} {project.code} →", f"{project.code} {project.name}"
        return self.questions.ask(person, None, SUCCESSOR, line, source, (), about=about)

    def stays_yours(self, project_id: int, role: str) -> StaysYours | None:
        """Return what is told to whoever said a project is not theirs."""
        project = self.work.projects.by_id(project_id)
        return StaysYours(project, Role(role)) if project else None

    def to_complete(self, person: Person) -> RowsToComplete:
        """Return the rows of the last file that could not be taken, and why."""
        require(person, Action.SEE_GAPS)
        last = self.work.imports.last_applied()
        if last is None:
            return RowsToComplete("", ())
        rows = self.work.imports.to_complete()
        return RowsToComplete(
            last.file_name, tuple((each["row"], each["name"], each["reason"]) for each in rows)
        )

    def _dispute(self, project_id: int, holder_id: int) -> Dispute:
        found = _disputes(self.work.projects.by_ids([project_id]))
        for each in found:
            if each.person_id == holder_id:
                return each
        raise OldButtonError

    def _due(self, project: Project) -> date | None:
        """Return until when the unit head may still name somebody, None if that is over."""
        if project.person_asked_on is None:
            return None
        days = self.policy.people.missing_person_days
        due = self.work.working_days.add(project.person_asked_on, days)
        return due if due >= self.clock.today() else None


def _vacancies(projects: Sequence[Project]) -> tuple[Vacancy, ...]:
    """Return the posts nobody holds over units that own projects, those with most first."""
    vacant = Counter(
        (each.owner, role)
        for each in projects
        for role, holder in (
            (Role.LINE_LEADER, each.owner_line_leader_id),
            (Role.UNIT_HEAD, each.owner_head_id),
        )
        if holder is None
    )
    return tuple(Vacancy(unit, role, count) for (unit, role), count in vacant.most_common())


def _disputes(projects: Sequence[Project]) -> list[Dispute]:
    found = [
        Dispute(project, duty.person_id, duty.name, duty.role, duty.disputed_at)
        for project in projects
        for duty in project.duties
        if duty.disputed_at is not None
    ]
    return sorted(found, key=lambda each: each.at)
