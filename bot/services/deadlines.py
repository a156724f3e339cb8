"""A later date: asked for by the owner, decided by the first-named leader's tap."""

from dataclasses import replace

from bot.clock import Clock
from bot.domain.errors import OldButtonError
from bot.domain.moves import NotLaterError, require_movable
from bot.domain.outcomes import DateDecided, DateRequest
from bot.domain.permissions import Action
from bot.domain.records import Person, Project, Source
from bot.domain.replies import ReplyFacts
from bot.domain.terms import MilestoneKind, MoveKind, Role
from bot.services.access import require
from bot.services.moves import Moves, Why
from bot.services.notices import Notices
from bot.services.projects import Projects
from storage.tables import DeadlineRequest
from storage.trail import Change
from storage.unit_of_work import Work


class Deadlines:
    """Carries requests for a later date to whoever decides, and the answer back."""

    def __init__(
        self, work: Work, clock: Clock, projects: Projects, notices: Notices, moves: Moves
    ) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.notices = notices
        self.moves = moves

    def ask(
        self,
        person: Person,
        project: Project,
        facts: ReplyFacts,
        report_id: int,
        source: Source,
    ) -> bool:
        """Put a later date told in a report to the first-named leader; nothing moves yet.

        Returns whether it reached them; where it did not, the office is asked to phone.

        Raises:
            LedgerError: The deadline cannot move there, or the date is no later one.
        """
        kind = facts.new_date_of or MilestoneKind.FINISH
        milestone = next(
            (each for each in project.milestones if each.kind is kind), project.main_milestone
        )
        if facts.new_date is None or (
            milestone.done_on is None and (facts.new_date <= milestone.deadline)
        ):
            raise NotLaterError(project.code, milestone)
        require_movable(project, milestone, facts.new_date, self.clock.today())
        request_id = self.work.milestones.ask_for_date(
            {
                "project_id": project.id,
                "milestone_id": milestone.id,
                "report_id": report_id,
                "person_id": person.id,
                "old_date": milestone.deadline,
                "new_date": facts.new_date,
                "reason": facts.postponed_reason or facts.difficulty,
                "asked_at": self.clock.now(),
            }
        )
        asked = Change(
            "milestone",
            milestone.id,
            "deadline_asked",
            milestone.deadline,
            facts.new_date,
            project.id,
            f"report {report_id}",
        )
        self.work.trail.add([asked], self.clock.now(), person.id, source)
        decider = project.leaders[0]
        if self._tell(decider.person_id, "date_request", request_id, project.id):
            return True
        order = {"kind": "date_request", "request": request_id, "to_phone": decider.name}
        for each in self.work.people.holding(Role.OFFICE):
            self.notices.notify(each, f"date_request:{request_id}", order, project.id)
        return False

    def catch_up(self, person: Person) -> None:
        """Queue to somebody who has just linked what they are to decide."""
        for project in self.work.projects.of_person(person.id):
            if project.leaders and project.leaders[0].person_id == person.id:
                for request_id in self.work.milestones.open_requests([project.id]):
                    self._tell(person.id, "date_request", request_id, project.id)

    def decide(
        self, person: Person, request_id: int, source: Source, *, grant: bool
    ) -> DateRequest:
        """Grant or refuse a later date; who asked hears of it.

        Raises:
            NotPermittedError: The person does not decide on the project.
            OldButtonError: It was decided or withdrawn before.
        """
        request = self.work.milestones.request(request_id)
        if request is None:
            raise OldButtonError
        project = self.projects.by_id(request.project_id)
        require(person, Action.DECIDE_DEADLINE_CHANGE, project)
        now, state = self.clock.now(), "granted" if grant else "refused"
        if not self.work.milestones.settle_request(
            request_id, state, decided_by=person.id, decided_at=now
        ):
            raise OldButtonError
        if grant:
            self._grant(request, project, person, source)
        else:
            self._refuse(request, person, source)
        self._tell(request.person_id, "date_decided", request_id, project.id)
        return self.request(request_id)

    def _grant(
        self, request: DeadlineRequest, project: Project, person: Person, source: Source
    ) -> None:
        """Move the deadline; the others concerned hear of it too."""
        node = next(each for each in project.milestones if each.id == request.milestone_id)
        require_movable(project, node, request.new_date, self.clock.today())
        why = Why(MoveKind.EXTENSION, request.reason)
        move = self.moves.move(project, node, request.new_date, why, person, source)
        self.moves.tell([move], [project], besides={person.id, request.person_id})

    def _refuse(self, request: DeadlineRequest, person: Person, source: Source) -> None:
        change = Change(
            "milestone",
            request.milestone_id,
            "deadline_refused",
            request.old_date,
            request.new_date,
            request.project_id,
            request.reason,
        )
        self.work.trail.add([change], self.clock.now(), person.id, source)

    def request(self, request_id: int) -> DateRequest:
        """Return a request as it is shown.

        Raises:
            OldButtonError: There is none.
        """
        request = self.work.milestones.request(request_id)
        if request is None:
            raise OldButtonError
        self.work.session.refresh(request)
        return self._shown(request)

    def open_request(self, request_id: int, to_phone: str = "") -> DateRequest | None:
        """Return a request that still waits for its decision, None if it was withdrawn."""
        request = self.request(request_id)
        return replace(request, to_phone=to_phone) if request.state == "asked" else None

    def decided(self, request_id: int) -> DateDecided:
        """Return what the one who asked hears."""
        return DateDecided(self.request(request_id))

    def _shown(self, request: DeadlineRequest) -> DateRequest:
        ids = {request.person_id, request.decided_by or request.person_id}
        people = self.work.people.by_ids(ids)
        return DateRequest(
            request_id=request.id or 0,
            line=self.projects.standing(self.projects.by_id(request.project_id)),
            by=people[request.person_id].name,
            old_date=request.old_date,
            new_date=request.new_date,
            reason=request.reason or "",
            state=request.state,
            decided_by=people[request.decided_by].name if request.decided_by else "",
        )

    def _tell(self, person_id: int, kind: str, request_id: int, project_id: int) -> bool:
        person = self.work.people.by_id(person_id)
        order = {"kind": kind, "request": request_id}
        return self.notices.notify(person, f"{kind}:{request_id}", order, project_id)
