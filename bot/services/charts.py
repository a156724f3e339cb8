"""The wall chart 挂图作战: how all that a person may see stands over the year, drawn."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from bot.clock import Clock
from bot.domain.outcomes import ProjectStanding
from bot.domain.permissions import Action, Scope, scopes_of
from bot.domain.policies import Policy
from bot.domain.records import MilestoneLine, Person, Project
from bot.domain.terms import Kind, MilestoneKind
from bot.papers.chart_lines import ChartFrame, ChartLine, ChartSheet, Node, ProjectSheet
from bot.services.access import may_read, require
from bot.services.projects import Projects
from bot.services.standings import worst_first
from bot.texts.catalogue import Catalogue, catalogue
from bot.texts.messages import Document
from storage.unit_of_work import Work

CHART_WORDS = (
    "red", "yellow", "green", "grey", "start", "finish", "reached", "late", "done", "expected", "today", "page",
    "nothing", "code", "name", "who", "gauge", "why", "timeline", "reports", "missing", "rest",
)  # fmt: skip
LAST_REPORTS = 4
LONGEST_REPORT = 90


class Charts:
    """Draws projects; the worst come first."""

    def __init__(self, work: Work, clock: Clock, policy: Policy, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.projects = projects

    def wall_chart_png(self, person: Person) -> Document:
        """Return the list of all that *person* may see as a picture."""
        from bot.papers.charts import render_wall_chart  # noqa: PLC0415 -- loads typst

        words = catalogue(person.language)
        data = render_wall_chart(self._frame(words), [self.county_sheet(person)], "png")
        return self._document(data, "chart.title", "png", words)

    def wall_chart_pdf(self, person: Person) -> Document:
        """Return the same to be printed: all of it."""
        from bot.papers.charts import render_wall_chart  # noqa: PLC0415 -- loads typst

        words = catalogue(person.language)
        data = render_wall_chart(self._frame(words), [self.county_sheet(person)], "pdf")
        return self._document(data, "chart.title", "pdf", words)

    def leader_charts(self, person: Person) -> Document:
        """Return a page a leader; somebody who does not see everything gets one of their own."""
        from bot.papers.charts import render_wall_chart  # noqa: PLC0415 -- loads typst

        words = catalogue(person.language)
        sheets = self.leader_sheets(person) or [self.county_sheet(person)]
        data = render_wall_chart(self._frame(words), sheets, "pdf", "a4")
        return self._document(data, "chart.leaders_title", "pdf", words)

    def project_charts(self, person: Person, project_id: int | None = None) -> Document:
        """Return a page a project, or the page of one."""
        from bot.papers.charts import render_project_sheets  # noqa: PLC0415 -- loads typst

        words = catalogue(person.language)
        sheets = self.project_sheets(person, project_id)
        data = render_project_sheets(self._frame(words), sheets)
        return self._document(data, "chart.projects_title", "pdf", words)

    def county_sheet(self, person: Person) -> ChartSheet:
        """Return all projects that *person* may see as one list."""
        words, lines = catalogue(person.language), self._lines(person)
        return self._list(lines, words, "chart.heading")

    def leader_sheets(self, person: Person) -> list[ChartSheet]:
        """Return a list a leader, none for somebody who does not see everything."""
        if Scope.EVERYTHING not in scopes_of(person.roles, Action.SEE_SUMMARY):
            return []
        words = catalogue(person.language)
        led: dict[tuple[int, str], list[ProjectStanding]] = {}
        for line in self._lines(person):
            for leader in line.project.leaders:
                led.setdefault((leader.person_id, leader.name), []).append(line)
        return [  # in the order in which the ledger names them first
            self._list(lines, words, "chart.leader_heading", name=name)
            for (_, name), lines in sorted(led.items())
        ]

    def _list(
        self, lines: Sequence[ProjectStanding], words: Catalogue, heading: str, **told: object
    ) -> ChartSheet:
        """Return a list below a heading that says of how many something was reported."""
        reported = sum(each.project.reported_at is not None for each in lines)
        return ChartSheet(
            words.plain(heading, count=len(lines), reported=reported, **told),
            [self._line(each, words) for each in lines],
        )

    def project_sheets(self, person: Person, project_id: int | None = None) -> list[ProjectSheet]:
        """Return a page for each project that *person* may see, or for one.

        Raises:
            NotPermittedError: That one is not for them.
        """
        words = catalogue(person.language)
        if project_id is None:
            return [self._sheet(line, person, words) for line in self._lines(person)]
        project = self.projects.by_id(project_id)
        require(person, Action.SEE_CARD, project)
        return [self._sheet(self.projects.standing(project), person, words)]

    def _document(self, data: bytes, title: str, suffix: str, words: Catalogue) -> Document:
        as_of = self.clock.local()
        name = f"{words.plain(title)}{as_of:%Y%m%d}.{suffix}"
        return Document(data, name, words.say("ledger.as_of", as_of=as_of))

    def _frame(self, words: Catalogue) -> ChartFrame:
        today = self.clock.today()
        months = [date(today.year, month, 1) for month in range(1, 13)]
        return ChartFrame(
            as_of=words.plain("ledger.as_of", as_of=self.clock.local()),
            months=[(words.plain(f"month.{each.month}"), _at(each, today)) for each in months],
            today=_at(today, today),
            words={key: words.plain(f"chart.{key}") for key in CHART_WORDS},
        )

    def _lines(self, person: Person) -> list[ProjectStanding]:
        projects = self.projects.visible_to(person, Action.SEE_SUMMARY)
        return worst_first(projects, self.clock.today(), self.policy)

    def _line(self, line: ProjectStanding, words: Catalogue) -> ChartLine:
        project, standing, today = line.project, line.standing, self.clock.today()
        begins, ends = _span(project, today)
        done = _share_done(project)
        return ChartLine(
            light=standing.light,
            code=project.code,
            name=_one_line(project.name),
            who=_one_line("　".join(filter(None, [project.owner, _name(project)]))),
            why=words.plain(f"gap.{standing.reason.key}", line=line, why=standing.reason),
            begins=begins,
            ends=ends,
            nodes=_nodes(project.milestones, today),
            done=None if done is None else float(done),
            done_text=words.plain("chart.rate", done=done, by_plan=bool(project.plan_wan)),
            expected=None if standing.expected is None else float(standing.expected),
        )

    def _sheet(self, line: ProjectStanding, person: Person, words: Catalogue) -> ProjectSheet:
        project, standing = line.project, line.standing
        facts = (
            ("heading.kind", words.plain(f"kind.{project.kind}")),
            ("field.works_state", words.plain(f"works_state.{project.works_state}")),
            ("field.percent", words.plain("chart.percent", percent=project.percent)),
            ("heading.total_wan", words.plain("chart.amount", amount=project.total_wan)),
            ("heading.plan_wan", words.plain("chart.amount", amount=project.plan_wan)),
            ("heading.done_year_wan", words.plain("chart.amount", amount=project.done_year_wan)),
            ("heading.cumulative_wan", words.plain("chart.amount", amount=project.cumulative_wan)),
            ("heading.owner", project.owner),
            ("heading.person", _name(project) or words.plain("chart.no_person")),
            (
                "heading.leaders",
                words.plain("word.comma").join(each.name for each in project.leaders),
            ),
        )
        return ProjectSheet(
            line=self._line(line, words),
            why=words.plain(f"why.{standing.reason.key}", line=line, why=standing.reason),
            gauge=words.plain("chart.gauge_heading", expected=standing.expected),
            difficulty=self._difficulty(project, person, words),
            facts=[(words.plain(key), _one_line(value)) for key, value in facts],
            nodes=[words.plain("chart.node", m=each) for each in project.milestones],
            reports=self._reports(project, person, words),
        )

    def _difficulty(self, project: Project, person: Person, words: Catalogue) -> str:
        told = project.difficulty
        if not told or not may_read(person, told, project):
            return ""
        return words.plain("chart.difficulty", difficulty=told, most=LONGEST_REPORT)

    def _reports(self, project: Project, person: Person, words: Catalogue) -> list[str]:
        return [
            words.plain(
                "chart.report",
                r=each,
                at=each.at.astimezone(self.clock.zone),
                most=LONGEST_REPORT,
            )
            for each in self.work.reports.lines(project.id, limit=LAST_REPORTS)
            if not each.undone and may_read(person, each.text, project)
        ]


def _name(project: Project) -> str:
    return project.responsible.name if project.responsible else ""


def _one_line(text: str) -> str:
    return text if text.isprintable() else " ".join(text.split())


def _share_done(project: Project) -> Decimal | None:
    """Return the share of the year's plan done, physical progress where there is no plan."""
    if project.plan_wan:
        done = project.done_year_wan
        return None if done is None else done / project.plan_wan
    return None if project.percent is None else project.percent / 100


