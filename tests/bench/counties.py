"""Databases of any size: real tables, filled in bulk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.stub import FIRST_CHAT
from sqlalchemy import insert

from bot.clock import FrozenClock
from bot.domain.terms import Kind, MilestoneKind, Role, WorksState
from bot.settings import Settings
from storage.engine import open_engine
from storage.schema import bring_up_to_date
from storage.statements import table_of
from storage.tables import Duty, Milestone, Person, Project, RoleGrant, Unit
from storage.unit_of_work import Store

TODAY = date(2020, 5, 12)
NOW = datetime(2020, 5, 12, 2, tzinfo=UTC)
"""Ten in the morning of a Tuesday: a working day on which nobody owes a weekly report."""
EARLIER = datetime(2020, 4, 1, tzinfo=UTC)
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class County:
    """How much there is of everything; person *n* answers for project *n*, and sits in a chat.

    Attributes:
        projects: Projects, each with a responsible person and a leader.
        people: Responsible persons; a tenth as many are leaders.
        milestones: Open ones a project.
        due: Whether all must be looked at today; their deadlines are then two weeks away or less.
    """

    projects: int
    people: int
    milestones: int = 1
    due: bool = False

    @property
    def leaders(self) -> int:
        """Return how many leaders there are."""
        return max(1, self.people // 10)


def clock() -> FrozenClock:
    """Return a clock that stands at ten in the morning of the county's day."""
    return FrozenClock(NOW, Settings().timezone)


def build(path: Path, county: County) -> Store:
    """Return a store with a county whose people know of all their projects."""
    engine = open_engine(f"sqlite:///{path}")
    bring_up_to_date(engine)
    with engine.begin() as connection:
        for table, rows in (
            (Unit, iter([{"id": 1, "name": "县住建局"}])),
            (Person, _people(county)),
            (RoleGrant, _roles(county)),
            (Project, _projects(county)),
            (Duty, _duties(county)),
            (Milestone, _milestones(county)),
        ):
            for batch in _batches(rows):
                connection.execute(insert(table_of(table)), batch)
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Store(engine)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _people(county: County) -> Iterator[dict[str, Any]]:
    for number in range(county.people + county.leaders):
        responsible = number < county.people
        yield {
            "id": number + 1,
            "name": f"人{number}",
            "unit_id": 1 if responsible else None,
            "chat_id": FIRST_CHAT + number,
        }


def _roles(county: County) -> Iterator[dict[str, Any]]:
    for number in range(county.people + county.leaders):
        role = Role.RESPONSIBLE if number < county.people else Role.LEADER
        yield {"person_id": number + 1, "role": role}


def _projects(county: County) -> Iterator[dict[str, Any]]:
    for number in range(county.projects):
        yield {
            "id": number + 1,
            "code": f"P{number + 1:02}",
            "name": f"项目{number}",
            "name_key": f"项目{number}",
            "kind": Kind.CONTINUED,
            "owner_unit_id": 1,
            "co_owners": [],
            "total_wan": 12_000,
            "plan_wan": 3_000,
            "works_state": WorksState.STARTED,
            "created_at": EARLIER,
            "extra": {},
        }


def _duties(county: County) -> Iterator[dict[str, Any]]:
    for number in range(county.projects):
        responsible = number % county.people + 1
        leader = county.people + number % county.leaders + 1
        for person_id, role in ((responsible, Role.RESPONSIBLE), (leader, Role.LEADER)):
            yield {
                "project_id": number + 1,
                "person_id": person_id,
                "role": role,
                "since": EARLIER,
                "told_at": EARLIER,
            }


def _milestones(county: County) -> Iterator[dict[str, Any]]:
    for number in range(county.projects * county.milestones):
        days = number % 15 if county.due else 60 + number % 300
        deadline = TODAY + timedelta(days=days)
        yield {
            "project_id": number // county.milestones + 1,
            "kind": MilestoneKind.FINISH,
            "baseline_deadline": deadline,
            "deadline": deadline,
            "next_check_on": TODAY if county.due else deadline - timedelta(days=30),
        }
