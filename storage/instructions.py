"""What leaders asked of projects, and what was answered."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlmodel import Session

from storage.statements import table_of
from storage.tables import Instruction

_T = table_of(Instruction)
_OPEN = _T.c.answer_id.is_(None) & _T.c.answer.is_(None)


class Instructions:
    """Queries over instructions and nudges."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, values: dict[str, Any]) -> int:
        """Keep an instruction and return its number."""
        statement = insert(_T).values(**values).returning(_T.c.id)
        return int(self.session.execute(statement).scalar_one())

    def get(self, instruction_id: int) -> Instruction | None:
        """Return an instruction as it is stored."""
        return self.session.get(Instruction, instruction_id, populate_existing=True)

    def nudged_on(self, project_id: int, day: date) -> bool:
        """Say whether anybody urged a project on a day."""
        statement = select(_T.c.id).where(
            _T.c.project_id == project_id, _T.c.given_on == day, _T.c.words.is_(None)
        )
        return self.session.execute(statement).first() is not None

    def open_on(self, project_id: int) -> list[Instruction]:
        """Return what is still to be answered on a project, oldest first."""
        statement = select(Instruction).where(_T.c.project_id == project_id, _OPEN)
        return list(self.session.scalars(statement.order_by(_T.c.id)))

    def answer(self, ids: Collection[int], report_id: int) -> None:
        """Note the report that answers instructions."""
        self.session.execute(update(_T).where(_T.c.id.in_(ids)).values(answer_id=report_id))

    def answer_in_words(self, instruction_id: int, words: str, person_id: int) -> None:
        """Note the words that answer an instruction and are no report."""
        self.session.execute(
            update(_T)
            .where(_T.c.id == instruction_id)
            .values(answer=words, answered_by_id=person_id)
        )

    def reopen(self, report_id: int) -> None:
        """Open again what a report had answered that was taken back."""
        self.session.execute(update(_T).where(_T.c.answer_id == report_id).values(answer_id=None))

    def unanswered(self, before: date) -> list[Instruction]:
        """Return what should have been answered before a day and was not, oldest first."""
        statement = select(Instruction).where(_OPEN, _T.c.answer_by < before)
        return list(self.session.scalars(statement.order_by(_T.c.id)))
