"""Who has which part in a project, from when to when, and who is aware of it.

A duty is held as long as it has no end; an ended one is history and asked for by no other query.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, exists, func, insert, select, update
from sqlmodel import Session

from bot.domain.rungs import Duty as RungDuty
from bot.domain.terms import Role
from storage.statements import insert_new_rows, literal, table_of
from storage.tables import Duty, Project, Unit

_T, _P, _U = table_of(Duty), table_of(Project), table_of(Unit)
HELD = _T.c.until.is_(None)
_LINE_LEADER = literal(Role.LINE_LEADER)


@dataclass(frozen=True, slots=True)
class Answerable(RungDuty):
    """Somebody who is to know how a project stands, and as what."""

    project_id: int


@dataclass(frozen=True, slots=True)
class HeldDuty:
    """A part in a project that a person holds."""

    id: int
    project_id: int
    role: Role
    position: int
    since: datetime


@dataclass(frozen=True, slots=True)
class OpenCard:
    """A duty whose holder has not tapped 知悉; *told_at* is when the first card arrived."""

    duty_id: int
    role: Role
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Renewed:
    """Duties that ended, and those that began with the project of each."""

    ended: list[int]
    begun: list[tuple[int, int]]


class Duties:
    """Queries over duties."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Give duties; those already held stay. Returns the numbers of the new ones."""
        return insert_new_rows(self.session, Duty, rows)

    def held_by(self, person_id: int) -> list[HeldDuty]:
        """Return what a person holds now, oldest first."""
        statement = (
            select(_T.c.id, _T.c.project_id, _T.c.role, _T.c.position, _T.c.since)
            .where(_T.c.person_id == person_id, HELD)
            .order_by(_T.c.id)
        )
        return [HeldDuty(*row) for row in self.session.execute(statement)]

    def end_at(self, duty_ids: Collection[int], instant: datetime) -> None:
        """End duties at an instant, but none before it began."""
        ends = bindparam("ends", instant, type_=_T.c.until.type)
        until = case((_T.c.since > ends, _T.c.since), else_=ends)
        self.session.execute(update(_T).where(_T.c.id.in_(duty_ids)).values(until=until))

    def end(
        self, project_id: int, role: Role, person_ids: Iterable[int], now: datetime
    ) -> list[int]:
        """End a part in a project that persons hold; return the numbers of what ended."""
        statement = (
            update(_T)
            .where(
                _T.c.project_id == project_id,
                _T.c.role == role,
                _T.c.person_id.in_(list(person_ids)),
                HELD,
            )
            .values(until=now)
            .returning(_T.c.id)
        )
        return list(self.session.execute(statement).scalars())

    def reopen(self, ids: Collection[int]) -> None:
        """Let duties that were ended by mistake be held again, as if they never ended."""
        self.session.execute(update(_T).where(_T.c.id.in_(ids)).values(until=None))

    def remove(self, ids: Collection[int]) -> None:
        """Take out duties that were given by mistake."""
        self.session.execute(delete(_T).where(_T.c.id.in_(ids)))

    def order(self, project_id: int, role: Role, person_ids: Sequence[int]) -> None:
        """Put those who share a part in a project in the order of the ledger."""
        for position, person_id in enumerate(person_ids):
            self.session.execute(
                update(_T)
                .where(
                    _T.c.project_id == project_id,
                    _T.c.role == role,
                    _T.c.person_id == person_id,
                    HELD,
                )
                .values(position=position)
            )

    def renew_line_leaders(self, now: datetime, card_due_on: date) -> Renewed:
        """Give 分管领导 of each unit a duty on all its projects, and end those of former ones.

        To be called after a unit, its line leader or the owner of a project has changed; asked
        twice, it adds nothing.
        """
        return Renewed(self._end_former(now), self._begin_present(now, card_due_on))

    def _end_former(self, now: datetime) -> list[int]:
        in_charge = (_U.c.id == _P.c.owner_unit_id) & (_P.c.id == _T.c.project_id)
        still = exists().where(in_charge, _U.c.line_leader_id == _T.c.person_id)
        statement = (
            update(_T)
            .where(_T.c.role == _LINE_LEADER, HELD, ~still)
            .values(until=now)
            .returning(_T.c.id)
        )
        return list(self.session.execute(statement).scalars())

    def _begin_present(self, now: datetime, card_due_on: date) -> list[tuple[int, int]]:
        given = exists().where(
            _T.c.project_id == _P.c.id,
            _T.c.person_id == _U.c.line_leader_id,
            _T.c.role == _LINE_LEADER,
            HELD,
        )
        lacking = (
            select(
                _P.c.id,
                _U.c.line_leader_id,
                _LINE_LEADER,
                bindparam("position", 0),
                bindparam("since", now, type_=_T.c.since.type),
                bindparam("card_due_on", card_due_on),
            )
            .join(_U, _U.c.id == _P.c.owner_unit_id)
            .where(_U.c.line_leader_id.is_not(None), ~given)
        )
        columns = ("project_id", "person_id", "role", "position", "since", "card_due_on")
        statement = insert(_T).from_select(columns, lacking).returning(_T.c.id, _T.c.project_id)
        return [(number, project) for number, project in self.session.execute(statement)]

    def ever_of(self, person_id: int) -> set[int]:
        """Return the projects on which a person holds a duty, or ever held one."""
        statement = select(_T.c.project_id).where(_T.c.person_id == person_id)
        return set(self.session.execute(statement).scalars())

    def answerable(self, project_ids: Collection[int]) -> list[Answerable]:
        """Return who answers for projects: holders of duties, then the heads of the owner units."""
        duties = (
            select(_T.c.project_id, _T.c.person_id, _T.c.role)
            .where(_T.c.project_id.in_(project_ids), HELD)
            .order_by(_T.c.project_id, _T.c.position, _T.c.id)
        )
        heads = (
            select(_P.c.id, _U.c.head_id, literal(Role.UNIT_HEAD))
            .join(_U, _U.c.id == _P.c.owner_unit_id)
            .where(_P.c.id.in_(project_ids), _U.c.head_id.is_not(None))
        )
        return [
            Answerable(person_id, Role(role), project_id)
            for statement in (duties, heads)
            for project_id, person_id, role in self.session.execute(statement)
        ]

    # being aware 知情

    def card_due(self, today: date) -> set[int]:
        """Return whose assignment card is to go out by *today*."""
        statement = select(_T.c.person_id).where(_T.c.card_due_on <= today, HELD).distinct()
        return set(self.session.execute(statement).scalars())

    def untold(self) -> set[int]:
        """Return who was never told of a project on which they hold a duty."""
        statement = (
            select(_T.c.person_id)
            .where(_T.c.card_due_on.is_not(None), _T.c.told_at.is_(None), HELD)
            .distinct()
        )
        return set(self.session.execute(statement).scalars())

    def open_cards(
        self, person_ids: Collection[int], project_ids: Collection[int]
    ) -> list[OpenCard]:
        """Return the duties of persons on projects of which they have not tapped 知悉."""
        statement = select(_T.c.id, _T.c.role, _T.c.told_at).where(
            _T.c.person_id.in_(person_ids),
            _T.c.project_id.in_(project_ids),
            _T.c.aware_at.is_(None),
            HELD,
        )
        return [OpenCard(*row) for row in self.session.execute(statement)]

    def told(self, duty_id: int, told_at: datetime, card_due_on: date | None) -> None:
        """Note when the first card of a duty arrived, and when the next is due."""
        self.session.execute(
            update(_T).where(_T.c.id == duty_id).values(told_at=told_at, card_due_on=card_due_on)
        )

    def aware(self, person_id: int, now: datetime, by_id: int | None = None) -> int:
        """Note 知悉 for all of a person's projects; return how many were new.

        *by_id* is the delegate who tapped for them: 代知悉.
        """
        self.session.execute(
            update(_T)
            .where(_T.c.person_id == person_id, _T.c.told_at.is_(None), HELD)
            .values(told_at=now)
        )
        return self.aware_of_told(person_id, now, by_id)

    def aware_of_told(self, person_id: int, now: datetime, by_id: int | None = None) -> int:
        """Note 知悉 for the projects a person was told of before; return how many were new.

        What they say is not theirs is for the office to settle first.
        """
        statement = (
            update(_T)
            .where(
                _T.c.person_id == person_id,
                _T.c.aware_at.is_(None),
                _T.c.told_at.is_not(None),
                _T.c.disputed_at.is_(None),
                HELD,
            )
            .values(aware_at=now, aware_by_id=by_id, card_due_on=None)
            .returning(_T.c.id)
        )
        return len(self.session.execute(statement).all())

    def counts(self) -> dict[int, int]:
        """Return on how many projects each person holds a duty."""
        statement = (
            select(_T.c.person_id, func.count(_T.c.project_id.distinct()))
            .where(HELD)
            .group_by(_T.c.person_id)
        )
        return {row[0]: row[1] for row in self.session.execute(statement)}

    def settle_dispute(self, person_id: int, project_id: int, card_due_on: date) -> None:
        """Note that a project is a person's after all: their card is due again."""
        self.session.execute(
            update(_T)
            .where(
                _T.c.person_id == person_id,
                _T.c.project_id == project_id,
                _T.c.disputed_at.is_not(None),
                HELD,
            )
            .values(disputed_at=None, card_due_on=card_due_on)
        )

    def disputed(self, person_ids: Collection[int], project_id: int, now: datetime) -> None:
        """Note that persons say a project is not theirs; they are not asked on until it is settled."""
        self.session.execute(
            update(_T)
            .where(_T.c.person_id.in_(person_ids), _T.c.project_id == project_id, HELD)
            .values(disputed_at=now, aware_at=None, card_due_on=None)
        )
