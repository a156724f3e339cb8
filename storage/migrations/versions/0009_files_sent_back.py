"""Files with refused rows are kept to be sent back; a preview remembers what it showed."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("import_batch", sa.Column("shown", sa.String(), nullable=True))
    op.add_column("import_batch", sa.Column("said", sa.JSON(none_as_null=True), nullable=True))
    op.execute("UPDATE import_batch SET said = '{}'")
    op.create_table(
        "import_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("import_id"),
    )
