"""A difficulty told in a reply goes up only when its teller says so."""

from bot.domain.errors import OldButtonError
from bot.domain.outcomes import DifficultyNoted, DifficultyRaised
from bot.domain.permissions import Action
from bot.domain.records import Person, Project
from bot.services.access import require
from bot.services.notices import Notices
from bot.services.projects import Projects
from storage.tables import Report
from storage.unit_of_work import Work


class Difficulties:
    """Sends difficulties on to the leaders, copied to the unit head."""

    def __init__(self, work: Work, projects: Projects, notices: Notices) -> None:
        self.work = work
        self.projects = projects
        self.notices = notices

    def send_on(self, person: Person, report_id: int) -> DifficultyNoted:
        """Send the difficulty of a report to the project's leaders; once, however often tapped.

        Raises:
            OldButtonError: The report was taken back or told of no difficulty.
        """
        report, project = self._reported(person, report_id)
        order = {"kind": "difficulty", "report": report_id}
        told = [
            each
            for each in self._above(project)
            if each.id != person.id
            and self.notices.notify(each, f"difficulty:{report_id}", order, project.id)
        ]
        return DifficultyNoted(
            project, report.difficulty or "", tuple(each.name for each in told), asked_to_send=True
        )

    def only_record(self, person: Person, report_id: int) -> DifficultyNoted:
        """Leave a difficulty in the ledger and trouble nobody."""
        report, project = self._reported(person, report_id)
        return DifficultyNoted(project, report.difficulty or "", (), asked_to_send=False)

    def raised(self, report_id: int) -> DifficultyRaised | None:
        """Return what a leader is to read; None if the report was taken back meanwhile."""
        report = self.work.reports.get(report_id)
        if report is None or report.undone_at is not None or report.reporter_id is None:
            return None
        line = self.projects.standing(self.projects.by_id(report.project_id))
        by = self.work.people.by_id(report.reporter_id).name
        return DifficultyRaised(line, report.difficulty or "", by)

    def _reported(self, person: Person, report_id: int) -> tuple[Report, Project]:
        report = self.work.reports.get(report_id)
        if report is None or report.undone_at is not None or not report.difficulty:
            raise OldButtonError
        project = self.projects.by_id(report.project_id)
        if person.id != report.reporter_id:
            require(person, Action.RAISE_DIFFICULTY, project)
        return report, project

    def _above(self, project: Project) -> list[Person]:
        ids = [duty.person_id for duty in project.leaders]
        if project.owner_head_id is not None:
            ids.append(project.owner_head_id)
        people = self.work.people.by_ids(ids)
        return [people[each] for each in dict.fromkeys(ids)]
