"""Plans change: named nodes, moved deadlines, permits on their way, projects that end."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("milestone", sa.Column("name", sa.String(), nullable=True))
    op.add_column("milestone", sa.Column("weight", sa.Integer(), nullable=True))
    op.add_column("project", sa.Column("baseline_total_wan", sa.BigInteger(), nullable=True))
    op.add_column("project", sa.Column("baseline_plan_wan", sa.BigInteger(), nullable=True))
    op.add_column("project", sa.Column("ended", sa.String(length=24), nullable=True))
    op.add_column("project", sa.Column("ended_on", sa.Date(), nullable=True))
    op.execute("UPDATE project SET baseline_total_wan = total_wan, baseline_plan_wan = plan_wan")
    _make_descent()
    _make_procedure()
    _make_deadline_move()


def _make_descent() -> None:
    op.create_table(
        "descent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["project.id"]),
        sa.ForeignKeyConstraint(["child_id"], ["project.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("parent_id", "child_id"),
    )
    op.create_index(op.f("ix_descent_child_id"), "descent", ["child_id"], unique=False)


def _make_procedure() -> None:
    op.create_table(
        "procedure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("project_id", "step"),
    )


def _make_deadline_move() -> None:
    op.create_table(
        "deadline_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("old_date", sa.Date(), nullable=False),
        sa.Column("new_date", sa.Date(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"]),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("project_id", "milestone_id", "person_id"):
        op.create_index(
            op.f(f"ix_deadline_move_{column}"), "deadline_move", [column], unique=False
        )
