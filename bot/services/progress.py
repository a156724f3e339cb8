"""Progress taken into the ledger: whether it may be, what must be asked before, who hears of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.clock import Clock
from bot.domain.corrected import FACTS, Corrected, Topic, left_standing
from bot.domain.doubts import Already, Doubt, doubt_about, settled
from bot.domain.errors import AlreadyRecordedError, ProjectEndedError
from bot.domain.outcomes import (
    AnsweredInWords,
    Ask,
    DifficultyNoted,
    Receipt,
    ReportUndone,
)
from bot.domain.periods import Amount, first_day
from bot.domain.permissions import Action
from bot.domain.progress import Figures, changes_between
from bot.domain.records import Project
from bot.domain.replies import NewDateKind, ReplyFacts
from bot.domain.tellings import Telling
from bot.domain.terms import Period
from bot.services.access import require
from bot.services.deadlines import Deadlines
from bot.services.difficulties import RAISED, Difficulties
from bot.services.instructions import Instructions
from bot.services.moves import require_year
from bot.services.notices import Notices
from bot.services.projects import Projects
from bot.services.questions import Option, Questions
from bot.services.reports import Reports
from storage.tables import Report
from storage.unit_of_work import Work

FULL = Decimal(100)


class Progress:
    """Takes what people tell of their projects into the ledger."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        projects: Projects,
        reports: Reports,
        questions: Questions,
        difficulties: Difficulties,
        deadlines: Deadlines,
        notices: Notices,
        instructions: Instructions,
    ) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.reports = reports
        self.questions = questions
        self.difficulties = difficulties
        self.deadlines = deadlines
        self.notices = notices
        self.instructions = instructions

    def record(self, project: Project, facts: ReplyFacts, told: Telling) -> Receipt | Ask:
        """Record *facts* on *project*, or ask what must be asked before.

        What is corrected is taken back first, and stands again if there is something to ask.

        Raises:
            NotPermittedError: The teller may not report on the project.
            ProjectEndedError: The project has left the lists.
            AlreadyRecordedError: The same tap or message was recorded before.
            LaterReportError: A later report leans on what is corrected.
        """
        self.require(project, told)
        if project.ended is not None:
            raise ProjectEndedError(project.code, project.ended)
        with self.work.savepoint() as attempt:
            project, corrected = self._without_the_corrected(project, facts, told)
            if self.work.reports.stands(told.key_on(project)):
                raise AlreadyRecordedError
            already = self._already(project, facts, told)
            doubt = doubt_about(project, facts, already, told.settled_doubts)
            if doubt is not None:
                attempt.rollback()
        if doubt is not None:
            return self._ask(project, doubt, told)
        return self._record(project, settled(project, facts), told, corrected)

    def _without_the_corrected(
        self, project: Project, facts: ReplyFacts, told: Telling
    ) -> tuple[Project, Corrected]:
        """Take back those of the corrected reports that are on *project*; return it as it is then."""
        corrected = Corrected(Figures.of(project))
        reports = self.work.reports.standing(told.corrects, project.id)
        for report_id in reports:
            corrected = self._corrected(corrected.figures, report_id, facts, told)
            self.reports.undo(told.by, report_id, told.source, corrected.standing)
        return (self.projects.by_id(project.id) if reports else project), corrected

    def _corrected(
        self, figures: Figures, report_id: int, facts: ReplyFacts, told: Telling
    ) -> Corrected:
        """Return what stands of a report: nothing if its own message was edited."""
        report = self.work.reports.get(report_id)
        if report is None or report_id in self.reports.made_by(told.source):
            return Corrected(figures)
        standing = left_standing(facts, figures)
        kept = {name: getattr(report, name) for topic in standing for name in FACTS[topic]}
        return Corrected(figures, report_id, standing, kept, tuple(report.evidence))

    def _record(
        self, project: Project, facts: ReplyFacts, told: Telling, corrected: Corrected
    ) -> Receipt:
        is_completed = facts.works_state is not None and facts.works_state.is_completed
        is_unnamed = facts.difficulty_solved and not is_completed
        still_open = self.difficulties.count_unnamed(project) if is_unnamed else 0
        if still_open:  # which one is solved is not said
            facts = replace(facts, difficulty_solved=False)
        report_id, changed = self.reports.keep(project, facts, told, corrected)
        self._hand_over(corrected, report_id)
        noted = self._note_difficulty(project, facts, told, report_id)
        whole = corrected.completed(facts)
        ended = (
            self.difficulties.end_with_completion(
                told.by, project, report_id, besides=whole.difficulty
            )
            if is_completed
            else ()
        )
        answered_to = self.instructions.answered(
            told.by,
            project,
            report_id,
            for_office=told.for_office,
            in_reply_to=told.answers,
        )
        is_date_told = True
        if facts.new_date is not None and facts.new_date_kind is NewDateKind.REQUEST:
            require_year(project.code, told.text, facts.new_date, self.clock.today())
            is_date_told = self.deadlines.ask(told.by, project, facts, report_id, told.source)
        if "different_percent" in told.settled_doubts:
            self._tell_the_others(project, report_id, told)
        return Receipt(
            report_id=report_id,
            line=self.projects.standing(changed),
            changes=changes_between(corrected.figures, Figures.of(changed)),
            reporter=told.by.name,
            for_office=told.for_office,
            no_progress=facts.no_progress,
            difficulty=facts.difficulty or self._left_to_decide(report_id, corrected),
            coordinating=facts.coordinate,
            new_date=facts.new_date,
            is_request=facts.new_date_kind is NewDateKind.REQUEST,
            evidence=len(told.evidence),
            asks_completed=facts.percent == FULL and whole.works_state is None,
            unsummed_wan=facts.period_wan if changed.done_year_wan is None else None,
            noted=noted,
            is_date_told=is_date_told,
            open_difficulties=still_open,
            answered_to=answered_to,
            ended_difficulties=ended,
        )

    def _hand_over(self, corrected: Corrected, report_id: int) -> None:
        """Let a report stand for the difficulty and the request that it left standing."""
        old = corrected.report_id or 0
        if Topic.DIFFICULTY in corrected.standing:
            self.work.difficulties.hand_over(old, report_id)
        if Topic.DATE in corrected.standing:
            self.work.milestones.hand_over_requests(old, report_id)

    def _left_to_decide(self, report_id: int, corrected: Corrected) -> str | None:
        """Return the difficulty that a correction left and nobody has sent on yet."""
        is_left = Topic.DIFFICULTY in corrected.standing
        left = self.work.difficulties.of_report(report_id) if is_left else None
        return left.words if left is not None and left.state == RAISED else None

    def _note_difficulty(
        self, project: Project, facts: ReplyFacts, told: Telling, report_id: int
    ) -> DifficultyNoted | None:
        """Open or end the difficulty that a report tells of; return whom it went to."""
        if facts.difficulty:
            self.difficulties.raise_new(told.by, project, facts.difficulty, report_id)
        if facts.difficulty_solved:
            self.difficulties.solve_only(told.by, project, report_id)
        if facts.difficulty and facts.coordinate:
            return self.difficulties.send_on(told.by, report_id)
        return None

    def require(self, project: Project, told: Telling) -> None:
        """Return if who tells something may report on *project*.

        Raises:
            NotPermittedError: They may not.
        """
        action = Action.REPORT_FOR_ANOTHER if told.for_office else Action.REPORT
        require(told.by, action, project)

    def undo_the_rest(self, answers: Sequence[object], told: Telling) -> list[ReportUndone]:
        """Take back what is corrected on projects that are no longer spoken of.

        Not before all that is told now is recorded, as its *answers* say: until then nothing
        stands in its place.

        Raises:
            LaterReportError: A later report leans on what is corrected.
        """
        if not all(isinstance(each, Receipt | AnsweredInWords) for each in answers):
            return []
        left = self.work.reports.standing(told.corrects)
        return [self.reports.undo(told.by, each, told.source) for each in left]

    def _ask(self, project: Project, doubt: Doubt, told: Telling) -> Ask:
        answered = (*told.settled_doubts, doubt.reason)
        options = [
            Option(each.meaning, each.label, each.facts, answered) for each in doubt.options
        ]
        return self.questions.ask_teller(told, project, doubt.reason, options, about=doubt.about)

    def _already(self, project: Project, facts: ReplyFacts, told: Telling) -> Already:
        """Return what was told before of what *facts* speak of."""
        today = self.clock.today()
        since = first_day(Period.QUARTER, today) if facts.period else today
        reports = self.work.reports.standing_since(project.id, self.clock.midnight(since))
        percent, name = self._percent_of_another(reports, told)
        return Already(today, percent, name, tuple(self._amounts(reports)))

    def _percent_of_another(
        self, reports: Sequence[Report], told: Telling
    ) -> tuple[Decimal | None, str | None]:
        """Return today's latest percent and who told it, if it was not the teller themselves."""
        midnight = self.clock.midnight(self.clock.today())
        percents = (each for each in reports if each.percent is not None and each.at >= midnight)
        latest = next(percents, None)
        if latest is None or latest.reporter_id in {None, told.by.id}:
            return None, None
        return latest.percent, self.work.people.by_id(latest.reporter_id or 0).name

    def _amounts(self, reports: Iterable[Report]) -> Iterator[Amount]:
        for each in reports:
            wan = each.period_wan if each.counted_wan is None else each.counted_wan
            if each.period is not None and wan is not None:
                yield Amount(each.period, each.at.astimezone(self.clock.zone).date(), wan)

    def _tell_the_others(self, project: Project, report_id: int, told: Telling) -> None:
        """Let whoever told another percent today know which one stands."""
        since = self.clock.midnight(self.clock.today())
        reports = self.work.reports.standing_since(project.id, since)
        people = self.work.people.by_ids({each.reporter_id or 0 for each in reports})
        for person in people.values():
            if person.id == told.by.id:
                continue
            self.notices.notify(
                person,
                f"different_percent:{report_id}",
                {"kind": "different_percent", "project": project.id, "by": told.by.name},
                project.id,
            )
