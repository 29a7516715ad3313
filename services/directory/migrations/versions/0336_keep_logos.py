"""Keep the logo of a network.

Safe while the previous version runs: yes, the new columns have defaults.
"""

import sqlalchemy as sa
from alembic import op

from shared.logos import PATTERN
from shared.migrations import forget_logos, know_logos

revision = "0336_keep_logos"
down_revision = "0327_reach_every_referent"


def upgrade() -> None:
    op.add_column("network", sa.Column("logo", sa.Text, nullable=False, server_default=""))
    op.create_check_constraint("logo_written", "network", f"logo ~ '^({PATTERN})?$'")
    know_logos()


def downgrade() -> None:
    forget_logos()
    op.drop_column("network", "logo")
