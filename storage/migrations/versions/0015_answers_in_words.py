"""Answers to leaders in words that tell no progress."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    with op.batch_alter_table("instruction") as table:
        table.add_column(sa.Column("answer", sa.Text(), nullable=True))
        table.add_column(sa.Column("answered_by_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_instruction_answered_by_id_person", "person", ["answered_by_id"], ["id"]
        )
