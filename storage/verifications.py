"""Starts and completions as reported, until the office has verified them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select, update
from sqlmodel import Session

from storage.statements import table_of
from storage.tables import Person, Project, Trail

_T, _P, _C = table_of(Project), table_of(Person), table_of(Trail)
_EVERY = _C.alias("every_change")


@dataclass(frozen=True, slots=True)
class StateTold:
    """A project whose state is not verified, and the change that told it, where there is one."""

    project_id: int
    change: int
    at: datetime | None
    by: str
    reason: str


class Verifications:
    """Queries over states that are as reported."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def waiting(self) -> list[StateTold]:
        """Return every state that waits to be verified, in the order of the projects."""
        last = (
            select(func.max(_EVERY.c.id))
            .where(_EVERY.c.project_id == _T.c.id, _EVERY.c.field == "works_state")
            .correlate(_T)
            .scalar_subquery()
        )
        statement = (
            select(
                _T.c.id, func.coalesce(_C.c.id, 0), _C.c.at, func.coalesce(_P.c.name, ""),
                func.coalesce(_C.c.reason, ""),
            )
            .select_from(_T)
            .outerjoin(_C, _C.c.id == last)
            .outerjoin(_P, _P.c.id == _C.c.person_id)
            .where(_T.c.state_verified.is_(False), _T.c.ended.is_(None))
            .order_by(_T.c.id)
        )  # fmt: skip
        return [StateTold(*row) for row in self.session.execute(statement)]

    def verified_by(self, first: int, last: int) -> list[int]:
        """Return the projects in the lists verified by the changes *first* to *last*, still so.

        Leaves out those whose state was told or corrected since, in the order of the projects.
        """
        since = exists().where(
            _EVERY.c.project_id == _T.c.id,
            _EVERY.c.id > last,
            _EVERY.c.field.in_(("works_state", "state_verified")),
        )
        statement = (
            select(_T.c.id)
            .join(_C, _C.c.project_id == _T.c.id)
            .where(
                _C.c.id.between(first, last), _C.c.field == "state_verified", _C.c.new == "True",
                _T.c.state_verified.is_(True), _T.c.ended.is_(None), ~since,
            )
            .order_by(_T.c.id)
        )  # fmt: skip
        return list(self.session.scalars(statement))

    def let_wait(self, project_ids: Collection[int]) -> None:
        """Note that the states of projects wait to be verified again."""
        statement = update(_T).where(_T.c.id.in_(project_ids)).values(state_verified=False)
        self.session.execute(statement)

    def verify(self, project_ids: Collection[int]) -> None:
        """Note that the states of projects are verified."""
        statement = update(_T).where(_T.c.id.in_(project_ids)).values(state_verified=True)
        self.session.execute(statement)
