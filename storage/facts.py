"""Single remembered values, and the lease that names the one process which plans and sends."""

from datetime import date, datetime

from sqlalchemy import or_, select, update
from sqlmodel import Session

from storage.statements import insert_new, table_of
from storage.tables import Fact, Lease

START_BY = "start_by"
"""The fact that remembers the day by which all new projects are to have begun."""

_T = table_of(Fact)


class Facts:
    """Queries over single values."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, name: str) -> str | None:
        """Return a remembered value, or None."""
        return self.session.execute(select(_T.c.value).where(_T.c.name == name)).scalar()

    def put(self, name: str, value: str) -> None:
        """Remember a value in place of the old one."""
        statement = update(_T).where(_T.c.name == name).values(value=value)
        if self.session.execute(statement.returning(_T.c.name)).first() is None:
            self.session.execute(insert_new(self.session, Fact), {"name": name, "value": value})

    def start_by(self) -> date | None:
        """Return the day by which all new projects are to have begun, None if none was set."""
        day = self.get(START_BY)
        return date.fromisoformat(day) if day else None

    def take_lease(
        self, name: str, holder: str, now: datetime, until: datetime, *, by_force: bool = False
    ) -> bool:
        """Take or renew a lease; False while another holds it. The database tells who won.

        By force is for SQLite, where only one process may run: the newest wins, and the
        former holder, if it still lives, can claim nothing any more.
        """
        lease = table_of(Lease)
        first = {"name": name, "holder": holder, "until": until}
        if self.session.execute(insert_new(self.session, Lease), first).first():
            return True
        free = or_(lease.c.holder == holder, lease.c.until < now)
        statement = update(lease).where(lease.c.name == name).values(holder=holder, until=until)
        if not by_force:
            statement = statement.where(free)
        return self.session.execute(statement.returning(lease.c.name)).first() is not None
