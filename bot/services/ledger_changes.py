"""What a ledger file would change: which projects are new, and which it tells differently."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from bot.domain.ledger_rows import (
    AS_WRITTEN,
    EXTRA,
    MASKED,
    STANDARD_HEADINGS,
    Field,
    LedgerFile,
    LedgerRow,
    RejectedRow,
)
from bot.domain.outcomes import FieldChange
from bot.domain.records import MilestoneLine, Project
from bot.domain.terms import Kind, MilestoneKind, Role
from bot.services.ledger_matches import Matches, Similar, name_key
from storage.trail import TrailLine, as_kept

START_AS_WRITTEN = STANDARD_HEADINGS[Field.START] + AS_WRITTEN
"""Where a start is kept that nobody waits for: works that have begun have no such node."""

PLAN = frozenset((Field.TOTAL, Field.PLAN, Field.START, Field.DEADLINE))
"""The values of the plan: to change one needs a reason."""

# A project cannot do without the others; an empty phone is one that somebody may not see.
_MAY_BE_CLEARED = frozenset((Field.CO_OWNERS, Field.TOWNSHIP, Field.PERSON, Field.PLAN))


FieldOf = tuple[int, str]
"""A field of a project, by the project's number."""


@dataclass(frozen=True, slots=True)
class Register:
    """The units of the county: their numbers by name, and who is in charge of each."""

    units: Mapping[str, int]
    line_leaders: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that tells a known project differently."""

    project: Project
    row: LedgerRow
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file's accepted rows beside the ledger; *missing* projects are only named, never touched.

    `refused` are rows that cannot be matched: their code and their name speak of two projects.
    `similar` are new rows that may be a project of the ledger: somebody must say. `kept` rows still
    hold a value that was changed since, the first plan or that of an export: it stays as it is now.
    `line_leaders` are who is in charge of each unit named: its last row in the file decides.
    """

    new: tuple[LedgerRow, ...]
    changed: tuple[ChangedRow, ...]
    unchanged: int
    missing: tuple[Project, ...]
    refused: tuple[RejectedRow, ...] = ()
    line_leaders: Mapping[str, str] = field(default_factory=dict)
    similar: tuple[Similar, ...] = ()
    kept: int = 0

    @property
    def plan_changes(self) -> int:
        """How many values of the plan would be other than before: for that a reason is asked."""
        return sum(
            change.field in PLAN and change.old is not None
            for each in self.changed
            for change in each.changes
        )

    @property
    def fingerprint(self) -> str:
        """What differs if applying the file would do anything else."""
        told = (
            [(row.sheet, row.row) for row in self.new],
            [(each.project.id, each.changes) for each in self.changed],
            [(each.row, each.reason) for each in self.refused],
            [(each.position, each.project.id) for each in self.similar],
        )
        return sha256(repr(told).encode()).hexdigest()[:16]


def compare(
    ledger: LedgerFile,
    projects: Iterable[Project],
    register: Register,
    said: Mapping[int, int] | None = None,
    before: Mapping[FieldOf, str | None] | None = None,
) -> Comparison:
    """Match the rows of *ledger* with *projects*, and tell what differs.

    A row is a project's by its code, else by its name and first owner, else where somebody *said*
    so of the row at that position. *before* is what the fields said when the file was exported
    that have changed since: a cell that still says so tells nothing.
    """
    matches = Matches(projects, register.units, said or {})
    for position, row in enumerate(ledger.accepted):
        matches.add(position, row)
    deciding = {row.owner: row for row in ledger.accepted if row.line_leaders}
    changed, kept = [], 0
    for project, row in matches.known:
        told = differences(project, row, register.units, ledger.clears)
        changes = tuple(
            each
            for each in told
            if not _repeats_baseline(project, each, ledger)
            and not _repeats_export(project, each, before or {})
        )
        kept += len(changes) < len(told)
        if deciding.get(row.owner) is row:
            changes += _line_leader(row, register)
        if changes:
            changed.append(ChangedRow(project, row, changes))
    return Comparison(
        new=tuple(row for _, row in matches.new),
        changed=tuple(changed),
        unchanged=len(matches.known) - len(changed),
        missing=tuple(matches.missing()),
        refused=tuple(matches.refused),
        line_leaders={owner: row.line_leaders[0] for owner, row in deciding.items()},
        similar=tuple(matches.similar()),
        kept=kept,
    )


def _repeats_export(
    project: Project, change: FieldChange, before: Mapping[FieldOf, str | None]
) -> bool:
    """Return whether an export's cell was not edited, and only the ledger changed since."""
    key = project.id, change.field
    return key in before and before[key] == as_kept(change.new)


def _repeats_baseline(project: Project, change: FieldChange, ledger: LedgerFile) -> bool:
    """Return whether a file only repeats the first plan of what was changed since with reason.

    An export shows what holds now: to write the first plan over it is an edit.
    """
    if change.field not in PLAN or ledger.clears:
        return False
    start, finish = node(project, MilestoneKind.START), node(project, MilestoneKind.FINISH)
    baseline: dict[str, object] = {
        "total_wan": project.baseline_total_wan,
        "plan_wan": project.baseline_plan_wan,
        "start": start.baseline_deadline if start else None,
        "deadline": finish.baseline_deadline if finish else None,
    }
    return change.new == baseline[change.field]


