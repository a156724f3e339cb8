"""How each project stood on each day, exemptions, and plans by month."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("project", sa.Column("exemption", sa.Text(), nullable=True))
    op.add_column(
        "project", sa.Column("monthly_plan_wan", sa.JSON(none_as_null=True), nullable=True)
    )
    op.create_table(
        "standing",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("light", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("due_soon", sa.Boolean(), nullable=False),
        sa.Column("progress", sa.String(length=24), nullable=True),
        sa.Column("done", sa.BigInteger(), nullable=True),
        sa.Column("expected", sa.BigInteger(), nullable=True),
        sa.Column("deviation_pp", sa.BigInteger(), nullable=True),
        sa.Column("by_percent", sa.Boolean(), nullable=False),
        sa.Column("weeks_behind", sa.Integer(), nullable=False),
        sa.Column("weeks_red", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("works_state", sa.String(length=24), nullable=False),
        sa.Column("state_verified", sa.Boolean(), nullable=False),
        sa.Column("has_reported", sa.Boolean(), nullable=False),
        sa.Column("start_due", sa.Boolean(), nullable=False),
        sa.Column("resumed", sa.Boolean(), nullable=False),
        sa.Column("total_wan", sa.BigInteger(), nullable=False),
        sa.Column("plan_wan", sa.BigInteger(), nullable=True),
        sa.Column("done_year_wan", sa.BigInteger(), nullable=True),
        sa.Column("cumulative_wan", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"]),
        sa.PrimaryKeyConstraint("on", "project_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_standing_project_id"), "standing", ["project_id"], unique=False)
