"""The one definition of every stored record.

Longer than other modules because it is a list: one class a table, no behaviour.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Column, Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.domain.escalations import Skip, Step
from bot.domain.rungs import Untold
from bot.domain.terms import (
    Ending,
    Kind,
    Light,
    MilestoneKind,
    MoveKind,
    Period,
    ProcedureStep,
    Role,
    WorksState,
)
from storage.types import Instant, percent, share, wan, word


def _wan() -> Any:
    return Field(default=None, sa_type=wan())


def _at(*, index: bool = False) -> Any:
    return Field(default=None, sa_type=Instant, index=index)


def _json(empty: Callable[[], Any] = lambda: None) -> Any:
    return Field(default_factory=empty, sa_column=Column(JSON(none_as_null=True)))


def _chat(*, index: bool = False) -> Any:
    return Field(default=None, sa_type=BigInteger, index=index)


def _ref(table: str, *, index: bool = True) -> Any:
    return Field(default=None, foreign_key=f"{table}.id", index=index)


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Index some rows only.

    The migration says the same of PostgreSQL; saying it here would load its dialect at every start.
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(where), info={"where": where})


class Table(SQLModel):
    """What all tables share: a number that the database gives."""

    # Tables are never validated; building validators for all took a tenth of the start-up.
    model_config = {"defer_build": True}

    id: int | None = Field(default=None, primary_key=True)


# --- who -------------------------------------------------------------------------------------


class Unit(Table, table=True):
    """An owner unit, bureau or township; one that was renamed or merged is a name for `now_id`."""

    name: str = Field(unique=True)
    head_id: int | None = Field(default=None, index=True)
    line_leader_id: int | None = Field(default=None, index=True)
    township: str | None = None
    now_id: int | None = None


class Person(Table, table=True):
    """A name in a unit; leaders are names in the county (no unit).

    `digest_at` (as 09:00), `zone` and `rest_weekdays` are the person's own where they differ from
    the county's.

    An entry that turned out to be somebody else's second one means `now_id`: it is kept because
    the trail speaks of it. `deputy_id` is the B post (B岗), who stands in during any absence.
    """

    name: str = Field(index=True)
    unit_id: int | None = _ref("unit")
    now_id: int | None = None
    deputy_id: int | None = None
    phone: str | None = None
    chat_id: int | None = Field(default=None, sa_type=BigInteger, unique=True)
    linked_at: datetime | None = _at()
    unreachable_since: datetime | None = _at()
    heard_at: datetime | None = _at()
    language: str = "zh"
    digest_at: str | None = None
    zone: str | None = None
    rest_weekdays: list[str] = _json(list)


class RoleGrant(Table, table=True):
    """A role a person holds."""

    __tablename__: ClassVar[str] = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    person_id: int = _ref("person")
    role: Role = Field(sa_type=word(Role))


class Absence(Table, table=True):
    """Days on which a person is away, the last one included, and who stands in for them."""

    person_id: int = _ref("person")
    delegate_id: int | None = _ref("person", index=False)
    first_day: date
    last_day: date = Field(index=True)
    noted_at: datetime = Field(sa_type=Instant)


class Handover(Table, table=True):
    """One person's duties passing to another on a day: asked, settled by a tap, done that day."""

    __table_args__ = (_partial("ix_handover_settled", "day", where="state = 'settled'"),)

    from_id: int = _ref("person")
    to_id: int | None = _ref("person")
    by_id: int | None = _ref("person", index=False)
    day: date
    state: str = "asked"
    made_at: datetime = Field(sa_type=Instant)
    plan: dict[str, Any] = _json(dict)
    effects: dict[str, Any] | None = _json()


class Invite(Table, table=True):
    """A one-time link; only the hash of its payload is kept."""

    person_id: int = _ref("person")
    payload_hash: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = _at()


# --- what is supervised ----------------------------------------------------------------------


