"""What a ledger file would change: which projects are new, and which it tells differently."""

import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.ledger_rows import (
    AS_WRITTEN,
    EXTRA,
    STANDARD_HEADINGS,
    Field,
    LedgerFile,
    LedgerRow,
    Reason,
    RejectedRow,
)
from bot.domain.outcomes import FieldChange
from bot.domain.records import MilestoneLine, Project
from bot.domain.terms import MilestoneKind, Role

START_AS_WRITTEN = STANDARD_HEADINGS[Field.START] + AS_WRITTEN
"""Where a start is kept that nobody waits for: works that have begun have no such node."""

# A project cannot do without the others; an empty phone is one that somebody may not see.
_MAY_BE_CLEARED = frozenset((Field.CO_OWNERS, Field.TOWNSHIP, Field.PERSON, Field.PLAN))


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
    `line_leaders` are who is in charge of each unit named: its last row in the file decides.
    """

    new: tuple[LedgerRow, ...]
    changed: tuple[ChangedRow, ...]
    unchanged: int
    missing: tuple[Project, ...]
    refused: tuple[RejectedRow, ...] = ()
    line_leaders: Mapping[str, str] = field(default_factory=dict)


def name_key(name: str) -> str:
    """Return what makes two names the same: compared after NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def compare(ledger: LedgerFile, projects: Iterable[Project], register: Register) -> Comparison:
    """Match the rows of *ledger* with *projects*, and tell what differs.

    A row is a project's by its code, else by its name and first owner.
    """
    matches = _Matches(projects, register.units)
    for row in ledger.accepted:
        matches.add(row)
    deciding = {row.owner: row for row in ledger.accepted if row.line_leaders}
    changed = []
    for project, row in matches.known:
        changes = differences(project, row, register.units, ledger.clears)
        if deciding.get(row.owner) is row:
            changes += _line_leader(row, register)
        if changes:
            changed.append(ChangedRow(project, row, changes))
    return Comparison(
        new=tuple(matches.new),
        changed=tuple(changed),
        unchanged=len(matches.known) - len(changed),
        missing=tuple(matches.missing()),
        refused=tuple(matches.refused),
        line_leaders={owner: row.line_leaders[0] for owner, row in deciding.items()},
    )


@dataclass
class _Matches:
    """Finds the project of each row; no project is found twice."""

    projects: Iterable[Project]
    units: Mapping[str, int]
    new: list[LedgerRow] = field(default_factory=list)
    known: list[tuple[Project, LedgerRow]] = field(default_factory=list)
    refused: list[RejectedRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_code = {each.code: each for each in self.projects}
        self._by_name = {
            (name_key(each.name), each.owner_unit_id): each for each in self._by_code.values()
        }
        self._taken: set[int] = set()

    def add(self, row: LedgerRow) -> None:
        """Put *row* into one of the lists."""
        by_name = self._by_name.get((name_key(row.name), self.units.get(row.owner, 0)))
        by_code = self._by_code.get(row.code or "")
        project = by_code or by_name
        if project is None:
            self.new.append(row)
        elif by_name not in {None, project}:
            self._refuse(row, Reason.OTHER_CODE)
        elif project.id in self._taken:
            self._refuse(row, Reason.DUPLICATE)
        else:
            self._taken.add(project.id)
            self.known.append((project, row))

    def missing(self) -> list[Project]:
        """Return the projects of which no row was found."""
        return [each for each in self._by_code.values() if each.id not in self._taken]

    def _refuse(self, row: LedgerRow, reason: Reason) -> None:
        self.refused.append(
            RejectedRow(row.row, row.name, reason, text=row.code or "", sheet=row.sheet)
        )


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
        told += [
            ("done_year_wan", project.done_year_wan, row.done_year_wan),
            ("cumulative_wan", project.cumulative_wan, row.cumulative_wan),
        ]
    return tuple(
        FieldChange(name, old, new)
        for name, old, new in [*told, *_extras(project, row, clears)]
        if old != new and (new not in (None, (), "") or (name in clears and _may_clear(name)))
    )


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
    old, new = dict(project.extra), dict(row.extra)
    if row.start is not None and node(project, MilestoneKind.START) is None:
        new[START_AS_WRITTEN] = row.start.isoformat()
    emptied = [heading for heading in old if heading not in new and EXTRA + heading in clears]
    return [(EXTRA + heading, old.get(heading), new.get(heading)) for heading in [*new, *emptied]]


def _line_leader(row: LedgerRow, register: Register) -> tuple[FieldChange, ...]:
    """Return whether *row* tells somebody else to be in charge of its unit."""
    old = register.line_leaders.get(register.units.get(row.owner, 0))
    if old == row.line_leaders[0]:
        return ()
    return (FieldChange("line_leaders", (old,) if old else (), row.line_leaders[:1]),)


def names_of(project: Project, role: Role) -> tuple[str, ...]:
    """Return who holds a duty on *project*, in the ledger's order."""
    return tuple(duty.name for duty in project.duties if duty.role is role)
