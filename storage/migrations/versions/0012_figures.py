"""What of a day's projects was in the statistics, and what was exempt."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    for name in ("in_statistics", "exempt"):
        op.add_column(
            "standing", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