def _span(project: Project, today: date) -> tuple[float, float]:
    """Return where the bar begins and ends.

    A finish that is overdue draws it on to today. Without a finish it goes from the start that was
    made to today; where nothing has begun either, there is none.
    """
    starts = [each for each in project.milestones if each.kind is MilestoneKind.START]
    ends = [each for each in project.milestones if each.kind is MilestoneKind.FINISH]
    has_begun = project.works_state.has_started
    if ends:
        last = max(ends, key=lambda each: each.deadline)
        end = max(last.deadline, today) if last.done_on is None else last.deadline
    elif has_begun:
        end = today
    else:
        return 0.0, 0.0
    is_older = project.kind is Kind.CONTINUED or not starts
    # Works that have begun did so by the day that was told, whatever day they were to.
    begins = 0.0 if is_older else _at(min(_begun(each) for each in starts), today)
    return min(begins, _at(end, today)), _at(end, today)


def _begun(start: MilestoneLine) -> date:
    return start.deadline if start.done_on is None else min(start.deadline, start.done_on)


def _nodes(milestones: Iterable[MilestoneLine], today: date) -> list[Node]:
    """Return the year's nodes, and those of earlier years that are still open: at its left edge."""
    return [
        Node(
            _at(_begun(each) if each.kind is MilestoneKind.START else each.deadline, today),
            each.kind,
            done=each.done_on is not None,
            late=each.done_on is None and each.deadline < today,
        )
        for each in milestones
        if each.deadline.year == today.year or (each.done_on is None and each.deadline < today)
    ]


def _at(day: date, today: date) -> float:
    """Return where a day stands in today's year, from 0 to 1."""
    begin, end = date(today.year, 1, 1), date(today.year + 1, 1, 1)
    return min(max((day - begin).days / (end - begin).days, 0.0), 1.0)
