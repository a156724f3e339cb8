"""Replies: read, asked back where in doubt, recorded with what they changed, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from pydantic import TypeAdapter

from bot.clock import Clock
from bot.domain.errors import (
    AlreadyRecordedError,
    AlreadyUndoneError,
    LaterReportError,
    NoProjectMeantError,
    OfficeReportsForOthersError,
)
from bot.domain.outcomes import (
    Ask,
    FieldChange,
    Kept,
    QuestionDropped,
    Receipt,
    ReportUndone,
)
from bot.domain.permissions import Action, scopes_of
from bot.domain.progress import Figures, doubt_about, figures_after, milestones_met, settled
from bot.domain.records import Person, Project, Source
from bot.domain.replies import (
    Asked,
    NewDateKind,
    ReplyFacts,
    ReplyPart,
    read_reply,
    split_reply,
)
from bot.domain.terms import Role, Status, WorksState
from bot.services.access import may, require
from bot.services.difficulties import Difficulties
from bot.services.projects import Projects
from bot.services.questions import Option, Questions
from storage.trail import Change
from storage.unit_of_work import Work

_FIGURES = TypeAdapter(Figures)
MOST_CHOICES = 8
FOR_ANOTHER = "代"
DESCRIBE = "describe_difficulty"
SAY_AGAIN = "say_again"
QUICK_ANSWERS = {
    "same": ("照旧", ReplyFacts(no_progress=True)),
    "started": ("已开工", ReplyFacts(works_state=WorksState.STARTED)),
    "done": ("完工", ReplyFacts(works_state=WorksState.COMPLETED, percent=Decimal(100))),
}
FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Telling:
    """How something was told: with which files, for whom, after which doubts were answered.

    `key` is what makes a tap the same tap although it came from two copies of a message.
    """

    evidence: tuple[str, ...] = ()
    for_office: bool = False
    settled_doubts: tuple[str, ...] = ()
    key: str | None = None


class Progress:
    """Takes what people tell of their projects into the ledger."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        projects: Projects,
        questions: Questions,
        difficulties: Difficulties,
    ) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.questions = questions
        self.difficulties = difficulties

    def hear(
        self,
        person: Person,
        text: str,
        source: Source,
        *,
        about: Sequence[int] = (),
        evidence: tuple[str, ...] = (),
    ) -> list[Receipt | Ask | Kept]:
        """Take in what a person wrote: progress, progress for another, or words for the office.

        A question that waits in the chat tells what the words are about, and is closed by them.
        """
        for_office = text.lstrip().startswith(FOR_ANOTHER)
        words = text.lstrip().removeprefix(FOR_ANOTHER).lstrip("报 ：:") if for_office else text
        told = Telling(evidence=evidence, for_office=for_office)
        if not for_office and not self._has_own(person):
            return [self._keep_words(person, text, source)]
        waiting = self.work.questions.open_in(source.chat_id or 0, self.clock.now())
        if waiting is not None and waiting.id is not None and not about:
            self.work.questions.close(waiting.id, self.clock.now())
            about = [waiting.project_id] if waiting.project_id else about
            if waiting.kind == DESCRIBE and about and not split_reply(words):
                return [self._record_difficulty(person, about[0], words, source, told)]
        return list(self.record_reply(person, words, source, about=about, told=told))

    def _record_difficulty(
        self, person: Person, project_id: int, words: str, source: Source, told: Telling
    ) -> Receipt | Ask:
        project, facts = self.projects.by_id(project_id), ReplyFacts(difficulty=words.strip())
        return self.record(person, project, facts, words, source, told)

    def _has_own(self, person: Person) -> bool:
        return person.holds(Role.OFFICE) or bool(scopes_of(person.roles, Action.REPORT))

    def _keep_words(self, person: Person, text: str, source: Source) -> Kept:
        """Keep what somebody who reports on nothing wrote; the office reads it."""
        self.questions.ask(person, None, "words", text, source, ())
        return Kept("words")

    def answer_quickly(
        self, person: Person, project_id: int, answer: str, source: Source, key: str | None
    ) -> Receipt | Ask:
        """Record one of the answers that need no typing, or ask which difficulty there is.

        Raises:
            AlreadyRecordedError: The same button of the same message was tapped before.
        """
        project = self.projects.by_id(project_id)
        told = Telling(key=key)
        self._require(person, project, told)
        if answer == "hard":
            return self._ask(person, project, DESCRIBE, "", source, (), told)
        words, facts = QUICK_ANSWERS[answer]
        return self.record(person, project, facts, words, source, told)

    def forget_message(self, person: Person, source: Source) -> None:
        """Take back what a message had told, before what it tells now is recorded."""
        if source.chat_id is None or source.message_id is None:
            return
        for report_id in self.work.reports.from_message(source.chat_id, source.message_id):
            self.undo(person, report_id, source)

    def record_reply(
        self,
        reporter: Person,
        text: str,
        source: Source,
        *,
        about: Sequence[int] = (),
        told: Telling = Telling(),
    ) -> list[Receipt | Ask]:
        """Record the progress told in *text*, a receipt or a question for each project named.

        *about* are the projects the answered message spoke of. What has no reading, or several,
        is stored as a question and asked back.

        Raises:
            ProjectNotFoundError: A code is none of a project.
            NotPermittedError: The reporter may not report on a project.
            NoProjectMeantError: No project is named and the reporter has none.
        """
        parts = split_reply(text) or (ReplyPart(None, text),)
        if reporter.holds(Role.OFFICE) and not told.for_office and not self._own(reporter):
            raise OfficeReportsForOthersError(parts[0].code)
        return [self._record_part(reporter, part, source, about, told) for part in parts]

    def _record_part(
        self,
        reporter: Person,
        part: ReplyPart,
        source: Source,
        about: Sequence[int],
        told: Telling,
    ) -> Receipt | Ask:
        project = self._project_meant(reporter, part, about)
        if project is None:
            return self._ask_which(reporter, part.text, source, about, told)
        return self._read_and_record(reporter, project, part.text, source, told)

    def _read_and_record(
        self, reporter: Person, project: Project, text: str, source: Source, told: Telling
    ) -> Receipt | Ask:
        """Read *text* as said of *project*, of whose percent alone a bare number can speak."""
        reading = read_reply(text, self.clock.today(), asked=Asked.PERCENT)
        if reading.status is Status.OK:
            return self.record(reporter, project, reading.facts, text, source, told)
        self._require(reporter, project, told)
        options = [Option(each.meaning, each.label, each.facts) for each in reading.options]
        reason = reading.reason or "unread"
        return self._ask(reporter, project, reason, text, source, options, told)

    def record(
        self,
        reporter: Person,
        project: Project,
        facts: ReplyFacts,
        text: str,
        source: Source,
        told: Telling,
    ) -> Receipt | Ask:
        """Record *facts* on *project*, or ask what must be asked before."""
        self._require(reporter, project, told)
        doubt = doubt_about(project, facts, told.settled_doubts)
        if doubt is not None:
            answered = (*told.settled_doubts, doubt.reason)
            options = [
                Option(each.meaning, each.label, each.facts, answered) for each in doubt.options
            ]
            return self._ask(reporter, project, doubt.reason, text, source, options, told)
        facts = settled(project, facts)
        report_id = self._store(reporter, project, facts, text, source, told)
        self.work.reminders.answered(project.id)
        if facts.difficulty and facts.coordinate:
            self.difficulties.send_on(reporter, report_id)
        return Receipt(
            report_id=report_id,
            line=self.projects.standing(self.projects.by_id(project.id)),
            changes=changes_between(Figures.of(project), figures_after(project, facts)),
            reporter=reporter.name,
            for_office=told.for_office,
            no_progress=facts.no_progress,
            difficulty=facts.difficulty,
            coordinating=facts.coordinate,
            new_date=facts.new_date,
            is_request=facts.new_date_kind is NewDateKind.REQUEST,
            evidence=len(told.evidence),
            asks_completed=facts.percent == FULL and facts.works_state is None,
        )

    def _store(
        self,
        reporter: Person,
        project: Project,
        facts: ReplyFacts,
        text: str,
        source: Source,
        told: Telling,
    ) -> int:
        key = told.key or f"message:{source.chat_id}:{source.message_id}"
        key = f"{key}:{project.id}"
        if self.work.reports.stands(key):
            raise AlreadyRecordedError
        before, after = Figures.of(project), figures_after(project, facts)
        now, today = self.clock.now(), self.clock.today()
        met = self.work.milestones.finish(project.id, milestones_met(after.works_state), today)
        report_id = self.work.reports.add(
            {
                "key": key,
                "project_id": project.id,
                "reporter_id": reporter.id,
                "for_office": told.for_office,
                "at": now,
                "text": text,
                "chat_id": source.chat_id,
                "message_id": source.message_id,
                "percent": facts.percent,
                "works_state": facts.works_state,
                "resumed": facts.resumed,
                "done_year_wan": _if_changed(before.done_year_wan, after.done_year_wan),
                "cumulative_wan": _if_changed(before.cumulative_wan, after.cumulative_wan),
                "period_wan": facts.period_wan,
                "difficulty": facts.difficulty,
                "new_date": facts.new_date,
                "no_progress": facts.no_progress,
                "evidence": list(told.evidence),
                "before": {
                    "figures": _FIGURES.dump_python(before, mode="json"),
                    "milestones": met,
                    "state_verified": project.state_verified,
                },
            }
        )
        verified = project.state_verified and before.works_state is after.works_state
        self._write(reporter, project, after, source, f"report {report_id}", verified)
        return report_id

    def _write(
        self,
        person: Person,
        project: Project,
        after: Figures,
        source: Source,
        reason: str,
        state_verified: bool,  # noqa: FBT001 -- a field like the others
    ) -> None:
        """Set the figures of *project*, each change a line of the trail."""
        changes = changes_between(Figures.of(project), after)
        now = self.clock.now()
        self.work.projects.change(
            project.id,
            reported_at=self.work.reports.last_instant(project.id),
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

    def undo(self, person: Person, report_id: int, source: Source) -> ReportUndone:
        """Take a report back: the figures are as before it, the report itself is kept.

        Raises:
            AlreadyUndoneError: It was taken back before.
            LaterReportError: A later report leans on it.
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
        self.work.milestones.reopen(report.before["milestones"], self.clock.today())
        before = _FIGURES.validate_python(report.before["figures"])
        verified = report.before["state_verified"]
        self._write(person, project, before, source, f"undo of report {report_id}", verified)
        line = self.projects.standing(self.projects.by_id(project.id))
        return ReportUndone(line, changes_between(Figures.of(project), before))

    def answer(
        self, person: Person, question_id: int, index: int | None, *, wants_other: bool = False
    ) -> Receipt | Ask | QuestionDropped:
        """Take the choice that was tapped; its question stays answered whoever taps again.

        Without an *index* nothing is recorded, and if the person *wants_other* they are asked
        to say it anew.
        """
        pending = self.questions.take(question_id, index)
        question, option = pending.question, pending.option
        project_id = option.project_id or question.project_id
        if wants_other and project_id is not None:
            project = self.projects.by_id(project_id)
            source = Source(question.chat_id, question.message_id)
            told = Telling(for_office=pending.for_office)
            return self._ask(person, project, SAY_AGAIN, question.words, source, (), told)
        if index is None or project_id is None:
            return QuestionDropped()
        project = self.projects.by_id(project_id)
        told = Telling(for_office=pending.for_office, settled_doubts=option.settled_doubts)
        said_in = Source(question.chat_id, question.message_id)
        if option.facts is None:
            return self._read_and_record(person, project, question.words, said_in, told)
        return self.record(person, project, option.facts, question.words, said_in, told)

    def _project_meant(
        self, reporter: Person, part: ReplyPart, about: Sequence[int]
    ) -> Project | None:
        """Return the project of a code, of the answered message, or the reporter's only one."""
        if part.code:
            return self.projects.find(part.code)
        if len(about) == 1:
            return self.projects.by_id(about[0])
        own = self._own(reporter)
        if not own:
            raise NoProjectMeantError
        return own[0] if len(own) == 1 else None

    def _own(self, reporter: Person) -> list[Project]:
        visible = self.projects.visible_to(reporter, Action.REPORT)
        return [each for each in visible if may(reporter, Action.REPORT, each)]

    def _ask_which(
        self, reporter: Person, text: str, source: Source, about: Sequence[int], told: Telling
    ) -> Ask:
        own = [each for each in self._own(reporter) if not about or each.id in about]
        options = [
            Option("project", f"{each.code} {each.name}", project_id=each.id)
            for each in own[:MOST_CHOICES]
        ]
        return self._ask(reporter, None, "which_project", text, source, options, told)

    def _ask(
        self,
        reporter: Person,
        project: Project | None,
        reason: str,
        text: str,
        source: Source,
        options: Sequence[Option],
        told: Telling,
    ) -> Ask:
        return self.questions.ask(
            reporter, project, reason, text, source, options, for_office=told.for_office
        )

    def _require(self, reporter: Person, project: Project, told: Telling) -> None:
        action = Action.REPORT_FOR_ANOTHER if told.for_office else Action.REPORT
        require(reporter, action, project)


def changes_between(before: Figures, after: Figures) -> tuple[FieldChange, ...]:
    """Return the figures that differ, old → new."""
    return tuple(
        FieldChange(field.name, old, new)
        for field in fields(Figures)
        if (old := getattr(before, field.name)) != (new := getattr(after, field.name))
    )


def _if_changed(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before == after else after
