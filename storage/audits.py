"""What the self-audit asks of the rung ledger, and what it found day by day."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, delete, insert, or_, select
from sqlmodel import Session

from bot.domain.audits import Difference, Finding
from storage.milestones import DueMilestone
from storage.statements import literal, table_of
from storage.tables import (
    Milestone,
    Outbox,
    OutboxState,
    Person,
    Project,
    Reminder,
    ReminderState,
    SelfAudit,
    Trail,
)
from storage.trail import CREATED, NODE

_A, _T, _M = table_of(SelfAudit), table_of(Reminder), table_of(Milestone)
_P, _O, _WHO = table_of(Project), table_of(Outbox), table_of(Person)
_TRAIL = table_of(Trail)


class RungKey(NamedTuple):
    """What makes a rung of the ledger the same rung."""

    milestone_id: int
    rung: int
    person_id: int


class LateRung(NamedTuple):
    """A rung that waits or is on its way although its day has come."""

    milestone_id: int
    code: str
    person_id: int
    person: str
    rung: int
    planned_on: date


class Audits:
    """Queries over what should have gone and what went."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def open_nodes(self, until: date, entered_before: datetime) -> list[tuple[DueMilestone, str]]:
        """Return open nodes with a deadline up to a day, and the codes of their projects.

        Those that were entered from an instant on are left out: they are first looked at the day
        after, so that a wrong import, undone in time, has told nobody.
        """
        since = _TRAIL.c.at >= entered_before
        projects = select(_TRAIL.c.entity_id).where(
            since, _TRAIL.c.entity == "project", _TRAIL.c.field == CREATED
        )
        nodes = select(_TRAIL.c.entity_id).where(
            since, _TRAIL.c.entity == "milestone", _TRAIL.c.field == NODE
        )
        statement = (
            select(
                _M.c.id, _M.c.project_id, _M.c.kind, _M.c.deadline, _M.c.deadline_revision,
                _P.c.watched_on.is_not(None), _P.c.code,
            )
            .join(_P, _P.c.id == _M.c.project_id)
            .where(
                _M.c.done_on.is_(None),
                _M.c.deadline <= until,
                _P.c.ended.is_(None),
                _M.c.project_id.not_in(projects),
                _M.c.id.not_in(nodes),
            )
            .order_by(_M.c.id)
        )  # fmt: skip
        return [(DueMilestone(*row[:-1]), row[-1]) for row in self.session.execute(statement)]

    def rungs_of_open_nodes(self) -> set[RungKey]:
        """Return which rungs the ledger knows of open nodes at their present deadline."""
        statement = (
            select(_T.c.milestone_id, _T.c.rung, _T.c.person_id)
            .join(_M, _M.c.id == _T.c.milestone_id)
            .where(_M.c.done_on.is_(None), _T.c.deadline_revision == _M.c.deadline_revision)
        )
        return {RungKey(*row) for row in self.session.execute(statement)}

    def waiting(self, today: date) -> list[LateRung]:
        """Return planned rungs that have come into force by *today*."""
        return self._rungs(
            _T.c.state == literal(ReminderState.PLANNED),
            _T.c.planned_on <= today,
            _M.c.done_on.is_(None),
            _T.c.deadline_revision == _M.c.deadline_revision,
        )

    def on_their_way(self, before: datetime) -> list[LateRung]:
        """Return rungs on their way in messages queued before an instant."""
        return self._rungs(
            _T.c.state == ReminderState.SENDING, _O.c.created_at < before, with_message=True
        )

    def unfounded(self, since: date) -> list[LateRung]:
        """Return rungs that count as sent although their message was not."""
        return self._rungs(
            _T.c.state.in_((ReminderState.SENT, ReminderState.SEEN)),
            _T.c.planned_on >= since,
            or_(_O.c.id.is_(None), _O.c.state != OutboxState.SENT),
            with_message=True,
        )

    def queued_on(self, keys: Sequence[str], before: datetime) -> dict[str, bool]:
        """Return which of these messages were queued, and whether they are settled or still fresh."""
        settled = or_(
            _O.c.state.in_((OutboxState.SENT, OutboxState.SKIPPED, OutboxState.DEAD)),
            _O.c.created_at >= before,
        )
        statement = select(_O.c.key, settled).where(_O.c.key.in_(keys))
        return {key: bool(is_settled) for key, is_settled in self.session.execute(statement)}

    def _rungs(
        self, *conditions: ColumnElement[bool], with_message: bool = False
    ) -> list[LateRung]:
        statement: Select[Any] = (
            select(
                _T.c.milestone_id, _P.c.code, _T.c.person_id, _WHO.c.name, _T.c.rung,
                _T.c.planned_on,
            )
            .join(_P, _P.c.id == _T.c.project_id)
            .join(_WHO, _WHO.c.id == _T.c.person_id)
            .join(_M, _M.c.id == _T.c.milestone_id)
        )  # fmt: skip
        if with_message:
            statement = statement.outerjoin(_O, _O.c.id == _T.c.outbox_id)
        return [LateRung(*row) for row in self.session.execute(statement.where(and_(*conditions)))]

    # what was found

    def last(self) -> tuple[date, list[Difference]] | None:
        """Return the last day that was audited and what was found, None before the first."""
        row = self.session.execute(
            select(_A.c.day, _A.c.differences).order_by(_A.c.day.desc()).limit(1)
        ).first()
        return (row.day, _read(row.differences)) if row else None

    def of_day(self, day: date) -> list[Difference]:
        """Return what was found on a day."""
        found = self.session.execute(select(_A.c.differences).where(_A.c.day == day)).scalar()
        return _read(found or [])

    def keep(self, day: date, checked: int, differences: Sequence[Difference]) -> None:
        """Keep what was found on a day, in place of an earlier look at it."""
        self.session.execute(delete(_A).where(_A.c.day == day))
        values = [asdict(each) for each in differences]
        self.session.execute(insert(_A).values(day=day, checked=checked, differences=values))


def _read(stored: Sequence[dict[str, Any]]) -> list[Difference]:
    return [Difference(**each | {"finding": Finding(each["finding"])}) for each in stored]
