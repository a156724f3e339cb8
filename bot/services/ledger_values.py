"""What a row of a ledger file becomes in the store."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.ledger_rows import LedgerRow
from bot.domain.terms import Kind, MilestoneKind, Role, WorksState
from bot.services.ledger_changes import START_AS_WRITTEN, sums_of
from bot.services.ledger_matches import name_key

PersonKey = tuple[str, int | None]
"""A name and the unit it belongs to; leaders are names in the county."""


def project_values(row: LedgerRow, code: str, unit_id: int, now: datetime) -> dict[str, Any]:
    """Return the record of a new project."""
    done_year, cumulative = sums_of(row)
    return {
        "code": code,
        "name": row.name,
        "name_key": name_key(row.name),
        "kind": row.kind,
        "owner_unit_id": unit_id,
        "co_owners": list(row.co_owners),
        "township": row.township,
        "total_wan": row.total_wan,
        "plan_wan": row.plan_wan,
        "baseline_total_wan": row.total_wan,
        "baseline_plan_wan": row.plan_wan,
        "done_year_wan": done_year,
        "cumulative_wan": cumulative,
        "works_state": _first_state(row),
        "state_verified": True,
        "created_at": now,
        "extra": _extra(row),
    }


def milestone_values(
    project_id: int, row: LedgerRow, today: date, start_by: date | None = None
) -> list[dict[str, Any]]:
    """Return the records of a new project's nodes: its deadline, and the start of a new one.

    Of a project that has begun the start is done on the day that the ledger names, today at the
    latest: it was due, and it is counted. *start_by* is the day by which the office wants all new
    projects to have begun.
    """
    nodes = {row.deadline_kind: row.deadline}
    if _has_start(row) and row.start is not None:
        nodes = {MilestoneKind.START: row.start, **nodes}
    if start_by is not None and _is_to_begin(row) and start_by <= row.deadline:
        start = min(start_by, nodes.get(MilestoneKind.START, start_by))
        nodes = {**nodes, MilestoneKind.START: start}
    records = [node_values(project_id, kind, day, today) for kind, day in nodes.items()]
    if _first_state(row).has_started:
        for record in records:
            if record["kind"] is MilestoneKind.START:
                record |= {"done_on": min(record["deadline"], today), "next_check_on": None}
    return records


def node_values(project_id: int, kind: MilestoneKind, day: date, today: date) -> dict[str, Any]:
    """Return the record of a new node."""
    return {
        "project_id": project_id,
        "kind": kind,
        "baseline_deadline": day,
        "deadline": day,
        "deadline_revision": 0,
        "done_on": None,
        # Not before tomorrow: a wrong import, undone today, has told nobody.
        "next_check_on": today + timedelta(days=1),
    }


def roles_of(row: LedgerRow, units: Mapping[str, int]) -> list[tuple[Role, PersonKey]]:
    """Return whom a row names, and as what."""
    found: list[tuple[Role, PersonKey]] = [(Role.LEADER, (name, None)) for name in row.leaders]
    found += [(Role.LINE_LEADER, (name, None)) for name in row.line_leaders]
    if row.person:
        found.append((Role.RESPONSIBLE, person_key(row, units)))
    return found


def person_key(row: LedgerRow, units: Mapping[str, int]) -> PersonKey:
    """Return the responsible person of a row."""
    return row.person or "", units[row.owner]


def _extra(row: LedgerRow) -> dict[str, str]:
    """Return what is kept as it stands; the start of what was begun in earlier years is no node."""
    extra = dict(row.extra)
    if row.start is not None and not _has_start(row):
        extra[START_AS_WRITTEN] = row.start.isoformat()
    return extra


def _has_start(row: LedgerRow) -> bool:
    """Say whether a row names a start beside its deadline that is one of this year's plan."""
    return (
        row.kind is Kind.NEW
        and row.deadline_kind is not MilestoneKind.START
        and row.start is not None
        and row.start <= row.deadline
    )


def _is_to_begin(row: LedgerRow) -> bool:
    return row.kind is Kind.NEW and not (row.cumulative_wan or row.done_year_wan)


def _first_state(row: LedgerRow) -> WorksState:
    """Return the state that a row implies: 续建 was started in an earlier year by definition."""
    if row.kind is Kind.PREPARATORY:
        return WorksState.PRE
    begun = row.kind is Kind.CONTINUED or row.cumulative_wan or row.done_year_wan
    return WorksState.STARTED if begun else WorksState.NOT_STARTED


def as_told(row: LedgerRow) -> str:
    """Return what a row told of a new project, as the trail keeps it."""
    told = {
        "name": row.name,
        "kind": row.kind.value,
        "owner": row.owner,
        "person": row.person,
        "leaders": list(row.leaders),
        "total_wan": str(row.total_wan),
        "plan_wan": None if row.plan_wan is None else str(row.plan_wan),
        "deadline": row.deadline.isoformat(),
        "deadline_kind": row.deadline_kind.value,
    }
    return json.dumps(told, ensure_ascii=False)
