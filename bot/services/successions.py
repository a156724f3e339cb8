"""Projects renamed, withdrawn, split, merged and carried into the next year by the office."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from bot.clock import Clock
from bot.domain.codes import code_of
from bot.domain.errors import ProjectEndedError
from bot.domain.orders.projects import ProjectOrder, read_project_order
from bot.domain.outcomes import ProjectsChanged
from bot.domain.permissions import Action
from bot.domain.records import DutyLine, MilestoneLine, Project
from bot.domain.successions import (
    SPLIT_FROM,
    AlreadyCarriedError,
    LeftForOthersError,
    NameTakenError,
    NotEndedError,
    merged_nodes,
    require_sums,
    require_year,
)
from bot.domain.terms import Ending, Kind
from bot.services.access import require
from bot.services.lacks import Lack, OrderLine, doubted
from bot.services.ledger_matches import most_alike, name_key
from bot.services.notices import Notices
from bot.services.projects import Projects
from bot.services.succession_rows import (
    TAKEN_OVER,
    duty_row,
    merged_row,
    node_row,
    part_row,
    united_duties,
)
from storage.trail import CREATED, Change
from storage.unit_of_work import Work

SIMILAR_NAME = "order_similar_name"


class Successions:
    """Changes what is a project; the history of what was stays with what was."""

    def __init__(self, work: Work, clock: Clock, projects: Projects, notices: Notices) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.notices = notices

    def rename(self, order: OrderLine) -> ProjectsChanged | Lack:
        """Give a project another name.

        Raises:
            NotPermittedError: It is not the office.
            NameTakenError: Another project of the unit has it.
        """
        told, projects = self._read(order)
        if len(projects) != 1 or not told.body:
            return Lack("order_rename", projects[0] if projects else None)
        (project,) = projects
        doubt = self._doubt_of_name(order, told.body, project)
        if doubt is not None:
            return doubt
        self.work.projects.change(project.id, name=told.body, name_key=name_key(told.body))
        self._trail(
            order,
            [
                Change(
                    "project",
                    project.id,
                    "name",
                    project.name,
                    told.body,
                    project.id,
                    told.reason or None,
                )
            ],
        )
        return self._told("renamed", order, projects, [project.id])

    def withdraw(self, order: OrderLine) -> ProjectsChanged | Lack:
        """Let projects leave the lists, once the reason is told and the order confirmed."""
        told, projects = self._read(order)
        if not projects:
            return Lack("order_withdraw")
        reason = told.reason or told.body
        if not reason:
            return Lack("order_withdraw_reason", projects[0])
        if "order_withdraw_sure" not in order.settled:
            return doubted(order, "order_withdraw_sure", about=_names(projects))
        self._end(order, projects, Ending.WITHDRAWN, reason)
        return self._told("withdrawn", order, projects, [])

    def restore(self, order: OrderLine) -> ProjectsChanged | Lack:
        """Let a project that was withdrawn come back.

        Raises:
            NotEndedError: It never left.
            LeftForOthersError: It became others.
        """
        require(order.by, Action.CHANGE_PROJECT)
        told = read_project_order(order.text)
        if not told.codes:
            return Lack("order_restore")
        project = self.projects.find(told.codes[0])
        if project.ended is None:
            raise NotEndedError(project.code)
        if project.ended is not Ending.WITHDRAWN:
            became = tuple(self.work.successions.became(project.id))
            raise LeftForOthersError(project.code, became)
        self.work.successions.restore(project.id, self.clock.today())
        change = Change("project", project.id, "ended", project.ended, None, project.id)
        self._trail(order, [change])
        return self._told("restored", order, [project], [project.id])

    def split(self, order: OrderLine) -> ProjectsChanged | Lack:
        """Let one project become several, whose sums add up to its own.

        Raises:
            AmountsDifferError: They do not.
        """
        told, projects = self._read(order)
        if len(projects) != 1 or len(told.parts) < SPLIT_FROM:
            return Lack("order_split", projects[0] if projects else None)
        (project,) = projects
        require_sums(project, told.parts)
        if "order_split_sure" not in order.settled:
            about = "、".join(each.name for each in told.parts)
            return doubted(order, "order_split_sure", project, about)
        self._end(order, projects, Ending.SPLIT, order.text)
        rows = [part_row(project, each, self.clock.now()) for each in told.parts]
        children = self._enter(order, projects, rows, project.milestones, project.duties)
        return self._told("split", order, projects, children)

    def merge(self, order: OrderLine) -> ProjectsChanged | Lack:
        """Let several projects become one with the sums of all; its people are theirs."""
        told, projects = self._read(order)
        if len(projects) < SPLIT_FROM or not told.body:
            return Lack("order_merge", projects[0] if projects else None)
        doubt = self._doubt_of_name(order, told.body, *projects)
        if doubt is not None:
            return doubt
        if "order_merge_sure" not in order.settled:
            return doubted(order, "order_merge_sure", about=f"{_names(projects)} → {told.body}")
        self._end(order, projects, Ending.MERGED, order.text)
        row = merged_row(projects, told.body, self.clock.now())
        nodes, duties = merged_nodes(projects), united_duties(projects)
        children = self._enter(order, projects, [row], nodes, duties)
        return self._told("merged", order, projects, children)

    def carry(self, order: OrderLine) -> ProjectsChanged | Lack:
        """Carry a project into the present year: 续建, with a new plan and nothing done yet.

        Raises:
            NotYetError: The year has not begun.
            AlreadyCarriedError: It was carried before, or entered this year.
        """
        told, projects = self._read(order)
        if len(projects) != 1:
            return Lack("order_carry")
        (project,) = projects
        year = told.year or self.clock.today().year
        require_year(year, self.clock.today())
        if self._is_of(project, year):
            raise AlreadyCarriedError(project.code, year)
        if told.plan_wan is None:
            return Lack("order_carry_plan", project)
        self._carry(order, project, year, told)
        return self._told("carried", order, projects, [project.id])

    def _is_of(self, project: Project, year: int) -> bool:
        """Return whether the project's figures are those of *year*."""
        new_year = self.clock.midnight(date(year, 1, 1))
        return self.work.projects.entered_since(project.id, new_year) or self.work.trail.has(
            project.id, "carried", str(year)
        )

    def _carry(self, order: OrderLine, project: Project, year: int, told: ProjectOrder) -> None:
        has_begun = project.works_state.has_started
        values: dict[str, Any] = {
            "kind": Kind.CONTINUED if has_begun else project.kind,
            "plan_wan": told.plan_wan,
            "done_year_wan": None,
            "monthly_plan_wan": (),  # of the year that is over
        }
        changed = {key: each for key, each in values.items() if getattr(project, key) != each}
        baseline = {"baseline_plan_wan": told.plan_wan}
        self.work.projects.change(project.id, **values, **baseline)
        told_of = {"carried": (None, year)} | {
            field: (getattr(project, field), value) for field, value in changed.items()
        }
        self._trail(
            order,
            [
                Change("project", project.id, field, old, new, project.id, told.reason or None)
                for field, (old, new) in told_of.items()
            ],
        )

    def changed(self, what: str, before: Sequence[int], now: Sequence[int]) -> ProjectsChanged:
        """Return a change as all concerned read it."""
        lines = (self.projects.standing(self.projects.by_id(each)) for each in now)
        return ProjectsChanged(
            what, tuple(self.projects.by_id(each) for each in before), tuple(lines)
        )

    def _read(self, order: OrderLine) -> tuple[ProjectOrder, list[Project]]:
        """Return the order and the projects it names, all of them in the lists."""
        require(order.by, Action.CHANGE_PROJECT)
        told = read_project_order(order.text)
        projects = [self.projects.find(code) for code in told.codes]
        for each in projects:
            if each.ended is not None:
                raise ProjectEndedError(each.code, each.ended)
        return told, projects

    def _doubt_of_name(self, order: OrderLine, name: str, *own: Project) -> Lack | None:
        """Return the question whether a name much like another project's is meant."""
        others = {each.id: each for each in self.work.projects.all()}
        for each in own:
            others.pop(each.id, None)
        same = [
            each
            for each in others.values()
            if name_key(each.name) == name_key(name) and each.owner_unit_id == own[0].owner_unit_id
        ]
        if same:
            raise NameTakenError(name, same[0].code)
        alike = most_alike(name, list(others.values()))
        if alike is None or SIMILAR_NAME in order.settled:
            return None
        return doubted(order, SIMILAR_NAME, about=f"{alike.code} {alike.name}")

    def _end(
        self, order: OrderLine, projects: Sequence[Project], ending: Ending, reason: str
    ) -> None:
        ids = [each.id for each in projects]
        self.work.successions.end(ids, ending, self.clock.today())
        if ending is not Ending.WITHDRAWN:  # what comes of it may bear its name
            for each in projects:
                self.work.projects.change(each.id, name_key=f"{name_key(each.name)}#{each.id}")
        self._trail(
            order,
            [Change("project", number, "ended", None, ending, number, reason) for number in ids],
        )

    def _enter(
        self,
        order: OrderLine,
        parents: Sequence[Project],
        rows: Sequence[dict[str, Any]],
        nodes: Iterable[MilestoneLine],
        duties: Iterable[DutyLine],
    ) -> list[int]:
        """Enter what projects become, with their nodes and people; return the numbers."""
        last = max(int(code[1:]) for code in self.work.projects.codes())
        coded = [row | {"code": code_of(last + n)} for n, row in enumerate(rows, start=1)]
        children = self.work.projects.add_all(coded)
        self.work.successions.link([each.id for each in parents], children)
        tomorrow = self.clock.today() + timedelta(days=1)
        self.work.milestones.add_all(
            [node_row(child, node, tomorrow) for child in children for node in nodes]
        )
        now = self.clock.now()
        self.work.duties.add(
            [
                duty_row(child, duty, now, tomorrow)
                for child in children
                for duty in duties
                if duty.role in TAKEN_OVER
            ]
        )
        self.work.duties.renew_line_leaders(now, tomorrow)
        came_of = "、".join(each.code for each in parents)
        self._trail(
            order,
            [
                Change(
                    "project",
                    child,
                    CREATED,
                    None,
                    row["name"],
                    child,
                    f"{came_of} → {row['code']}",
                )
                for child, row in zip(children, coded, strict=True)
            ],
        )
        return children

    def _told(
        self, what: str, order: OrderLine, before: Sequence[Project], now: Sequence[int]
    ) -> ProjectsChanged:
        """Tell all concerned, once each, and return what the office reads."""
        ids = [each.id for each in before]
        concerned = {each.person_id for each in self.work.duties.answerable([*ids, *now])}
        message = {"kind": "projects_changed", "what": what, "before": ids, "now": list(now)}
        key = f"projects_changed:{what}:{ids[0]}:{self.clock.now().isoformat()}"
        for person in self.work.people.by_ids(concerned - {order.by.id}).values():
            self.notices.notify(person, key, message)
        return self.changed(what, ids, now)

    def _trail(self, order: OrderLine, changes: Sequence[Change]) -> None:
        self.work.trail.add(changes, self.clock.now(), order.by.id, order.source)


def _names(projects: Iterable[Project]) -> str:
    return "、".join(f"{each.code} {each.name}" for each in projects)