class ImportBatch(Table, table=True):
    """A ledger or a register of units that came in, what it said and what applying it did.

    `shown` tells what its preview showed last, `said` which project a row is where that was asked.
    """

    __tablename__: ClassVar[str] = "import_batch"

    kind: str = "ledger"
    person_id: int | None = _ref("person")
    file_name: str
    received_at: datetime = Field(sa_type=Instant)
    state: str = "waiting"
    ledger: dict[str, Any] = _json(dict)
    effects: dict[str, Any] | None = _json()
    ended_at: datetime | None = _at()
    cards_sent_at: datetime | None = _at()
    shown: str | None = None
    said: dict[str, int] = _json(dict)


class ImportFile(Table, table=True):
    """The bytes of a ledger file with rows that were refused, to be sent back marked."""

    __tablename__: ClassVar[str] = "import_file"

    import_id: int = Field(foreign_key="import_batch.id", unique=True)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Project(Table, table=True):
    """A key project with its plan and where it stands now."""

    __table_args__ = (UniqueConstraint("name_key", "owner_unit_id"),)

    code: str = Field(unique=True)
    name: str
    name_key: str
    kind: Kind = Field(sa_type=word(Kind))
    owner_unit_id: int = _ref("unit")
    co_owners: list[str] = _json(list)
    township: str | None = None
    total_wan: Decimal = Field(sa_type=wan())
    plan_wan: Decimal | None = _wan()
    baseline_total_wan: Decimal | None = _wan()
    baseline_plan_wan: Decimal | None = _wan()
    done_year_wan: Decimal | None = _wan()
    cumulative_wan: Decimal | None = _wan()
    percent: Decimal | None = Field(default=None, sa_type=percent())
    works_state: WorksState = Field(sa_type=word(WorksState))
    state_verified: bool = True
    procedure_step: ProcedureStep | None = Field(default=None, sa_type=word(ProcedureStep))
    difficulty: str | None = None
    exemption: str | None = Field(default=None, sa_type=Text)
    monthly_plan_wan: list[str] = _json(list)
    reported_at: datetime | None = _at()
    watched_on: date | None = None
    watch_reason: str | None = Field(default=None, sa_type=Text)
    person_asked_on: date | None = None
    in_statistics_on: date | None = None
    created_at: datetime = Field(sa_type=Instant)
    ended: Ending | None = Field(default=None, sa_type=word(Ending))
    ended_on: date | None = None
    extra: dict[str, str] = _json(dict)


class Descent(Table, table=True):
    """Which project came of which when one was split or several were merged."""

    __table_args__ = (UniqueConstraint("parent_id", "child_id"),)

    parent_id: int = _ref("project", index=False)
    child_id: int = _ref("project")


class Procedure(Table, table=True):
    """A permit on its way: with which department, waiting since when, and when it was given."""

    __table_args__ = (UniqueConstraint("project_id", "step"),)

    project_id: int = _ref("project", index=False)
    step: ProcedureStep = Field(sa_type=word(ProcedureStep))
    department: str | None = None
    since: date | None = None
    done_on: date | None = None


class Campaign(Table, table=True):
    """A drive 攻坚 with a list of its own, from its first day to its last, both included."""

    name: str = Field(unique=True)
    since: date
    until: date
    ended_on: date | None = None


class CampaignProject(Table, table=True):
    """A project on the list of a campaign."""

    __tablename__: ClassVar[str] = "campaign_project"
    __table_args__ = (UniqueConstraint("campaign_id", "project_id"),)

    campaign_id: int = _ref("campaign", index=False)
    project_id: int = _ref("project")


