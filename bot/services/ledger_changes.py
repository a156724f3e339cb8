"""What a ledger file would change: which projects are new, and which it tells differently."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.ledger_rows import LedgerRow
from bot.domain.outcomes import FieldChange
from bot.domain.records import Project
from bot.domain.terms import Role


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that tells a known project differently."""

    project: Project
    row: LedgerRow
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file's accepted rows beside the ledger; *missing* projects are only named, never touched."""

    new: tuple[LedgerRow, ...]
    changed: tuple[ChangedRow, ...]
    unchanged: int
    missing: tuple[Project, ...]


def name_key(name: str) -> str:
    """Return what makes two names the same: compared after NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def compare(
    rows: Sequence[LedgerRow], projects: Iterable[Project], units: Mapping[str, int]
) -> Comparison:
    """Match *rows* with *projects* by name and first owner, and tell what differs."""
    known = {(name_key(each.name), each.owner_unit_id): each for each in projects}
    new, changed, seen = [], [], set()
    for row in rows:
        key = (name_key(row.name), units.get(row.owner, 0))
        project = known.get(key)
        if project is None:
            new.append(row)
            continue
        seen.add(key)
        changes = differences(project, row)
        if changes:
            changed.append(ChangedRow(project, row, changes))
    return Comparison(
        new=tuple(new),
        changed=tuple(changed),
        unchanged=len(rows) - len(new) - len(changed),
        missing=tuple(project for key, project in known.items() if key not in seen),
    )


def differences(project: Project, row: LedgerRow) -> tuple[FieldChange, ...]:
    """Return what *row* tells differently, old → new.

    What has been done is the ledger's to say only until the first report: from then on the
    store knows better than a file that was typed earlier. A cell left empty says nothing.
    """
    responsible = project.responsible
    told: list[tuple[str, object, object]] = [
        ("kind", project.kind, row.kind),
        ("total_wan", project.total_wan, row.total_wan),
        ("plan_wan", project.plan_wan, row.plan_wan),
        ("deadline", project.main_milestone.deadline, row.deadline),
        ("leaders", names_of(project, Role.LEADER), row.leaders),
        ("person", responsible.name if responsible else None, row.person),
        ("phone", responsible.phone if responsible else None, row.phone),
        ("co_owners", project.co_owners, row.co_owners),
    ]
    if project.reported_at is None:
        told += [
            ("done_year_wan", project.done_year_wan, row.done_year_wan),
            ("cumulative_wan", project.cumulative_wan, row.cumulative_wan),
        ]
    return tuple(
        FieldChange(field, old, new) for field, old, new in told if new not in (None, (), old)
    )


def names_of(project: Project, role: Role) -> tuple[str, ...]:
    """Return who holds a duty on *project*, in the ledger's order."""
    return tuple(duty.name for duty in project.duties if duty.role is role)
