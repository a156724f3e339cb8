"""The ledger out: as JSON for programs, as a workbook for people."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from bot.clock import Clock
from bot.domain.deadlines import Mode, read_deadline
from bot.domain.errors import NotADateError
from bot.domain.ledger_rows import MASKED, ExtraColumn
from bot.domain.permissions import Action, tells_of_obstruction
from bot.domain.policies import Policy
from bot.domain.rates import Rate
from bot.domain.records import Person, Project, ReportLine
from bot.domain.terms import MilestoneKind, Status
from bot.papers.ledger_lines import ChangeLine, LedgerLine, LedgerPaper
from bot.services.access import may
from bot.services.ledger_changes import START_AS_WRITTEN, node
from bot.services.projects import Projects
from bot.services.trail_reasons import for_the_paper
from bot.texts.catalogue import Catalogue, catalogue
from bot.texts.messages import Document
from storage.trail import TrailLine
from storage.unit_of_work import Work

MOST_CHANGES = 500


class Exports:
    """Hands out what the store holds."""

    def __init__(self, work: Work, clock: Clock, policy: Policy, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.projects = projects

    def first_day(self, words: str) -> str | None:
        """Return the day from which on changes are wanted, None if nothing was written.

        Raises:
            NotADateError: It is no date.
        """
        if not words:
            return None
        reading = read_deadline(words, reference=self.clock.today(), mode=Mode.CELL)
        if reading.status is not Status.OK or reading.date is None:
            raise NotADateError(words)
        return reading.date.isoformat()

    def ledger(self, person: Person, since: date | None = None) -> Document:
        """Return the ledger workbook as it stands now, without phones *person* may not see.

        *since* is the first day whose changes are listed; without it they are the last ones.
        """
        from bot.papers.ledgers import render_ledger  # noqa: PLC0415 -- loads the writer

        paper = self.ledger_paper(person, since)
        return Document(
            data=render_ledger(paper),
            file_name=f"{paper.title}{self.clock.local():%Y%m%d}.xlsx",
            caption=paper.as_of,
        )

    def ledger_paper(self, person: Person, since: date | None = None) -> LedgerPaper:
        """Return what stands in the ledger workbook."""
        words = catalogue(person.language)
        batch = self.work.imports.last_applied()
        columns = batch.ledger["extra_columns"] if batch else []
        return LedgerPaper(
            title=words.say("ledger.title"),
            as_of=words.say("ledger.as_of", as_of=self.clock.local()),
            lines=self._lines(person, words),
            changes=self._changes(person, since, words),
            as_of_change=self.work.trail.count(),
            changes_title=words.say("ledger.changes", since=since),
            extra_columns=TypeAdapter(list[ExtraColumn]).validate_python(columns),
        )

    def _lines(self, person: Person, words: Catalogue) -> list[LedgerLine]:
        county = {each.id: each.name for each in self.work.people.in_county()}
        return [
            self._line(each, person, county.get(each.owner_line_leader_id or 0), words)
            for each in self.work.projects.all()
            if each.ended is None
        ]

    def _line(
        self, project: Project, person: Person, line_leader: str | None, words: Catalogue
    ) -> LedgerLine:
        line = self.projects.standing(project)
        milestone, reason = project.main_milestone, line.standing.reason
        responsible = project.responsible
        sees_phones = may(person, Action.SEE_PHONES, project)
        sees_all, last_report = (
            may(person, Action.SEE_OBSTRUCTION, project),
            self._last_report(project, words),
        )
        return LedgerLine(
            code=project.code,
            name=project.name,
            kind=project.kind,
            owner=project.owner,
            leaders=tuple(each.name for each in project.leaders),
            total_wan=project.total_wan,
            deadline=milestone.deadline,
            deadline_kind=milestone.kind,
            days_left=None if project.works_state.is_completed else line.days_left,
            light=line.standing.light,
            light_reason=words.plain(f"why.{reason.key}", line=line, why=reason),
            co_owners=project.co_owners,
            township=project.township,
            line_leaders=(line_leader,) if line_leader else (),
            person=responsible.name if responsible else None,
            phone=responsible.phone if responsible and sees_phones else None,
            plan_wan=project.plan_wan,
            done_year_wan=project.done_year_wan,
            cumulative_wan=project.cumulative_wan,
            start=_start(project),
            rate=_rate(project),
            works_state=words.say(f"works_state.{project.works_state}"),
            percent=None if project.percent is None else int(project.percent),
            last_report=last_report if sees_all else _masked(last_report),
            difficulty=project.difficulty if sees_all else _masked(project.difficulty),
            extra=tuple(
                (heading, text if sees_all else _masked(text) or "")
                for heading, text in project.extra
                if heading != START_AS_WRITTEN
            ),
        )

    def _last_report(self, project: Project, words: Catalogue) -> str | None:
        last = self._last_reports.get(project.id)
        if last is None:
            return None
        at = last.at.astimezone(self.clock.zone)
        return words.plain("ledger.report", at=at, report=last)

    @cached_property
    def _last_reports(self) -> dict[int, ReportLine]:
        """The last report of each project that still stands, asked of the store once."""
        return {each.project_id: each for each in self.work.reports.last_lines()}

    def _changes(self, person: Person, since: date | None, words: Catalogue) -> list[ChangeLine]:
        """Return the changes that *person* may see, their words masked as on the lines."""
        start = None if since is None else datetime.combine(since, time(), self.clock.zone)
        hidden = set() if may(person, Action.SEE_PHONES) else {"phone"}
        sees_all = may(person, Action.SEE_OBSTRUCTION)
        return [
            self._change(each, words, sees_all=sees_all)
            for each in self.work.trail.recent(MOST_CHANGES, start)
            if each.field not in hidden
        ]

    def _change(self, change: TrailLine, words: Catalogue, *, sees_all: bool) -> ChangeLine:
        at = change.at.astimezone(self.clock.zone)
        old, new, reason = (
            text if sees_all else _masked(text)
            for text in (change.old, change.new, for_the_paper(change.reason))
        )
        return ChangeLine(
            at=f"{at:%Y-%m-%d %H:%M}",
            code=change.code,
            name=change.project,
            what=words.plain("ledger.what", change=change),
            old=words.plain("ledger.value", change=change, value=old),
            new=words.plain("ledger.value", change=change, value=new),
            by=change.by,
            reason=reason or "",
        )

    def as_json(self) -> dict[str, Any]:
        """Return all projects with their reports; absent values are None, money is in 万元."""
        reports = self.work.reports.by_project()
        projects = self.work.projects.all()
        return {"projects": [self._project(each, reports[each.id]) for each in projects]}

    def _project(self, project: Project, reports: list[ReportLine]) -> dict[str, Any]:
        milestone = project.main_milestone
        responsible = project.responsible
        return {
            "code": project.code,
            "name": project.name,
            "kind": project.kind.value,
            "works_state": project.works_state.value,
            "procedure_step": project.procedure_step and project.procedure_step.value,
            "percent": _number(project.percent),
            "done_year_wan": _number(project.done_year_wan),
            "cumulative_wan": _number(project.cumulative_wan),
            "total_wan": _number(project.total_wan),
            "plan_wan": _number(project.plan_wan),
            "light": self.projects.standing(project).standing.light.value,
            "owner": project.owner,
            "person": responsible.name if responsible else None,
            "leaders": [each.name for each in project.leaders],
            "deadline": milestone.deadline.isoformat(),
            "deadline_kind": milestone.kind.value,
            "reports": [self._report(each) for each in reversed(reports)],
        }

    def _report(self, report: ReportLine) -> dict[str, Any]:
        return {
            "at": report.at.astimezone(self.clock.zone).isoformat(),
            "by": report.by,
            "text": report.text,
            "percent": _number(report.percent),
            "done_year_wan": _number(report.done_year_wan),
            "cumulative_wan": _number(report.cumulative_wan),
            "period_wan": _number(report.period_wan),
            "difficulty": report.difficulty,
            "new_date": report.new_date and report.new_date.isoformat(),
            "undone": report.undone,
        }


def _start(project: Project) -> date | None:
    """Return the start that the ledger names beside the deadline, awaited or not."""
    start, written = node(project, MilestoneKind.START), dict(project.extra).get(START_AS_WRITTEN)
    if start is not None and start is not project.main_milestone:
        return start.deadline
    return date.fromisoformat(written) if written else None


def _rate(project: Project) -> Decimal | None:
    """Return this year's investment by this year's plan; nothing where nothing was reported."""
    if project.done_year_wan is None or project.plan_wan is None:
        return None
    return Rate(project.done_year_wan, project.plan_wan).share


def _masked(text: str | None) -> str | None:
    """Return *text* unless it tells of works blocked by people."""
    return MASKED if text and tells_of_obstruction(text) else text


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
