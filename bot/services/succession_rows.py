"""What a project becomes, as it is stored: its nodes and people with it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.orders.projects import Part
from bot.domain.orders.sums import FIELDS
from bot.domain.records import DutyLine, MilestoneLine, Project
from bot.domain.successions import merged_kind, merged_state, merged_sum
from bot.domain.terms import Role
from bot.services.ledger_matches import name_key

TAKEN_OVER = (Role.LEADER, Role.RESPONSIBLE, Role.LIAISON)
"""Whose duties pass on with a project; line leaders come with the unit."""


def part_row(project: Project, part: Part, now: datetime) -> dict[str, Any]:
    """Return the record of one of the projects into which one is split."""
    sums = {field: part.sums.get(field) for field in FIELDS}
    return _row(project, part.name, now) | sums | _baselines(sums)


def merged_row(projects: Sequence[Project], name: str, now: datetime) -> dict[str, Any]:
    """Return the record of the project that several become."""
    sums = {field: merged_sum(projects, field) for field in FIELDS}
    baselines = {
        field: merged_sum(projects, field) for field in ("baseline_total_wan", "baseline_plan_wan")
    }
    kind = {"kind": merged_kind(projects), "works_state": merged_state(projects)}
    return _row(projects[0], name, now) | sums | baselines | kind


def _baselines(sums: dict[str, Any]) -> dict[str, Any]:
    return {"baseline_total_wan": sums["total_wan"], "baseline_plan_wan": sums["plan_wan"]}


def _row(project: Project, name: str, now: datetime) -> dict[str, Any]:
    return {
        "name": name,
        "name_key": name_key(name),
        "kind": project.kind,
        "owner_unit_id": project.owner_unit_id,
        "co_owners": list(project.co_owners),
        "township": project.township,
        "works_state": project.works_state,
        "state_verified": project.state_verified,
        "procedure_step": project.procedure_step,
        "created_at": now,
        "extra": dict(project.extra),
    }


def node_row(project_id: int, node: MilestoneLine, next_check: date) -> dict[str, Any]:
    """Return the record of a node that passes on: its first deadline stays what it was."""
    return {
        "project_id": project_id,
        "kind": node.kind,
        "name": node.name,
        "weight": node.weight,
        "baseline_deadline": node.baseline_deadline,
        "deadline": node.deadline,
        "deadline_revision": 0,
        "done_on": node.done_on,
        "next_check_on": None if node.done_on else next_check,
    }


def duty_row(project_id: int, duty: DutyLine, now: datetime, card_due_on: date) -> dict[str, Any]:
    """Return the record of a duty that passes on; its holder gets a card of the new project."""
    return {
        "project_id": project_id,
        "person_id": duty.person_id,
        "role": duty.role,
        "position": duty.position,
        "since": now,
        "card_due_on": card_due_on,
    }


def united_duties(projects: Iterable[Project]) -> list[DutyLine]:
    """Return the people of all, each once in each part, one responsible person among them."""
    duties: dict[tuple[int, Role], DutyLine] = {}
    for duty in (each for project in projects for each in project.duties):
        is_second = duty.role is Role.RESPONSIBLE and any(
            role is Role.RESPONSIBLE for _, role in duties
        )
        if not is_second:
            duties.setdefault((duty.person_id, duty.role), duty)
    return list(duties.values())
