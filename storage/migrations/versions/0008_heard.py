"""When a person was last heard of, so that silence can be told."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column(
        "person", sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True)
    )
