"""The register of units: who heads each, who is in charge of it, and what it was called."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlmodel import Session

from bot.domain.terms import Role
from storage.statements import table_of
from storage.tables import Person, Project, Unit

_T = table_of(Unit)
_POSTS = {Role.UNIT_HEAD: _T.c.head_id, Role.LINE_LEADER: _T.c.line_leader_id}


@dataclass(frozen=True, slots=True)
class UnitPost:
    """A post over a unit that a person holds."""

    unit_id: int
    unit: str
    role: Role


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as the register has it."""

    name: str
    head: str | None
    head_phone: str | None
    line_leader: str | None
    line_leader_phone: str | None
    township: str | None


class Units:
    """Queries over units."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def lines(self) -> dict[int, UnitLine]:
        """Return every unit by its number, in the order of their names; former names are none."""
        head, leader = table_of(Person).alias(), table_of(Person).alias()
        statement = (
            select(
                _T.c.id, _T.c.name, head.c.name, head.c.phone, leader.c.name, leader.c.phone,
                _T.c.township,
            )
            .outerjoin(head, head.c.id == _T.c.head_id)
            .outerjoin(leader, leader.c.id == _T.c.line_leader_id)
            .where(_T.c.now_id.is_(None))
            .order_by(_T.c.name)
        )  # fmt: skip
        return {row[0]: UnitLine(*row[1:]) for row in self.session.execute(statement)}

    def owners(self) -> dict[str, int | None]:
        """Return the units that own projects on the lists, and who heads each, by their names."""
        projects = table_of(Project)
        owning = select(projects.c.owner_unit_id).where(projects.c.ended.is_(None))
        statement = select(_T.c.name, _T.c.head_id).where(_T.c.id.in_(owning)).order_by(_T.c.name)
        return {row.name: row.head_id for row in self.session.execute(statement)}

    def posts_of(self, person_id: int) -> list[UnitPost]:
        """Return the units that a person heads, then those they are in charge of."""
        return [
            UnitPost(row.id, row.name, role)
            for role, column in _POSTS.items()
            for row in self.session.execute(
                select(_T.c.id, _T.c.name).where(column == person_id).order_by(_T.c.name)
            )
        ]

    def holder(self, unit_id: int, role: Role) -> int | None:
        """Return who holds a post over a unit."""
        return self.session.execute(select(_POSTS[role]).where(_T.c.id == unit_id)).scalar()

    def give_post(self, unit_id: int, role: Role, person_id: int | None) -> None:
        """Let a person head a unit or be in charge of it; None leaves the post vacant."""
        self.session.execute(
            update(_T).where(_T.c.id == unit_id).values({_POSTS[role].name: person_id})
        )