class Duty(Table, table=True):
    """A person's part in a project, for a time; several leaders keep the order of the ledger.

    Held as long as `until` is empty. The assignment card goes out on `card_due_on`, again and
    again by its ladder, until 知悉 is tapped, by the person or by a delegate (`aware_by_id`).
    """

    __table_args__ = (
        _partial(
            "ix_duty_held",
            "project_id",
            "person_id",
            "role",
            where="until IS NULL",
            unique=True,
        ),
        _partial(
            "ix_duty_card_due_on",
            "person_id",
            "card_due_on",
            where="until IS NULL AND card_due_on IS NOT NULL",
        ),
    )

    project_id: int = _ref("project")
    person_id: int = _ref("person")
    role: Role = Field(sa_type=word(Role))
    position: int = 0
    since: datetime = Field(sa_type=Instant)
    until: datetime | None = _at()
    card_due_on: date | None = None
    told_at: datetime | None = _at()
    aware_at: datetime | None = _at()
    aware_by_id: int | None = None
    disputed_at: datetime | None = _at()


class Milestone(Table, table=True):
    """A dated node of a project; the day on which the planner must look again is indexed."""

    __table_args__ = (
        _partial("ix_milestone_next_check_on", "next_check_on", where="next_check_on IS NOT NULL"),
    )

    project_id: int = _ref("project")
    kind: MilestoneKind = Field(sa_type=word(MilestoneKind))
    name: str | None = None
    weight: int | None = None
    baseline_deadline: date
    deadline: date
    deadline_revision: int = 0
    done_on: date | None = None
    next_check_on: date | None = None


class Report(Table, table=True):
    """Progress told by a person, and what it changed, so that one tap takes it back.

    `period_wan` is the amount as told, `counted_wan` what of it no earlier report had told.
    """

    __table_args__ = (
        _partial("ix_report_key", "key", unique=True, where="undone_at IS NULL"),
        Index("ix_report_project_at", "project_id", "at"),
    )

    key: str | None = None
    project_id: int = _ref("project", index=False)
    reporter_id: int | None = _ref("person")
    for_office: bool = False
    at: datetime = Field(sa_type=Instant)
    text: str = Field(sa_type=Text)
    chat_id: int | None = _chat()
    message_id: int | None = _chat()
    percent: Decimal | None = Field(default=None, sa_type=percent())
    works_state: WorksState | None = Field(default=None, sa_type=word(WorksState))
    resumed: bool = False
    done_year_wan: Decimal | None = _wan()
    cumulative_wan: Decimal | None = _wan()
    period: Period | None = Field(default=None, sa_type=word(Period))
    period_wan: Decimal | None = _wan()
    counted_wan: Decimal | None = _wan()
    difficulty: str | None = None
    new_date: date | None = None
    no_progress: bool = False
    evidence: list[str] = _json(list)
    before: dict[str, Any] = _json(dict)
    undone_at: datetime | None = _at()


class Standing(SQLModel, table=True):
    """How a project stood on a day, and by which figures: a paper adds up those of its day.

    Without a row number on SQLite: a day's standings lie side by side, and a sum reads only them.
    """

    __table_args__ = ({"sqlite_with_rowid": False},)
    model_config = {"defer_build": True}

    on: date = Field(primary_key=True)
    project_id: int = Field(primary_key=True, foreign_key="project.id", index=True)
    light: Light = Field(sa_type=word(Light))
    reason: dict[str, Any] = _json(dict)
    due_soon: bool
    progress: Light | None = Field(default=None, sa_type=word(Light))
    done: Decimal | None = Field(default=None, sa_type=share())
    expected: Decimal | None = Field(default=None, sa_type=share())
    deviation_pp: Decimal | None = Field(default=None, sa_type=percent())
    by_percent: bool
    weeks_behind: int
    weeks_red: int
    kind: Kind = Field(sa_type=word(Kind))
    works_state: WorksState = Field(sa_type=word(WorksState))
    state_verified: bool
    has_reported: bool
    start_due: bool
    resumed: bool
    in_statistics: bool
    exempt: bool
    total_wan: Decimal = Field(sa_type=wan())
    plan_wan: Decimal | None = _wan()
    done_year_wan: Decimal | None = _wan()
    cumulative_wan: Decimal | None = _wan()


