"""Projects that leave the lists, and what they became."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Column, ColumnElement, insert, select, update
from sqlmodel import Session

from bot.domain.terms import Ending
from storage.statements import literal, table_of
from storage.tables import Descent, Duty, Milestone, Project, Reminder, ReminderState

_P, _M, _D = table_of(Project), table_of(Milestone), table_of(Duty)
_R, _T = table_of(Reminder), table_of(Descent)


class Successions:
    """Queries over projects that ended."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def end(self, ids: Collection[int], ending: Ending, day: date) -> None:
        """Let projects leave the lists: nothing more is planned for them, nobody is asked of them."""
        self.session.execute(update(_P).where(_P.c.id.in_(ids)).values(ended=ending, ended_on=day))
        self.session.execute(update(_M).where(_M.c.project_id.in_(ids)).values(next_check_on=None))
        self.session.execute(update(_D).where(_D.c.project_id.in_(ids)).values(card_due_on=None))
        self.session.execute(
            update(_R)
            .where(_R.c.project_id.in_(ids), _R.c.state == literal(ReminderState.PLANNED))
            .values(state=ReminderState.SUPERSEDED)
        )

    def restore(self, project_id: int, today: date) -> None:
        """Let a project come back; its open nodes are looked at today."""
        self.session.execute(
            update(_P).where(_P.c.id == project_id).values(ended=None, ended_on=None)
        )
        self.session.execute(
            update(_M)
            .where(_M.c.project_id == project_id, _M.c.done_on.is_(None))
            .values(next_check_on=today)
        )

    def link(self, parents: Collection[int], children: Collection[int]) -> None:
        """Keep which projects came of which."""
        rows = [{"parent_id": one, "child_id": other} for one in parents for other in children]
        self.session.execute(insert(_T), rows)

    def became(self, project_id: int) -> list[str]:
        """Return the codes of what a project became, in their order."""
        return self._codes(_T.c.parent_id == project_id, _T.c.child_id)

    def came_of(self, project_id: int) -> list[str]:
        """Return the codes of what a project came of."""
        return self._codes(_T.c.child_id == project_id, _T.c.parent_id)

    def _codes(self, condition: ColumnElement[bool], whose: Column[int]) -> list[str]:
        statement = select(_P.c.code).join(_T, whose == _P.c.id).where(condition)
        return list(self.session.execute(statement.order_by(_P.c.id)).scalars())
