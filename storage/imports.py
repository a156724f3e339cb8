"""Files that came in: ledgers, and registers of units."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlmodel import Session

from storage.statements import table_of
from storage.tables import ImportBatch, ImportFile

_T, _F = table_of(ImportBatch), table_of(ImportFile)


class Imports:
    """Queries over files of one *kind*."""

    def __init__(self, session: Session, kind: str) -> None:
        self.session = session
        self.kind = kind

    def add(
        self, person_id: int | None, file_name: str, ledger: dict[str, Any], now: datetime
    ) -> int:
        """Keep what a file said until somebody decides; return its number."""
        statement = insert(_T).values(
            kind=self.kind,
            person_id=person_id,
            file_name=file_name,
            ledger=ledger,
            received_at=now,
            state="waiting",
            said={},
        )
        return int(self.session.execute(statement.returning(_T.c.id)).scalar_one())

    def get(self, batch_id: int) -> ImportBatch | None:
        """Return a file as it is stored."""
        statement = select(ImportBatch).where(_T.c.id == batch_id, _T.c.kind == self.kind)
        return self.session.scalars(statement).first()

    def move(self, batch_id: int, old: str, new: str, **values: object) -> bool:
        """Carry a file from one state to the next; False if it had left *old* already."""
        statement = (
            update(_T)
            .where(_T.c.id == batch_id, _T.c.kind == self.kind, _T.c.state == old)
            .values(state=new, **values)
            .returning(_T.c.id)
        )
        return self.session.execute(statement).first() is not None

    def change(self, batch_id: int, **values: object) -> None:
        """Change fields of a file's record."""
        self.session.execute(update(_T).where(_T.c.id == batch_id).values(**values))

    def last_applied(self) -> ImportBatch | None:
        """Return the file that was applied last and still stands."""
        statement = (
            select(ImportBatch)
            .where(_T.c.kind == self.kind, _T.c.state == "applied")
            .order_by(_T.c.id.desc())
            .limit(1)
        )
        return self.session.scalars(statement).first()

    def drop_waiting(self, person_id: int, now: datetime) -> None:
        """Put aside the files of a person that nobody has applied yet."""
        self.session.execute(
            update(_T)
            .where(_T.c.person_id == person_id, _T.c.state == "waiting")
            .values(state="cancelled", ended_at=now)
        )

    def undone_since(self, batch_id: int) -> list[ImportBatch]:
        """Return the later files that were applied and taken back, with what they did."""
        statement = select(ImportBatch).where(
            _T.c.kind == self.kind, _T.c.state == "undone", _T.c.id > batch_id
        )
        return list(self.session.scalars(statement))

    def keep_file(self, batch_id: int, data: bytes) -> None:
        """Keep the bytes of a file."""
        self.session.execute(insert(_F).values(import_id=batch_id, data=data))

    def file(self, batch_id: int) -> bytes | None:
        """Return the bytes of a file, None if they were not kept."""
        return self.session.execute(select(_F.c.data).where(_F.c.import_id == batch_id)).scalar()

    def to_complete(self) -> list[dict[str, Any]]:
        """Return the refused rows of the last applied file that wait in 待补登."""
        last = self.last_applied()
        return list((last.effects or {}).get("to_complete", ())) if last else []
