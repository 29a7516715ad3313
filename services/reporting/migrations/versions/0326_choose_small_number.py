"""Let a network choose the number of people under which its reports withhold.

Safe while the previous version runs: yes, the new column has a default.
"""

import sqlalchemy as sa
from alembic import op

revision = "0326_choose_small_number"
down_revision = "0325_know_closing_days"


def upgrade() -> None:
    op.add_column("report_rules", sa.Column("small_number", sa.Integer, nullable=False, server_default="5"))


def downgrade() -> None:
    op.drop_column("report_rules", "small_number")
