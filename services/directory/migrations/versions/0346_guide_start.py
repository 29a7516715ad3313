"""Let a network put away its guided start, or pass over steps of it.

Safe while the previous version runs: yes, the new columns have defaults.
"""

import sqlalchemy as sa
from alembic import op

revision = "0346_guide_start"
down_revision = "0336_keep_logos"


def upgrade() -> None:
    op.add_column("network", sa.Column("start_hidden", sa.Boolean, nullable=False, server_default="false"))
    op.add_column("network", sa.Column("start_skipped", sa.ARRAY(sa.Text), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("network", "start_skipped")
    op.drop_column("network", "start_hidden")
