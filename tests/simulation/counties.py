"""The simulated county: 400 projects, their people, and how each of them is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event, insert

from bot.domain.terms import Kind, MilestoneKind, Role, WorksState
from storage.engine import open_engine
from storage.schema import bring_up_to_date
from storage.statements import table_of
from storage.tables import Duty, Milestone, Person, Project, RoleGrant, Unit
from storage.unit_of_work import Store

UNITS, LEADERS, LINE_LEADERS, CHIEFS, OFFICE = 20, 30, 5, 2, 2
FIRST_CHAT = 1000
"""The chat of a person is this more than their number."""
BEFORE = datetime(2019, 12, 1, tzinfo=UTC)


class Manner(StrEnum):
    """How an owner is with messages."""

    PROMPT = "prompt"
    LATE = "late"
    SILENT = "silent"
    BLOCKING = "blocking"
    AWAY = "away"
    UNLINKED = "unlinked"


# Of every ten owners; blocking and away ones are prompt while they are there.
MANNERS = (
    *(Manner.PROMPT,) * 4,
    *(Manner.LATE,) * 2,
    Manner.SILENT,
    Manner.BLOCKING,
    Manner.AWAY,
    Manner.UNLINKED,
)


@dataclass(frozen=True, slots=True)
class Size:
    """How large the county is; `singles` owners have one healthy project and no more."""

    projects: int = 400
    owners: int = 60
    singles: int = 5


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who, by number; owners with their manner."""

    owners: dict[int, Manner]
    singles: tuple[int, ...]
    leaders: tuple[int, ...]
    office: tuple[int, ...]


def chat_of(person_id: int) -> int:
    """Return the chat of a person."""
    return FIRST_CHAT + person_id


def build(path: Path, size: Size, first: date, luck: Random) -> tuple[Store, Cast]:
    """Return a store with the county as of its *first* day; it need not survive a power cut."""
    engine = open_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _careless(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    bring_up_to_date(engine)
    cast = _cast(size)
    with engine.begin() as connection:
        for table, rows in (
            (Unit, _units(size)),
            (Person, _people(size)),
            (RoleGrant, _roles(size)),
            (Project, _projects(size, luck)),
            (Duty, _duties(size, luck)),
            (Milestone, _milestones(size, first, luck)),
        ):
            connection.execute(insert(table_of(table)), list(rows))
    store = Store(engine)
    with store.begin() as work:
        work.duties.renew_line_leaders(BEFORE, first)
        for person in work.people.everybody():
            work.duties.aware(person.id, BEFORE)
    return store, cast


def _numbers(size: Size) -> dict[Role, range]:
    counts = {
        Role.RESPONSIBLE: size.owners + size.singles,
        Role.UNIT_HEAD: UNITS,
        Role.LEADER: LEADERS,
        Role.LINE_LEADER: LINE_LEADERS,
        Role.CHIEF: CHIEFS,
        Role.OFFICE: OFFICE,
    }
    numbers: dict[Role, range] = {}
    first = 1
    for role, count in counts.items():
        numbers[role] = range(first, first + count)
        first += count
    return numbers


def _cast(size: Size) -> Cast:
    numbers = _numbers(size)
    owners = {
        number: MANNERS[place % len(MANNERS)] if place < size.owners else Manner.PROMPT
        for place, number in enumerate(numbers[Role.RESPONSIBLE])
    }
    return Cast(
        owners,
        tuple(numbers[Role.RESPONSIBLE])[size.owners :],
        tuple(numbers[Role.LEADER]),
        tuple(numbers[Role.OFFICE]),
    )


def _people(size: Size) -> Iterator[dict[str, Any]]:
    owners = _cast(size).owners
    for role, numbers in _numbers(size).items():
        for place, number in enumerate(numbers):
            in_unit = role in {Role.RESPONSIBLE, Role.UNIT_HEAD}
            linked = owners.get(number) is not Manner.UNLINKED and number % 23
            yield {
                "id": number,
                "name": f"{role.value}{place}",
                "unit_id": place % UNITS + 1 if in_unit else None,
                "chat_id": chat_of(number) if linked else None,
                "language": "zh",
            }


def _units(size: Size) -> Iterator[dict[str, Any]]:
    numbers = _numbers(size)
    for place in range(UNITS):
        vacant = place == UNITS - 1
        yield {
            "id": place + 1,
            "name": f"单位{place}",
            "head_id": None if vacant else numbers[Role.UNIT_HEAD][place],
            "line_leader_id": numbers[Role.LINE_LEADER][place % LINE_LEADERS],
        }


def _roles(size: Size) -> Iterator[dict[str, Any]]:
    for role, numbers in _numbers(size).items():
        yield from ({"person_id": number, "role": role} for number in numbers)


def _owner_of(number: int, size: Size) -> int:
    """Return the place of a project's owner; the last projects are one owner's each."""
    single = number - (size.projects - size.singles)
    return size.owners + single if single >= 0 else number % size.owners


def _projects(size: Size, luck: Random) -> Iterator[dict[str, Any]]:
    for number in range(size.projects):
        kind = luck.choice((Kind.CONTINUED, Kind.CONTINUED, Kind.NEW))
        yield {
            "id": number + 1,
            "code": f"P{number + 1:02}",
            "name": f"项目{number + 1}",
            "name_key": f"项目{number + 1}",
            "kind": kind,
            "owner_unit_id": _owner_of(number, size) % UNITS + 1,
            "co_owners": [],
            "total_wan": 12_000,
            "plan_wan": 3_000,
            "works_state": WorksState.NOT_STARTED if kind is Kind.NEW else WorksState.STARTED,
            "created_at": BEFORE,
            "extra": {},
        }


def _duties(size: Size, luck: Random) -> Iterator[dict[str, Any]]:
    numbers = _numbers(size)
    for number in range(size.projects):
        owner = numbers[Role.RESPONSIBLE][_owner_of(number, size)]
        leader = luck.choice(numbers[Role.LEADER])
        for person_id, role in ((owner, Role.RESPONSIBLE), (leader, Role.LEADER)):
            yield {
                "project_id": number + 1,
                "person_id": person_id,
                "role": role,
                "since": BEFORE,
                "told_at": BEFORE,
                "aware_at": BEFORE,
            }


def _milestones(size: Size, first: date, luck: Random) -> Iterator[dict[str, Any]]:
    for number in range(size.projects):
        healthy = number >= size.projects - size.singles
        days = 540 if healthy else luck.randrange(5, 420)
        finish = first + timedelta(days)
        start = first + timedelta(days=luck.randrange(10, 200))
        nodes = [(MilestoneKind.FINISH, finish)]
        if not healthy and luck.random() < 0.4 and start < finish:
            nodes.append((MilestoneKind.START, start))
        for kind, deadline in nodes:
            yield {
                "project_id": number + 1,
                "kind": kind,
                "baseline_deadline": deadline,
                "deadline": deadline,
                "deadline_revision": 0,
                "next_check_on": first,
            }
