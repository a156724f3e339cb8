"""One project entered straight into the store, for tests below the services."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from county import at

from bot.domain.terms import Kind, Light, MilestoneKind, Role, WorksState
from storage.unit_of_work import Work

ENTERED = at("2020-05-08")


@dataclass(frozen=True)
class Ledger:
    """The numbers of a project, its unit, its responsible person and its one node."""

    unit: int
    owner: int
    project: int
    milestone: int


def enter_project(work: Work) -> Ledger:
    """Enter 县城主街道建设项目 of 县住建局, carried out by 陈海平, to be finished by 31 August."""
    unit = work.people.add_units(["县住建局"])["县住建局"]
    owner = work.people.add("陈海平", unit, "13800000002")
    work.people.grant([(owner, Role.RESPONSIBLE)])
    (project,) = work.projects.add_all([project_row(unit, "P01", "县城主街道建设项目")])
    work.duties.add([duty(project, owner, Role.RESPONSIBLE)])
    work.milestones.add_all([node(project, date(2020, 8, 31), date(2020, 5, 9))])
    return Ledger(unit, owner, project, work.projects.all()[0].main_milestone.id)


def duty(project: int, person: int, role: Role) -> dict[str, object]:
    """Return a duty as it is stored."""
    part = {"project_id": project, "person_id": person, "role": role}
    return part | {"position": 0, "since": ENTERED, "card_due_on": date(2020, 5, 9)}


def node(project: int, deadline: date, next_check: date | None) -> dict[str, object]:
    """Return a finish milestone as it is stored."""
    return {
        "project_id": project,
        "kind": MilestoneKind.FINISH,
        "baseline_deadline": deadline,
        "deadline": deadline,
        "deadline_revision": 0,
        "next_check_on": next_check,
    }


def project_row(unit: int, code: str, name: str) -> dict[str, object]:
    """Return a 续建 project as it is stored."""
    return {
        "code": code,
        "name": name,
        "name_key": name,
        "kind": Kind.CONTINUED,
        "owner_unit_id": unit,
        "co_owners": [],
        "total_wan": Decimal(12600),
        "plan_wan": Decimal(7800),
        "works_state": WorksState.STARTED,
        "state_verified": True,
        "created_at": ENTERED,
        "extra": {},
    }


def standing_row(project: int, day: date, **values: object) -> dict[str, Any]:
    """Return a standing as it is stored, green but for *values*."""
    row = {
        "on": day,
        "project_id": project,
        "light": Light.GREEN,
        "reason": {"key": "on_track"},
        "due_soon": False,
        "progress": Light.GREEN,
        "done": Decimal("0.378205"),
        "expected": Decimal("0.352459"),
        "deviation_pp": Decimal("2.57"),
        "by_percent": False,
        "weeks_behind": 1,
        "weeks_red": 0,
        "kind": Kind.CONTINUED,
        "works_state": WorksState.STARTED,
        "state_verified": True,
        "has_reported": True,
        "start_due": False,
        "resumed": False,
        "in_statistics": False,
        "exempt": False,
        "total_wan": Decimal(12600),
        "plan_wan": Decimal(7800),
        "done_year_wan": Decimal("2950.5"),
        "cumulative_wan": None,
    }
    return row | values
