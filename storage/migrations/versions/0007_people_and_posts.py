"""Duties have an end, posts have stand-ins, names of units and people may mean another one now."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_HELD = sa.text("until IS NULL")
_CARD_DUE = sa.text("until IS NULL AND card_due_on IS NOT NULL")
_SETTLED = sa.text("state = 'settled'")


def upgrade() -> None:
    op.add_column("unit", sa.Column("township", sa.String(), nullable=True))
    op.add_column("unit", sa.Column("now_id", sa.Integer(), nullable=True))
    op.add_column("person", sa.Column("now_id", sa.Integer(), nullable=True))
    op.add_column("person", sa.Column("deputy_id", sa.Integer(), nullable=True))
    op.add_column("project", sa.Column("person_asked_on", sa.Date(), nullable=True))
    op.add_column(
        "import_batch", sa.Column("kind", sa.String(), nullable=False, server_default="ledger")
    )
    _give_duties_an_end()
    _enter_line_leaders()
    _make_absence()
    _make_handover()


def _give_duties_an_end() -> None:
    op.drop_index("ix_duty_untold", "duty")
    # PostgreSQL named the constraint itself; SQLite left it without a name, so that one is made up.
    name = "duty_project_id_person_id_role_key"
    names = {"uq": "%(table_name)s_%(column_0_N_name)s_key"}
    with op.batch_alter_table("duty", naming_convention=names) as duty:
        duty.drop_constraint(name, type_="unique")
        duty.add_column(sa.Column("until", sa.DateTime(timezone=True), nullable=True))
        duty.add_column(sa.Column("card_due_on", sa.Date(), nullable=True))
        duty.add_column(sa.Column("aware_by_id", sa.Integer(), nullable=True))
    # Who was never told is told the next morning, as before.
    op.execute("UPDATE duty SET card_due_on = CURRENT_DATE WHERE told_at IS NULL")
    op.create_index(
        "ix_duty_held",
        "duty",
        ["project_id", "person_id", "role"],
        unique=True,
        sqlite_where=_HELD,
        postgresql_where=_HELD,
    )
    op.create_index(
        "ix_duty_card_due_on",
        "duty",
        ["person_id", "card_due_on"],
        unique=False,
        sqlite_where=_CARD_DUE,
        postgresql_where=_CARD_DUE,
    )


def _enter_line_leaders() -> None:
    """Make 分管领导 of a unit a duty on each of its projects, so that they are told too."""
    op.execute(
        "INSERT INTO duty (project_id, person_id, role, position, since, card_due_on) "
        "SELECT project.id, unit.line_leader_id, 'line_leader', 0, project.created_at, CURRENT_DATE "
        "FROM project JOIN unit ON unit.id = project.owner_unit_id "
        "WHERE unit.line_leader_id IS NOT NULL"
    )


def _make_absence() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["delegate_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"], unique=False)
    op.create_index(op.f("ix_absence_last_day"), "absence", ["last_day"], unique=False)


def _make_handover() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("effects", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_handover_from_id"), "handover", ["from_id"], unique=False)
    op.create_index(op.f("ix_handover_to_id"), "handover", ["to_id"], unique=False)
    op.create_index(
        "ix_handover_settled",
        "handover",
        ["day"],
        unique=False,
        sqlite_where=_SETTLED,
        postgresql_where=_SETTLED,
    )