class Difficulty(Table, table=True):
    """What holds a project up, from the report that raised it to its end.

    `state` is raised, sent (to the leader), kept (only recorded) or withdrawn; solved is one that
    has ended otherwise. `listed_on` is the day of the last bundled message it stood in.
    """

    project_id: int = _ref("project")
    report_id: int = _ref("report")
    person_id: int = _ref("person", index=False)
    words: str = Field(sa_type=Text)
    raised_on: date
    state: str = "raised"
    lead_unit: str | None = None
    wanted_by: date | None = None
    listed_on: date | None = None
    ended_by_id: int | None = None
    ended_report_id: int | None = None
    ended_on: date | None = None


class Instruction(Table, table=True):
    """What a leader asked of a project: words to be answered, or a nudge (no words).

    It is answered by a report, or in words that told no progress.
    """

    project_id: int = _ref("project")
    person_id: int = _ref("person", index=False)
    words: str | None = Field(default=None, sa_type=Text)
    given_on: date
    answer_by: date
    answer_id: int | None = _ref("report", index=False)
    answer: str | None = Field(default=None, sa_type=Text)
    answered_by_id: int | None = _ref("person", index=False)


class RankingIssue(Table, table=True):
    """A weekly ranking as it was issued: by which policy, from what, and what came of it."""

    __tablename__: ClassVar[str] = "ranking_issue"

    on: date = Field(unique=True)
    made_at: datetime = Field(sa_type=Instant)
    policy: dict[str, Any] = _json(dict)
    inputs: list[dict[str, Any]] = _json(list)
    result: dict[str, Any] = _json(dict)


class DeadlineRequest(Table, table=True):
    """A later date asked for, and what became of it."""

    __tablename__: ClassVar[str] = "deadline_request"

    project_id: int = _ref("project")
    milestone_id: int = _ref("milestone")
    report_id: int = _ref("report")
    person_id: int = _ref("person")
    old_date: date
    new_date: date
    reason: str | None = Field(default=None, sa_type=Text)
    asked_at: datetime = Field(sa_type=Instant)
    state: str = "asked"
    decided_by: int | None = _ref("person")
    decided_at: datetime | None = _at()


class DeadlineMove(Table, table=True):
    """A deadline that was moved: by a request that was granted, or by a paper decided elsewhere.

    How late the node was on that day is kept, so that no move can make it forgotten.
    """

    __tablename__: ClassVar[str] = "deadline_move"

    project_id: int = _ref("project")
    milestone_id: int = _ref("milestone")
    kind: MoveKind = Field(sa_type=word(MoveKind))
    old_date: date
    new_date: date
    moved_on: date
    days_late: int
    reason: str | None = Field(default=None, sa_type=Text)
    basis: str | None = Field(default=None, sa_type=Text)
    person_id: int | None = _ref("person")


class MonthlyReturn(Table, table=True):
    """An investment return 投资完成报表 as it was locked; open again once it was reopened.

    `locked_at` is its first lock: it divides what was told of this month and of the next one.
    """

    __tablename__: ClassVar[str] = "monthly_return"

    month: date = Field(unique=True)
    lines: list[dict[str, Any]] = _json(list)
    locked_at: datetime = Field(sa_type=Instant)
    reopened_at: datetime | None = _at()
    reopened_by: int | None = _ref("person")
    reason: str | None = Field(default=None, sa_type=Text)


