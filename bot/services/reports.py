"""Reports in the ledger: each kept with what it changed, and taken back to what was before it."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from pydantic import TypeAdapter

from bot.clock import Clock
from bot.domain.corrected import Corrected, Topic
from bot.domain.errors import AlreadyUndoneError, LaterReportError
from bot.domain.outcomes import ReportUndone
from bot.domain.permissions import Action
from bot.domain.progress import (
    Figures,
    changes_between,
    counted_of,
    milestones_lost,
    milestones_met,
    project_after,
)
from bot.domain.records import Person, Project, Source
from bot.domain.replies import ReplyFacts
from bot.domain.tellings import Telling
from bot.services.access import require
from bot.services.projects import Projects
from storage.trail import Change
from storage.unit_of_work import Work


class Reports:
    """Keeps reports and undoes them; a report that is undone stays, and counts no more."""

    def __init__(self, work: Work, clock: Clock, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects

    def made_by(self, source: Source) -> list[int]:
        """Return the standing reports that a message made."""
        if source.chat_id is None or source.message_id is None:
            return []
        return self.work.reports.from_message(source.chat_id, source.message_id)

    def keep(
        self, project: Project, facts: ReplyFacts, told: Telling, corrected: Corrected
    ) -> tuple[int, Project]:
        """Keep a report and what it changed; return its number and the project as it is now."""
        source = told.source
        before, after = Figures.of(project), corrected.figures_after(project, facts)
        facts = corrected.completed(facts)
        now, today = self.clock.now(), self.clock.today()
        met = self.work.milestones.finish(milestones_met(project, after.works_state), today)
        lost = milestones_lost(project, before.works_state, after.works_state)
        self.work.milestones.reopen([each.id for each in lost], today)
        retired = self.work.reminders.answered(project.id, overdue_too=not facts.no_progress)
        report_id = self.work.reports.add(
            {
                "key": told.key_on(project),
                "project_id": project.id,
                "reporter_id": told.by.id,
                "for_office": told.for_office,
                "at": now,
                "text": told.text,
                "chat_id": source.chat_id,
                "message_id": source.message_id,
                "percent": facts.percent,
                "works_state": facts.works_state,
                "resumed": facts.resumed,
                "done_year_wan": _if_changed(before.done_year_wan, after.done_year_wan),
                "cumulative_wan": _if_changed(before.cumulative_wan, after.cumulative_wan),
                "period": facts.period,
                "period_wan": facts.period_wan,
                "counted_wan": counted_of(facts),
                "difficulty": facts.difficulty,
                "new_date": facts.new_date,
                "no_progress": facts.no_progress,
                "evidence": [*corrected.evidence, *told.evidence],
                "before": {
                    "figures": _figures().dump_python(before, mode="json"),
                    "milestones": met,
                    "lost": [(each.id, str(each.done_on)) for each in lost],
                    "reminders": retired,
                    "state_verified": project.state_verified,
                },
            }
        )
        verified = project.state_verified and before.works_state is after.works_state
        self._write(told.by, project, after, source, f"report {report_id}", now, verified)
        return report_id, project_after(project, after, met, lost, now, today)

    def undo(
        self,
        person: Person,
        report_id: int,
        source: Source,
        standing: Collection[Topic] = frozenset(),
    ) -> ReportUndone:
        """Take a report back: the figures are as before it, the report itself is kept.

        The difficulty and the request that it made go with it, but for those left *standing*.

        Raises:
            AlreadyUndoneError: It was taken back before.
            LaterReportError: A later report leans on it.
            NotPermittedError: It is another's, whose reports the person may not take back.
        """
        report = self.work.reports.get(report_id)
        if report is None or report.undone_at is not None:
            raise AlreadyUndoneError
        project = self.projects.by_id(report.project_id)
        if person.id != report.reporter_id:
            require(person, Action.UNDO_REPORT, project)
        if self.work.reports.later_than(report):
            raise LaterReportError(project.code)
        self.work.reports.undo(report_id, self.clock.now())
        if Topic.DATE not in standing:
            self.work.milestones.withdraw_requests(report_id)
        if Topic.DIFFICULTY not in standing:
            self.work.difficulties.taken_back(report_id, self.clock.today())
        self.work.instructions.reopen(report_id)
        self.work.milestones.reopen(report.before["milestones"], self.clock.today())
        for node_id, done_on in report.before.get("lost", ()):
            self.work.milestones.finish([node_id], date.fromisoformat(done_on))
        self.work.reminders.plan_again(report.before.get("reminders", ()))
        before = _figures().validate_python(report.before["figures"])
        verified = report.before["state_verified"]
        last = self.work.reports.last_instant(project.id)
        reason = f"undo of report {report_id}"
        self._write(person, project, before, source, reason, last, verified)
        line = self.projects.standing(self.projects.by_id(project.id))
        return ReportUndone(line, changes_between(Figures.of(project), before))

    def _write(
        self,
        person: Person,
        project: Project,
        after: Figures,
        source: Source,
        reason: str,
        reported_at: datetime | None,
        state_verified: bool,  # noqa: FBT001 -- a field like the others
    ) -> None:
        """Set the figures of *project*, each change a line of the trail."""
        changes = changes_between(Figures.of(project), after)
        now = self.clock.now()
        self.work.projects.change(
            project.id,
            reported_at=reported_at,
            state_verified=state_verified,
            **{change.field: change.new for change in changes},
        )
        self.work.trail.add(
            (
                Change("project", project.id, each.field, each.old, each.new, project.id, reason)
                for each in changes
            ),
            now,
            person.id,
            source,
        )


@cache
def _figures() -> TypeAdapter[Figures]:
    return TypeAdapter(Figures)


def _if_changed(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before == after else after
