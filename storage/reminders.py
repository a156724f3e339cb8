"""The rung ledger: what was due to whom, and what became of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlmodel import Session

from bot.domain.rungs import Untold
from bot.domain.terms import Role
from storage.statements import insert_new_rows, literal, table_of
from storage.tables import (
    Milestone,
    Outbox,
    Person,
    Project,
    Reminder,
    ReminderState,
    Report,
    Snooze,
)

_T, _M, _S = table_of(Reminder), table_of(Milestone), table_of(Snooze)
_P, _O, _WHO = table_of(Project), table_of(Outbox), table_of(Person)
_REPORT = table_of(Report)
_PLANNED = literal(ReminderState.PLANNED)
_OUT = (ReminderState.SENDING, ReminderState.SENT, ReminderState.SEEN)
_UNDELIVERED = _T.c.state.in_((literal(ReminderState.FAILED), literal(ReminderState.SKIPPED)))
_OWNERS = (Role.RESPONSIBLE, Role.LIAISON)
_ANSWERED = (  # made once: every reply needs it
    update(_T)
    .where(
        _T.c.project_id == bindparam("project"),
        or_(_T.c.rung >= 0, _T.c.role.in_(bindparam("overdue_of", expanding=True))),
        or_(_T.c.state == _PLANNED, and_(_T.c.state.in_(_OUT), _T.c.role.in_(_OWNERS))),
    )
    .values(state=literal(ReminderState.ANSWERED))
    .returning(_T.c.id)
)


@dataclass(frozen=True, slots=True)
class PlannedReminder:
    """A reminder that waits for its person's next bundled message."""

    id: int
    milestone_id: int
    project_id: int
    rung: int
    role: Role
    person_id: int


