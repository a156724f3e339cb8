"""Persons, units, roles and invites."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, insert, or_, select, update
from sqlmodel import Session

from bot.domain.records import Person as PersonRecord
from bot.domain.terms import Role
from storage.absences import Absences
from storage.statements import insert_new_rows, table_of
from storage.tables import (
    Absence,
    Duty,
    Handover,
    Invite,
    Outbox,
    OutboxState,
    Person,
    Project,
    RoleGrant,
    Unit,
)

_P, _U, _R, _I = table_of(Person), table_of(Unit), table_of(RoleGrant), table_of(Invite)


_HERE = _P.c.now_id.is_(None)
_PEOPLE: Select[Any] = (  # made once: every update needs it
    select(_P, _U.c.name.label("unit"), _R.c.role)
    .select_from(_P)
    .outerjoin(_U, _U.c.id == _P.c.unit_id)
    .outerjoin(_R, _R.c.person_id == _P.c.id)
    .order_by(_P.c.id)
)
_IN_CHAT = _PEOPLE.where(_P.c.chat_id == bindparam("chat"))


class People:
    """Queries over persons and units."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def by_chat(self, chat_id: int) -> PersonRecord | None:
        """Return who is linked to a chat."""
        return next(iter(_records(self.session.execute(_IN_CHAT, {"chat": chat_id}))), None)

    def by_id(self, person_id: int) -> PersonRecord:
        """Return a person that is known to exist."""
        return self._records(_P.c.id == person_id)[0]

    def by_ids(self, ids: Collection[int]) -> dict[int, PersonRecord]:
        """Return persons by their numbers."""
        if not ids:
            return {}
        return {person.id: person for person in self._records(_P.c.id.in_(ids))}

    def by_name(self, name: str, unit: str | None = None) -> list[PersonRecord]:
        """Return all of a name, of one unit if it is given."""
        found = self._records(_P.c.name == name, _HERE)
        return [person for person in found if unit is None or person.unit == unit]

    def holding(self, *roles: Role) -> list[PersonRecord]:
        """Return who holds any of *roles*, oldest entry first."""
        holders = select(_R.c.person_id).where(_R.c.role.in_(roles))
        return self._records(_P.c.id.in_(holders))

    def linked(self) -> list[PersonRecord]:
        """Return everybody who can be written to."""
        return self._records(_P.c.chat_id.is_not(None), _P.c.unreachable_since.is_(None))

    def standing_in(self, day: date) -> dict[int, int]:
        """Return who stands in on *day* for each absent person for whom somebody does.

        The delegate gets the message, the principal keeps the record.
        """
        return Absences(self.session).standing_in(day)

    def not_linked(self) -> list[PersonRecord]:
        """Return everybody who holds a role and has not opened a chat with us."""
        return [each for each in self._records(_P.c.chat_id.is_(None)) if each.roles]

    def everybody(self) -> list[PersonRecord]:
        """Return all persons, oldest entry first."""
        return self._records(_HERE)

    def in_county(self) -> list[PersonRecord]:
        """Return those who belong to no unit: the county's leaders and offices."""
        return self._records(_P.c.unit_id.is_(None), _HERE)

    def unneeded(self, ids: Collection[int]) -> list[int]:
        """Return which of these persons are not linked and hold no duty, role or post."""
        held = (
            select(table_of(Duty).c.person_id),
            select(_R.c.person_id),
            select(table_of(Absence).c.person_id),
            select(table_of(Handover).c.from_id),
            select(_U.c.head_id).where(_U.c.head_id.is_not(None)),
            select(_U.c.line_leader_id).where(_U.c.line_leader_id.is_not(None)),
        )
        statement = select(_P.c.id).where(
            _P.c.id.in_(ids), _P.c.chat_id.is_(None), *(_P.c.id.not_in(each) for each in held)
        )
        return list(self.session.execute(statement).scalars())

    def _records(self, *conditions: ColumnElement[bool]) -> list[PersonRecord]:
        return _records(self.session.execute(_PEOPLE.where(*conditions)))

    def add(self, name: str, unit_id: int | None, phone: str | None = None) -> int:
        """Enter a person and return their number."""
        return self.add_all([{"name": name, "unit_id": unit_id, "phone": phone}])[0]

    def add_all(self, rows: list[dict[str, Any]]) -> list[int]:
        """Enter persons (name, unit_id, phone) and return their numbers in the same order."""
        if not rows:
            return []
        last = self.session.execute(select(func.coalesce(func.max(_P.c.id), 0))).scalar_one()
        # Asked back by name and unit: returned in order, SQLite would take them one by one.
        self.session.execute(insert(_P).values(language="zh"), rows)
        entered = select(_P.c.name, _P.c.unit_id, _P.c.id).where(_P.c.id > last).order_by(_P.c.id)
        numbers: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        for name, unit_id, number in self.session.execute(entered):
            numbers[name, unit_id].append(number)
        return [numbers[row["name"], row["unit_id"]].pop(0) for row in rows]

    def change(self, person_id: int, **values: object) -> None:
        """Change fields of a person."""
        self.session.execute(update(_P).where(_P.c.id == person_id).values(**values))

    def remove(self, ids: Collection[int]) -> None:
        """Take out persons whom nothing refers to any more."""
        self.session.execute(delete(_R).where(_R.c.person_id.in_(ids)))
        self.session.execute(delete(_I).where(_I.c.person_id.in_(ids)))
        self.session.execute(delete(_P).where(_P.c.id.in_(ids)))

    def grant(self, grants: Iterable[tuple[int, Role]]) -> list[int]:
        """Give roles; those already held stay. Returns the numbers of the new grants."""
        rows = [{"person_id": person_id, "role": role} for person_id, role in set(grants)]
        return insert_new_rows(self.session, RoleGrant, rows)

    def revoke_roles(self, person_id: int, roles: Collection[Role]) -> list[Role]:
        """Take roles from a person; return those that were held."""
        statement = (
            delete(_R)
            .where(_R.c.person_id == person_id, _R.c.role.in_(roles))
            .returning(_R.c.role)
        )
        return [Role(each) for each in self.session.execute(statement).scalars()]

    def revoke(self, grant_ids: Collection[int]) -> None:
        """Take grants back."""
        self.session.execute(delete(_R).where(_R.c.id.in_(grant_ids)))

    def waiting_for_answers(self) -> dict[int, datetime]:
        """Return since when each person was sent unprompted messages without a word in return."""
        sent = table_of(Outbox)
        statement = (
            select(_P.c.id, func.min(sent.c.sent_at))
            .join(_P, _P.c.id == sent.c.person_id)
            .where(
                sent.c.state == OutboxState.SENT,
                sent.c.render.is_not(None),
                or_(_P.c.heard_at.is_(None), sent.c.sent_at > _P.c.heard_at),
            )
            .group_by(_P.c.id)
        )
        return {row[0]: row[1] for row in self.session.execute(statement)}

    def unreachable(self, chat_id: int, since: datetime | None) -> int | None:
        """Mark whoever sits in a chat as unreachable, or as back (None); return their number."""
        statement = update(_P).where(_P.c.chat_id == chat_id).values(unreachable_since=since)
        return self.session.execute(statement.returning(_P.c.id)).scalar()

    def move_chat(self, old: int, new: int) -> None:
        """Follow a chat that migrated."""
        self.session.execute(update(_P).where(_P.c.chat_id == old).values(chat_id=new))

    # units

    def units(self) -> dict[str, int]:
        """Return the number of each unit by its name, and by each former name of it."""
        now = func.coalesce(_U.c.now_id, _U.c.id).label("now")
        rows = self.session.execute(select(_U.c.name, now)).all()
        return {row.name: row.now for row in rows}

    def line_leaders(self) -> dict[int, int | None]:
        """Return who in the county is in charge of each unit."""
        rows = self.session.execute(select(_U.c.id, _U.c.line_leader_id)).all()
        return {row.id: row.line_leader_id for row in rows}

    def add_units(self, names: list[str]) -> dict[str, int]:
        """Enter units and return their numbers by name."""
        statement = insert(_U).returning(_U.c.name, _U.c.id)
        rows = [{"name": name} for name in names]
        if not rows:
            return {}
        return {row.name: row.id for row in self.session.execute(statement, rows)}

    def change_unit(self, unit_id: int, **values: object) -> None:
        """Change fields of a unit."""
        self.session.execute(update(_U).where(_U.c.id == unit_id).values(**values))

    def remove_units(self, ids: Collection[int]) -> None:
        """Take out units that nothing refers to any more."""
        self.session.execute(delete(_U).where(_U.c.id.in_(ids)))

    def unneeded_units(self, ids: Collection[int]) -> list[int]:
        """Return which of these units own no project and have nobody in them."""
        statement = select(_U.c.id).where(
            _U.c.id.in_(ids),
            _U.c.id.not_in(select(table_of(Project).c.owner_unit_id)),
            _U.c.id.not_in(select(_P.c.unit_id).where(_P.c.unit_id.is_not(None))),
        )
        return list(self.session.execute(statement).scalars())

    # invites

    def add_invite(
        self, person_id: int, payload_hash: str, now: datetime, expires: datetime
    ) -> None:
        """Keep the hash of a new invite; an older one of the same person dies."""
        self.session.execute(
            update(_I)
            .where(_I.c.person_id == person_id, _I.c.ended_at.is_(None))
            .values(ended_at=now)
        )
        self.session.execute(
            insert(_I).values(person_id=person_id, payload_hash=payload_hash, expires_at=expires)
        )

    def redeem_invite(self, payload_hash: str, now: datetime) -> int | None:
        """Use up an invite and return whose it was; None if unknown, used or too old."""
        statement = (
            update(_I)
            .where(
                _I.c.payload_hash == payload_hash,
                _I.c.ended_at.is_(None),
                _I.c.expires_at > now,
            )
            .values(ended_at=now)
            .returning(_I.c.person_id)
        )
        return self.session.execute(statement).scalar()


def _records(found: Iterable[Any]) -> list[PersonRecord]:
    rows: dict[int, Any] = {}
    roles: dict[int, set[Role]] = {}
    for row in found:
        rows[row.id] = row
        roles.setdefault(row.id, set())
        if row.role is not None:
            roles[row.id].add(row.role)
    return [_record(row, roles[number]) for number, row in rows.items()]


def _record(row: Any, roles: set[Role]) -> PersonRecord:
    return PersonRecord(
        id=row.id,
        name=row.name,
        unit_id=row.unit_id,
        unit=row.unit,
        phone=row.phone,
        chat_id=row.chat_id,
        roles=frozenset(roles),
        language=row.language,
        unreachable=row.unreachable_since is not None,
        digest_at=time.fromisoformat(row.digest_at) if row.digest_at else None,
        zone=row.zone,
        rest_weekdays=tuple(row.rest_weekdays or ()),
        deputy_id=row.deputy_id,
        heard_at=row.heard_at,
    )
