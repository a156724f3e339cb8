"""Which messages are held back is answered from an index of these alone."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    held = sa.text("state IN ('ready', 'uncertain') AND not_before IS NOT NULL")
    op.create_index(
        "ix_outbox_held", "outbox", ["not_before"], sqlite_where=held, postgresql_where=held
    )