class Reminders:
    """Queries over rungs; each is a row that moves from state to state and is never taken out."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def plan(self, rows: Sequence[dict[str, Any]]) -> int:
        """Enter rungs that are in force; those already there stay. Returns how many were new."""
        return len(insert_new_rows(self.session, Reminder, rows))

    def supersede(self, milestone_ids: Collection[int]) -> None:
        """Retire planned rungs of nodes for whose person a later one has come."""
        later = _T.alias("later")
        came = (
            select(later.c.id)
            .where(
                later.c.milestone_id == _T.c.milestone_id,
                later.c.person_id == _T.c.person_id,
                or_(
                    later.c.planned_on > _T.c.planned_on,
                    and_(later.c.planned_on == _T.c.planned_on, later.c.rung < _T.c.rung),
                ),
            )
            .exists()
        )
        self.session.execute(
            update(_T)
            .where(_T.c.milestone_id.in_(milestone_ids), _T.c.state == _PLANNED, came)
            .values(state=ReminderState.SUPERSEDED)
        )

    def supersede_settled(self) -> None:
        """Retire planned rungs of nodes that were reached, or whose deadline was moved."""
        settled = (
            select(_M.c.id)
            .where(
                _M.c.id == _T.c.milestone_id,
                or_(_M.c.done_on.is_not(None), _M.c.deadline_revision != _T.c.deadline_revision),
            )
            .exists()
        )
        self.session.execute(
            update(_T)
            .where(_T.c.state == _PLANNED, settled)
            .values(state=ReminderState.SUPERSEDED)
        )

    def planned_for(self, person_ids: Collection[int], today: date) -> list[PlannedReminder]:
        """Return what persons are to be reminded of, most overdue first."""
        statement = (
            select(
                _T.c.id, _T.c.milestone_id, _T.c.project_id, _T.c.rung, _T.c.role, _T.c.person_id
            )
            .join(_M, _M.c.id == _T.c.milestone_id)
            .where(
                _T.c.person_id.in_(person_ids),
                _T.c.state == _PLANNED,
                _T.c.deadline_revision == _M.c.deadline_revision,
                _M.c.done_on.is_(None),
                ~_is_snoozed(today),
            )
            .order_by(_M.c.deadline, _T.c.project_id)
        )  # fmt: skip
        return [PlannedReminder(*row) for row in self.session.execute(statement)]

    def people_waiting(self, today: date) -> set[int]:
        """Return who has a planned reminder that is not snoozed."""
        statement = (
            select(_T.c.person_id).where(_T.c.state == _PLANNED, ~_is_snoozed(today)).distinct()
        )
        return set(self.session.execute(statement).scalars())

    # on their way

    def bundle(self, ids: Collection[int], outbox_id: int) -> None:
        """Note in which message rungs are on their way."""
        self.session.execute(
            update(_T)
            .where(_T.c.id.in_(ids))
            .values(state=ReminderState.SENDING, outbox_id=outbox_id, reason=None)
        )

    def sent(self, outbox_id: int) -> None:
        """Note that a message arrived, and with it the rungs it was bundled of."""
        self.session.execute(
            update(_T)
            .where(_T.c.outbox_id == outbox_id, _T.c.state == ReminderState.SENDING)
            .values(state=ReminderState.SENT)
        )

    def seen(self, outbox_id: int) -> None:
        """Note that the reader of a message has done something with it."""
        self.session.execute(
            update(_T)
            .where(_T.c.outbox_id == outbox_id, _T.c.state == ReminderState.SENT)
            .values(state=ReminderState.SEEN)
        )

    def unsend(self, outbox_ids: Collection[int]) -> None:
        """Plan again what went out with messages that were held back too long.

        What was answered since the message was queued is not asked again.
        """
        told_since = (
            select(_P.c.id)
            .join(_O, _P.c.reported_at >= _O.c.created_at)
            .where(_O.c.id == _T.c.outbox_id)
        )
        on_its_way = _T.c.outbox_id.in_(outbox_ids) & (_T.c.state == ReminderState.SENDING)
        self.session.execute(
            update(_T)
            .where(on_its_way, _T.c.project_id.in_(told_since))
            .values(state=ReminderState.ANSWERED)
        )
        self.session.execute(
            update(_T).where(on_its_way).values(state=ReminderState.PLANNED, outbox_id=None)
        )

    def failed(self, outbox_ids: Collection[int], why: Untold) -> None:
        """Note that messages will never arrive, and with them the rungs they were bundled of."""
        self.session.execute(
            update(_T)
            .where(_T.c.outbox_id.in_(outbox_ids), _T.c.state == ReminderState.SENDING)
            .values(state=ReminderState.FAILED, reason=why)
        )

    def skip_unwritable(self, spared: Collection[int]) -> None:
        """Settle what is planned for people who cannot be written to, *spared* ones aside.

        It is planned again once they can be.
        """
        cannot = (
            select(_WHO.c.id)
            .where(
                _WHO.c.id == _T.c.person_id,
                or_(_WHO.c.chat_id.is_(None), _WHO.c.unreachable_since.is_not(None)),
                _WHO.c.id.not_in(spared),
            )
            .exists()
        )
        no_chat = (
            select(_WHO.c.id).where(_WHO.c.id == _T.c.person_id, _WHO.c.chat_id.is_(None)).exists()
        )
        why = case((no_chat, literal(Untold.NOT_LINKED)), else_=literal(Untold.UNREACHABLE))
        self.session.execute(
            update(_T)
            .where(_T.c.state == _PLANNED, cannot)
            .values(state=ReminderState.SKIPPED, reason=why)
        )

    def revive(self, person_id: int, today: date) -> None:
        """Plan the latest rung of each open node again that a person could not be told of."""
        latest = (
            select(func.max(_T.c.id))
            .join(_M, _M.c.id == _T.c.milestone_id)
            .where(
                _T.c.person_id == person_id,
                _T.c.deadline_revision == _M.c.deadline_revision,
                _M.c.done_on.is_(None),
            )
            .group_by(_T.c.milestone_id)
        )
        self.session.execute(
            update(_T)
            .where(
                _T.c.person_id == person_id,
                _UNDELIVERED,
                _T.c.reason != Untold.REFUSED,
                _T.c.id.in_(latest),
            )
            .values(state=ReminderState.PLANNED, reason=None, outbox_id=None, planned_on=today)
        )

    # answered

    def answered(self, project_id: int, *, overdue_too: bool) -> list[int]:
        """Settle the rungs of a project, and return which: somebody has answered.

        What tells those above of an overdue node stays, and 照旧 answers no overdue date.
        """
        given = {"project": project_id, "overdue_of": list(_OWNERS) if overdue_too else []}
        return list(self.session.execute(_ANSWERED, given).scalars())

    def answered_already(self, since: datetime, today: date) -> None:
        """Settle what was planned today of projects of which something was told since an instant.

        It may have been told before the rung was planned: who has answered is not asked.
        """
        told = exists().where(
            _REPORT.c.project_id == _T.c.project_id,
            _REPORT.c.at >= since,
            _REPORT.c.undone_at.is_(None),
        )
        asks = _T.c.role.in_(_OWNERS) & (_T.c.rung >= 0)
        self.session.execute(
            update(_T)
            .where(_T.c.state == _PLANNED, _T.c.planned_on == today, asks, told)
            .values(state=ReminderState.ANSWERED)
        )

    def plan_again(self, ids: Collection[int]) -> None:
        """Plan what an answer had settled that was taken back, unless a later rung has come."""
        later = _T.alias()
        overtaken = select(later.c.id).where(
            later.c.milestone_id == _T.c.milestone_id,
            later.c.person_id == _T.c.person_id,
            later.c.planned_on > _T.c.planned_on,
        )
        self.session.execute(
            update(_T)
            .where(_T.c.id.in_(ids), _T.c.state == ReminderState.ANSWERED, ~overtaken.exists())
            .values(state=_PLANNED)
        )

    def sent_with(self, outbox_id: int) -> list[int]:
        """Return the projects that a bundled message asked about."""
        statement = select(_T.c.project_id).where(_T.c.outbox_id == outbox_id).distinct()
        return list(self.session.execute(statement).scalars())

    # snoozed

    def snooze(self, outbox_id: int, today: date, until: date, most: int) -> tuple[int, int, int]:
        """Let what a message told rest until a day.

        A node rests at most *most* times a case; what was asked is said again on its day unless it
        was answered or a later rung has come.

        Returns:
            How many nodes rest, how many of them come back on their day, and how many do not rest.
        """
        asked = self.session.execute(
            select(
                _T.c.id, _T.c.milestone_id, _T.c.deadline_revision, _T.c.person_id, _T.c.role,
                _snoozes(),
            ).where(_T.c.outbox_id == outbox_id, _T.c.state.in_(_OUT))
        ).all()  # fmt: skip
        resting = [row for row in asked if row[-1] < most]
        rows = [
            {
                "milestone_id": milestone_id,
                "deadline_revision": revision,
                "person_id": person_id,
                "on": today,
                "until": until,
            }
            for _, milestone_id, revision, person_id, *_ in resting
        ]
        if rows:
            self.session.execute(insert(_S), rows)
        ids = [row.id for row in resting if row.role in _OWNERS]
        self.session.execute(
            update(_T)
            .where(_T.c.id.in_(ids))
            .values(state=ReminderState.PLANNED, planned_on=today)
        )
        return len(resting), len(ids), len(asked) - len(resting)

    def pass_on(self, old: int, new: int, project_ids: Collection[int]) -> None:
        """Let what one person would be reminded of reach another, who is told nothing twice."""
        planned = (
            (_T.c.person_id == old) & (_T.c.state == _PLANNED) & _T.c.project_id.in_(project_ids)
        )
        other = _T.alias()
        theirs = exists().where(
            other.c.milestone_id == _T.c.milestone_id,
            other.c.deadline_revision == _T.c.deadline_revision,
            other.c.rung == _T.c.rung,
            other.c.person_id == new,
        )
        self.session.execute(update(_T).where(planned, ~theirs).values(person_id=new))
        self.session.execute(update(_T).where(planned).values(state=ReminderState.SUPERSEDED))

    def snoozed_rungs(self, today: date) -> set[tuple[int, int, int]]:
        """Return the planned rungs that rest, as (node, rung, person)."""
        statement = select(_T.c.milestone_id, _T.c.rung, _T.c.person_id).where(
            _T.c.state == _PLANNED, _is_snoozed(today)
        )
        return {(*row,) for row in self.session.execute(statement)}

    def forget(self, project_ids: Collection[int]) -> None:
        """Take out what was planned for projects that an undone import had made."""
        nodes = select(_M.c.id).where(_M.c.project_id.in_(project_ids))
        self.session.execute(delete(_S).where(_S.c.milestone_id.in_(nodes)))
        self.session.execute(delete(_T).where(_T.c.project_id.in_(project_ids)))


def _is_snoozed(today: date) -> ColumnElement[bool]:
    """The nag rests, never the clock: what tells those above of an overdue node goes out."""
    nags = or_(_T.c.rung >= 0, _T.c.role.in_(_OWNERS))
    return nags & (
        select(_S.c.id)
        .where(
            _S.c.milestone_id == _T.c.milestone_id,
            _S.c.deadline_revision == _T.c.deadline_revision,
            _S.c.person_id == _T.c.person_id,
            _S.c.until > today,
        )
        .exists()
    )


def _snoozes() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(_S)
        .where(
            _S.c.milestone_id == _T.c.milestone_id,
            _S.c.deadline_revision == _T.c.deadline_revision,
            _S.c.person_id == _T.c.person_id,
        )
        .scalar_subquery()
    )
