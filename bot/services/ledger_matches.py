"""Which project a row of a ledger file speaks of: by its code, by its name, or as somebody said."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.ledger_rows import LedgerRow, Reason, RejectedRow
from bot.domain.records import Project

ALIKE = 75
"""Of 100: below it two names of projects share no more than words such as 建设项目."""

MOST_COMPARED = 2_000_000
"""Pairs of names compared at most, in about a second; a ledger with more of them is another one."""

NEW_PROJECT = 0
"""Stands for *a new project* where somebody said which project a row is."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A row that may be *project* under another name or owner; *position* is that in the file."""

    position: int
    row: LedgerRow
    project: Project


def name_key(name: str) -> str:
    """Return what makes two names the same: compared after NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@dataclass
class Matches:
    """Finds the project of each row; no project is found twice.

    `said` are the answers given for rows that are alike to a project, by their position: its
    number, or `NEW_PROJECT`.
    """

    projects: Iterable[Project]
    units: Mapping[str, int]
    said: Mapping[int, int] = field(default_factory=dict)
    new: list[tuple[int, LedgerRow]] = field(default_factory=list)
    known: list[tuple[Project, LedgerRow]] = field(default_factory=list)
    refused: list[RejectedRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_id = {each.id: each for each in self.projects}
        self._by_code = {each.code: each for each in self._by_id.values()}
        self._by_name = {
            (name_key(each.name), each.owner_unit_id): each for each in self._by_id.values()
        }
        self._taken: set[int] = set()

    def add(self, position: int, row: LedgerRow) -> None:
        """Put *row* into one of the lists."""
        by_name = self._by_name.get((name_key(row.name), self.units.get(row.owner, 0)))
        by_code = self._by_code.get(row.code or "")
        project = by_code or by_name or self._by_id.get(self.said.get(position, NEW_PROJECT))
        if project is None:
            self.new.append((position, row))
        elif by_name not in {None, project}:
            self._refuse(row, Reason.OTHER_CODE)
        elif project.id in self._taken:
            self._refuse(row, Reason.DUPLICATE)
        elif project.ended is not None:
            self._refuse(row, Reason.ENDED)
        else:
            self._taken.add(project.id)
            self.known.append((project, row))

    def missing(self) -> list[Project]:
        """Return the projects of which no row was found and that have not left the lists."""
        return [
            each
            for each in self._by_id.values()
            if each.id not in self._taken and each.ended is None
        ]

    def similar(self) -> list[Similar]:
        """Return the new rows of which nobody said yet that they are no project of the ledger."""
        missing = self.missing()
        asked = [(position, row) for position, row in self.new if position not in self.said]
        if len(asked) * len(missing) > MOST_COMPARED:
            return []
        found = ((position, row, most_alike(row.name, missing)) for position, row in asked)
        return [Similar(position, row, project) for position, row, project in found if project]

    def _refuse(self, row: LedgerRow, reason: Reason) -> None:
        self.refused.append(
            RejectedRow(row.row, row.name, reason, text=row.code or "", sheet=row.sheet)
        )


def most_alike(name: str, projects: Sequence[Project]) -> Project | None:
    """Return the project whose name is most alike to *name*, None if none is alike at all."""
    if not projects:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- loaded on first use

    names = [name_key(each.name) for each in projects]
    best = process.extractOne(name_key(name), names, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return projects[best[2]] if best else None