class BulletinState(StrEnum):
    """How far a bulletin has come; only a person carries it on."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"
    DROPPED = "dropped"


class Bulletin(Table, table=True):
    """A bulletin 督查通报: its document as it stands, and all that it was made of.

    The token is the mark in the document; each change of the document is a new version.
    """

    token: str = Field(unique=True)
    state: BulletinState = Field(default=BulletinState.DRAFT, sa_type=word(BulletinState))
    version: int = 1
    title: str = Field(sa_type=Text)
    number: str | None = Field(default=None, unique=True)
    corrects_id: int | None = _ref("bulletin", index=False)
    drafted_by: int | None = _ref("person", index=False)
    drafted_at: datetime = Field(sa_type=Instant)
    edited_by: int | None = _ref("person", index=False)
    approved_by: int | None = _ref("person", index=False)
    approved_at: datetime | None = _at()
    issued_by: int | None = _ref("person", index=False)
    issued_at: datetime | None = _at()
    policy: dict[str, Any] = _json(dict)
    fields: dict[str, Any] = _json(dict)
    document: bytes


class Trail(Table, table=True):
    """Every change to the ledger: who, when, from which message, old, new, why. Append-only."""

    at: datetime = Field(sa_type=Instant)
    person_id: int | None = None
    chat_id: int | None = _chat()
    message_id: int | None = _chat()
    project_id: int | None = Field(default=None, index=True)
    entity: str
    entity_id: int
    field: str
    old: str | None = Field(default=None, sa_type=Text)
    new: str | None = Field(default=None, sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)


# --- reminding -------------------------------------------------------------------------------


class ReminderState(StrEnum):
    """What became of a due rung; SENT only when Telegram said so, SEEN when its reader acted on it."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    SEEN = "seen"
    ANSWERED = "answered"
    FAILED = "failed"
    SUPERSEDED = "superseded"
    SKIPPED = "skipped"


class Reminder(Table, table=True):
    """A rung of the ladder for one person; asking the planner twice adds nothing."""

    __table_args__ = (
        UniqueConstraint("milestone_id", "deadline_revision", "rung", "person_id"),
        _partial("ix_reminder_planned", "person_id", where="state = 'planned'"),
        _partial("ix_reminder_undelivered", "person_id", where="state IN ('failed', 'skipped')"),
    )

    milestone_id: int = _ref("milestone", index=False)
    project_id: int = _ref("project")
    deadline_revision: int
    rung: int
    person_id: int = _ref("person", index=False)
    role: Role = Field(sa_type=word(Role))
    planned_on: date
    state: ReminderState = Field(default=ReminderState.PLANNED, sa_type=word(ReminderState))
    reason: Untold | None = Field(default=None, sa_type=word(Untold))
    outbox_id: int | None = Field(default=None, index=True)


class Snooze(Table, table=True):
    """A person knows of a case and is not asked again before `until`; the case's clock goes on."""

    __table_args__ = (Index("ix_snooze_case", "milestone_id", "person_id"),)

    milestone_id: int = _ref("milestone", index=False)
    deadline_revision: int
    person_id: int = _ref("person", index=False)
    on: date
    until: date


class OverdueCase(Table, table=True):
    """An overdue node, from the day its first step was due; `chain` is who held each step then."""

    __tablename__: ClassVar[str] = "overdue_case"
    __table_args__ = (UniqueConstraint("milestone_id", "deadline_revision"),)

    milestone_id: int = _ref("milestone", index=False)
    project_id: int = _ref("project")
    deadline_revision: int
    opened_on: date
    chain: dict[str, list[int]] = _json(dict)
    released_on: date | None = None
    released_by: int | None = _ref("person", index=False)


class Escalation(Table, table=True):
    """What happened at a step of an overdue case: who was told or is to be phoned, or why nobody."""

    milestone_id: int = _ref("milestone")
    project_id: int = _ref("project")
    deadline_revision: int
    step: Step = Field(sa_type=word(Step))
    person_id: int | None = _ref("person")
    to_phone: bool = False
    skipped: Skip | None = Field(default=None, sa_type=word(Skip))
    on: date


class WorksStop(Table, table=True):
    """Days on which a project rests by season, the last one included: its ladder pauses."""

    __tablename__: ClassVar[str] = "works_stop"

    project_id: int = _ref("project")
    first_day: date
    last_day: date
    reason: str = Field(sa_type=Text)
    person_id: int | None = _ref("person", index=False)


