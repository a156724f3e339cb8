"""Overdue cases: who held which step when they were opened, and what happened at each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlmodel import Session

from bot.domain.escalations import Step
from storage.statements import insert_new_rows, table_of
from storage.tables import Escalation, Milestone, OverdueCase

_T, _E, _M = table_of(OverdueCase), table_of(Escalation), table_of(Milestone)


@dataclass(frozen=True, slots=True)
class ReleasableCase:
    """A case that has reached the chief's list and waits for the office to release it."""

    id: int
    milestone_id: int
    project_id: int
    deadline_revision: int
    deadline: date
    chain: dict[str, list[int]]


class Cases:
    """Queries over overdue cases and their steps."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def open(self, rows: Sequence[dict[str, Any]]) -> None:
        """Open cases with their chains; one that is open keeps the chain it was opened with."""
        insert_new_rows(self.session, OverdueCase, rows)

    def chains(self, milestone_ids: Collection[int]) -> dict[int, dict[Step, list[int]]]:
        """Return the chain of each node's case, of those that have one for their deadline."""
        statement = (
            select(_T.c.milestone_id, _T.c.chain)
            .join(_M, _M.c.id == _T.c.milestone_id)
            .where(
                _T.c.milestone_id.in_(milestone_ids),
                _T.c.deadline_revision == _M.c.deadline_revision,
            )
        )
        return {
            number: {Step(step): people for step, people in chain.items()}
            for number, chain in self.session.execute(statement)
        }

    def escalate(self, rows: Sequence[dict[str, Any]]) -> None:
        """Record what happened at steps of cases."""
        if rows:
            self.session.execute(insert(_E), rows)

    def steps_of_milestones(self, milestone_ids: Collection[int]) -> list[Escalation]:
        """Return the recorded steps of open cases: those of each node's present deadline."""
        return self._steps(
            _E.c.milestone_id.in_(milestone_ids),
            _E.c.deadline_revision == _M.c.deadline_revision,
        )

    def steps_of_project(self, project_id: int) -> list[Escalation]:
        """Return the recorded steps of all of a project's cases, oldest first."""
        return self._steps(_E.c.project_id == project_id)

    def _steps(self, *conditions: ColumnElement[bool]) -> list[Escalation]:
        statement = (
            select(Escalation)
            .join(_M, _M.c.id == _E.c.milestone_id)
            .where(*conditions)
            .order_by(_E.c.id)
        )
        return list(self.session.scalars(statement))

    # the chief's list

    def releasable(self) -> list[ReleasableCase]:
        """Return open cases that wait for the office to release them, longest overdue first."""
        reached = (
            select(_E.c.id)
            .where(
                _E.c.milestone_id == _T.c.milestone_id,
                _E.c.deadline_revision == _T.c.deadline_revision,
                _E.c.step == Step.CHIEF,
            )
            .exists()
        )
        statement = (
            select(
                _T.c.id, _T.c.milestone_id, _T.c.project_id, _T.c.deadline_revision, _M.c.deadline,
                _T.c.chain,
            )
            .join(_M, _M.c.id == _T.c.milestone_id)
            .where(
                _T.c.released_on.is_(None),
                _T.c.deadline_revision == _M.c.deadline_revision,
                _M.c.done_on.is_(None),
                reached,
            )
            .order_by(_M.c.deadline, _T.c.project_id)
        )  # fmt: skip
        return [ReleasableCase(*row) for row in self.session.execute(statement)]

    def release(self, case_id: int, person_id: int, today: date) -> bool:
        """Mark a case as released; False if it was before (the second tap of two)."""
        statement = (
            update(_T)
            .where(_T.c.id == case_id, _T.c.released_on.is_(None))
            .values(released_on=today, released_by=person_id)
            .returning(_T.c.id)
        )
        return self.session.execute(statement).first() is not None

    def forget(self, project_ids: Collection[int]) -> None:
        """Take out the cases of projects that an undone import had made."""
        self.session.execute(delete(_E).where(_E.c.project_id.in_(project_ids)))
        self.session.execute(delete(_T).where(_T.c.project_id.in_(project_ids)))
