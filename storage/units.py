"""The register of units: who heads each, who is in charge of it, and what it was called."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlmodel import Session

from bot.domain.terms import Role
from storage.statements import table_of
from storage.tables import Unit

_T = table_of(Unit)
_POSTS = {Role.UNIT_HEAD: _T.c.head_id, Role.LINE_LEADER: _T.c.line_leader_id}


@dataclass(frozen=True, slots=True)
class UnitPost:
    """A post over a unit that a person holds."""

    unit_id: int
    unit: str
    role: Role


class Units:
    """Queries over units."""

    def __init__(self, session: Session) -> None:
        self.session = session

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
