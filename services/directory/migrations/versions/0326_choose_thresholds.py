"""Let a network choose when its records grow old, which numbers a report withholds and how long an answer may take.

Safe while the previous version runs: yes, the new columns have defaults.
"""

import sqlalchemy as sa
from alembic import op

revision = "0326_choose_thresholds"
down_revision = "0325_close_networks"

DEFAULTS = {"small_number": 5, "watch_months": 6, "check_months": 12, "refresh_months": 18, "answer_days": 30}
MONTHS_GROW = "watch_months BETWEEN 1 AND check_months - 1 AND refresh_months BETWEEN check_months + 1 AND 60"


def upgrade() -> None:
    for column, default in DEFAULTS.items():
        op.add_column("network", sa.Column(column, sa.Integer, nullable=False, server_default=str(default)))
    op.create_check_constraint("months_grow", "network", MONTHS_GROW)
    op.create_check_constraint("small_number_bounded", "network", "small_number BETWEEN 3 AND 20")
    op.create_check_constraint("answer_days_bounded", "network", "answer_days BETWEEN 7 AND 90")


def downgrade() -> None:
    for column in DEFAULTS:
        op.drop_column("network", column)