class HolidayYear(Table, table=True):
    """The State Council's holiday notice for a year, as the office entered it."""

    __tablename__: ClassVar[str] = "holiday_year"

    year: int = Field(unique=True)
    days_off: list[str] = _json(list)
    workdays: list[str] = _json(list)
    person_id: int | None = _ref("person", index=False)
    entered_at: datetime = Field(sa_type=Instant)


class SelfAudit(Table, table=True):
    """What a day's reminders should have been, compared with what they were."""

    __tablename__: ClassVar[str] = "self_audit"

    day: date = Field(unique=True)
    checked: int
    differences: list[dict[str, Any]] = _json(list)


class Question(Table, table=True):
    """Something a person wrote that was asked back, with the choices offered.

    `corrects` are the reports that its answer replaces.
    """

    person_id: int | None = _ref("person")
    chat_id: int = _chat(index=True)
    message_id: int | None = _chat()
    project_id: int | None = _ref("project")
    kind: str
    words: str = Field(sa_type=Text)
    for_office: bool = False
    options: list[dict[str, Any]] = _json(list)
    corrects: list[int] | None = _json()
    asked_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = _at()


# --- carrying --------------------------------------------------------------------------------


class InboxState(StrEnum):
    """RECEIVED waits for its file to be fetched and read; READY waits for its handler."""

    RECEIVED = "received"
    READY = "ready"
    DONE = "done"
    DEAD = "dead"


class Inbox(Table, table=True):
    """A raw update of the messenger, kept until it is handled or shown as failed."""

    __table_args__ = (_partial("ix_inbox_open", "id", where="state IN ('received', 'ready')"),)

    update_id: int = Field(sa_type=BigInteger, unique=True)
    chat_id: int | None = _chat()
    received_at: datetime = Field(sa_type=Instant)
    payload: str = Field(sa_type=Text)
    prepared: str | None = Field(default=None, sa_type=Text)
    state: InboxState = Field(default=InboxState.READY, sa_type=word(InboxState))
    attempts: int = 0
    error: str | None = Field(default=None, sa_type=Text)


class OutboxState(StrEnum):
    """A row is never SENT unless Telegram said so; UNCERTAIN is sent again with the same mark."""

    READY = "ready"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    SKIPPED = "skipped"
    DEAD = "dead"


class Outbox(Table, table=True):
    """A message to a chat: its body, or what to render when it is claimed."""

    __table_args__ = (
        _partial("ix_outbox_open", "priority", "id", where="state IN ('ready', 'uncertain')"),
        _partial(
            "ix_outbox_held",
            "not_before",
            where="state IN ('ready', 'uncertain') AND not_before IS NOT NULL",
        ),
        _partial("ix_outbox_sending", "id", where="state = 'sending'"),
        Index("ix_outbox_message", "chat_id", "message_id"),
    )

    key: str | None = Field(default=None, unique=True)
    chat_id: int = Field(sa_type=BigInteger)
    person_id: int | None = _ref("person")
    project_id: int | None = Field(default=None)
    priority: int = 0
    body: dict[str, Any] | None = _json()
    render: dict[str, Any] | None = _json()
    edits: int | None = Field(default=None, index=True)
    state: OutboxState = Field(default=OutboxState.READY, sa_type=word(OutboxState))
    created_at: datetime = Field(sa_type=Instant)
    not_before: datetime | None = _at()
    expires_at: datetime | None = _at()
    lease_until: datetime | None = _at()
    attempts: int = 0
    message_id: int | None = _chat()
    sent_at: datetime | None = _at()
    error: str | None = Field(default=None, sa_type=Text)


class Lease(SQLModel, table=True):
    """Which process plans and sends; checked inside each claim."""

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=Instant)


class Fact(SQLModel, table=True):
    """A single remembered value, such as the instant of the demonstration clock."""

    name: str = Field(primary_key=True)
    value: str = Field(sa_column=Column(Text, nullable=False))
