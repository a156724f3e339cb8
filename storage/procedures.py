"""Permits on their way."""

from sqlalchemy import case, select, update
from sqlmodel import Session

from bot.domain.records import StepState
from bot.domain.terms import ProcedureStep
from storage.statements import insert_new, table_of
from storage.tables import Procedure

_T = table_of(Procedure)
_IN_ORDER = case({step.value: at for at, step in enumerate(ProcedureStep)}, value=_T.c.step)


class Procedures:
    """Queries over the steps of permits."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def of_project(self, project_id: int) -> list[StepState]:
        """Return what is told of a project's permits, in the required order."""
        statement = (
            select(_T.c.project_id, _T.c.step, _T.c.department, _T.c.since, _T.c.done_on)
            .where(_T.c.project_id == project_id)
            .order_by(_IN_ORDER)
        )
        return [StepState(*row) for row in self.session.execute(statement)]

    def put(self, state: StepState) -> None:
        """Keep a step as it is now, in place of what was told of it before."""
        values = {
            "department": state.department,
            "since": state.since,
            "done_on": state.done_on,
        }
        which = {"project_id": state.project_id, "step": state.step}
        statement = update(_T).where(_T.c.project_id == state.project_id, _T.c.step == state.step)
        if self.session.execute(statement.values(**values).returning(_T.c.id)).first() is None:
            self.session.execute(insert_new(self.session, Procedure).values(**which, **values))
