"""The office verifies starts and completions as reported: all that it was shown, or one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.clock import Clock
from bot.domain.errors import OldButtonError
from bot.domain.outcomes import ReportedState, Unverified
from bot.domain.permissions import Action
from bot.domain.records import Person, Project, Source
from bot.services.access import require
from bot.services.trail_reasons import REPORT
from storage.trail import Change
from storage.unit_of_work import Work
from storage.verifications import StateTold

LINES = 10
"""Projects in one message."""


class Verifications:
    """Lists what waits, and verifies what was shown.

    What was shown is told by the button: up to which project, as of which change of the trail. A
    state that was told later waits to be shown.
    """

    def __init__(self, work: Work, clock: Clock) -> None:
        self.work = work
        self.clock = clock

    def waiting(self, person: Person) -> Unverified:
        """Return what waits to be verified.

        Raises:
            NotPermittedError: It is not the office.
        """
        require(person, Action.VERIFY)
        return self._waiting()

    def verify_shown(self, person: Person, last: int, change: int, source: Source) -> Unverified:
        """Verify what was shown up to project *last* as of a change, and return what still waits.

        Raises:
            NotPermittedError: It is not the office.
        """
        found = self._told_by(change)
        return self._verify(
            person, (each.project_id for each in found if each.project_id <= last), source
        )

    def verify_one(self, person: Person, number: int, change: int, source: Source) -> Unverified:
        """Verify one project as it was shown as of a change, and return what still waits.

        Raises:
            NotPermittedError: It is not the office.
        """
        found = self._told_by(change)
        return self._verify(
            person, (each.project_id for each in found if each.project_id == number), source
        )

    def undo(self, person: Person, first: int, last: int, source: Source) -> Unverified:
        """Let wait again what was verified by the changes *first* to *last*.

        Leaves out what was reported or corrected since.

        Raises:
            NotPermittedError: It is not the office.
            OldButtonError: Nothing of it is as it was verified.
        """
        require(person, Action.VERIFY)
        numbers = self.work.verifications.verified_by(first, last)
        projects = tuple(self.work.projects.by_ids(numbers))
        if not projects:
            raise OldButtonError
        self.work.verifications.let_wait([each.id for each in projects])
        self._keep(person, projects, source, verified=False)
        return replace(self._waiting(), taken_back=projects)

    def _told_by(self, change: int) -> list[StateTold]:
        return [each for each in self.work.verifications.waiting() if each.change <= change]

    def _verify(self, person: Person, numbers: Iterable[int], source: Source) -> Unverified:
        require(person, Action.VERIFY)
        projects = tuple(self.work.projects.by_ids(list(numbers)))
        self.work.verifications.verify([each.id for each in projects])
        first = self.work.trail.count() + 1
        self._keep(person, projects, source, verified=True)
        undoes = (first, self.work.trail.count()) if projects else None
        return replace(self._waiting(), verified=projects, undoes=undoes)

    def _keep(
        self, person: Person, projects: Sequence[Project], source: Source, *, verified: bool
    ) -> None:
        changes = (
            Change("project", each.id, "state_verified", not verified, verified, each.id)
            for each in projects
        )
        self.work.trail.add(changes, self.clock.now(), person.id, source)

    def _waiting(self) -> Unverified:
        waiting = self.work.verifications.waiting()
        shown = waiting[:LINES]
        projects = {
            each.id: each
            for each in self.work.projects.by_ids([told.project_id for told in shown])
        }
        lines = tuple(self._line(projects[told.project_id], told) for told in shown)
        return Unverified(lines, len(waiting), self.work.trail.count())

    def _line(self, project: Project, told: StateTold) -> ReportedState:
        report = REPORT.fullmatch(told.reason)
        number = int(report[2]) if report else 0
        words = self.work.reports.told_in([number]).get(number)
        return ReportedState(
            project,
            told.at.astimezone(self.clock.zone) if told.at else None,
            told.by,
            words.text if words else "",
            bool(words and words.for_office),
        )
