"""Which period an amount is of and what of it is new; which reports an answer corrects."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("report", sa.Column("period", sa.String(length=24), nullable=True))
    op.add_column("report", sa.Column("counted_wan", sa.BigInteger(), nullable=True))
    op.add_column("question", sa.Column("corrects", sa.JSON(), nullable=True))