def differences(
    project: Project, row: LedgerRow, units: Mapping[str, int], clears: Container[str] = ()
) -> tuple[FieldChange, ...]:
    """Return what *row* tells differently, old → new.

    What has been done is the ledger's to say only until the first report: from then on the
    store knows better than a file that was typed earlier. A cell left empty says nothing, unless
    it stands in a column of *clears*.
    """
    responsible = project.responsible
    is_renamed = name_key(project.name) != name_key(row.name)
    is_passed_on = units.get(row.owner) != project.owner_unit_id
    told: list[tuple[str, object, object]] = [
        ("name", project.name, row.name if is_renamed else project.name),
        ("kind", project.kind, row.kind),
        ("owner", project.owner, row.owner if is_passed_on else project.owner),
        ("total_wan", project.total_wan, row.total_wan),
        ("plan_wan", project.plan_wan, row.plan_wan),
        *_dates(project, row),
        ("leaders", names_of(project, Role.LEADER), row.leaders),
        ("person", responsible.name if responsible else None, row.person),
        ("phone", responsible.phone if responsible else None, row.phone),
        ("co_owners", project.co_owners, row.co_owners),
        ("township", project.township, row.township),
    ]
    if project.reported_at is None:
        done_year, cumulative = sums_of(row)
        told += [
            ("done_year_wan", project.done_year_wan, done_year),
            ("cumulative_wan", project.cumulative_wan, cumulative),
        ]
    return tuple(
        FieldChange(name, old, new)
        for name, old, new in [*told, *_extras(project, row, clears)]
        if old != new and (new not in (None, (), "") or (name in clears and _may_clear(name)))
    )


def sums_of(row: LedgerRow) -> tuple[Decimal | None, Decimal | None]:
    """Return what was done this year and since the start; of a new project both are the same."""
    if row.kind is not Kind.NEW:
        return row.done_year_wan, row.cumulative_wan
    done = row.cumulative_wan if row.done_year_wan is None else row.done_year_wan
    return done, done


def _may_clear(name: str) -> bool:
    return name in _MAY_BE_CLEARED or name.startswith(EXTRA)


def _dates(project: Project, row: LedgerRow) -> list[tuple[str, object, object]]:
    """Return what is said of the nodes: 完成时限 may hold a start (年内开工)."""
    start, finish = node(project, MilestoneKind.START), node(project, MilestoneKind.FINISH)
    told = {row.deadline_kind: row.deadline}
    if start is not None and row.start is not None:
        told.setdefault(MilestoneKind.START, row.start)
    return [
        (name, at.deadline if at else None, told.get(kind))
        for name, kind, at in (
            ("start", MilestoneKind.START, start),
            ("deadline", MilestoneKind.FINISH, finish),
        )
    ]


def node(project: Project, kind: MilestoneKind) -> MilestoneLine | None:
    """Return the node of *project* that is its start or its finish, None if it has none."""
    return next((each for each in project.milestones if each.kind is kind), None)


def _extras(
    project: Project, row: LedgerRow, clears: Container[str]
) -> list[tuple[str, object, object]]:
    """Return what the columns say that duban keeps without understanding them."""
    old = dict(project.extra)
    new = {heading: text for heading, text in row.extra if text != MASKED}
    if row.start is not None and node(project, MilestoneKind.START) is None:
        new[START_AS_WRITTEN] = row.start.isoformat()
    said = dict(row.extra)
    emptied = [heading for heading in old if heading not in said and EXTRA + heading in clears]
    return [(EXTRA + heading, old.get(heading), new.get(heading)) for heading in [*new, *emptied]]


def _line_leader(row: LedgerRow, register: Register) -> tuple[FieldChange, ...]:
    """Return whether *row* tells somebody else to be in charge of its unit."""
    old = register.line_leaders.get(register.units.get(row.owner, 0))
    if old == row.line_leaders[0]:
        return ()
    return (FieldChange("line_leaders", (old,) if old else (), row.line_leaders[:1]),)


def changed_since(
    lines: Iterable[TrailLine], projects: Iterable[Project]
) -> dict[FieldOf, str | None]:
    """Return what each changed field said before the first of these changes, newest first."""
    numbers = {each.code: each.id for each in projects}
    dates = {
        at.id: "start" if at.kind is MilestoneKind.START else "deadline"
        for each in projects
        for at in each.milestones
        if at.kind in {MilestoneKind.START, MilestoneKind.FINISH}
    }
    found: dict[FieldOf, str | None] = {}
    for line in lines:
        field = dates.get(line.entity_id, "") if line.entity == "milestone" else line.field
        found[numbers[line.code], field] = line.old
    return found


def names_of(project: Project, role: Role) -> tuple[str, ...]:
    """Return who holds a duty on *project*, in the ledger's order."""
    return tuple(duty.name for duty in project.duties if duty.role is role)
