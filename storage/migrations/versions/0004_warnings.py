"""Warnings keep their own books: what became of each rung, cases, snoozes, rests, self-audits."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_UNDELIVERED = sa.text("state IN ('failed', 'skipped')")


def upgrade() -> None:
    op.add_column("person", sa.Column("digest_at", sa.String(), nullable=True))
    op.add_column("person", sa.Column("zone", sa.String(), nullable=True))
    op.add_column("person", sa.Column("rest_weekdays", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("project", sa.Column("watched_on", sa.Date(), nullable=True))
    op.add_column("project", sa.Column("watch_reason", sa.Text(), nullable=True))
    op.add_column("reminder", sa.Column("reason", sa.String(length=24), nullable=True))
    op.create_index(
        "ix_reminder_undelivered",
        "reminder",
        ["person_id"],
        unique=False,
        sqlite_where=_UNDELIVERED,
        postgresql_where=_UNDELIVERED,
    )
    _make_cases()
    _make_rests()
    op.create_table(
        "self_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("differences", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day"),
    )


def _make_cases() -> None:
    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("deadline_revision", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_snooze_case", "snooze", ["milestone_id", "person_id"], unique=False)
    op.create_table(
        "overdue_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("deadline_revision", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("chain", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"]),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"]),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("milestone_id", "deadline_revision"),
    )
    op.create_index(
        op.f("ix_overdue_case_project_id"), "overdue_case", ["project_id"], unique=False
    )


def _make_rests() -> None:
    op.create_table(
        "works_stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_works_stop_project_id"), "works_stop", ["project_id"], unique=False)
    op.create_table(
        "holiday_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("days_off", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("workdays", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("year"),
    )
