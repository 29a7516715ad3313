"""Keep each network's own delays of its quarterly report.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0115_create_report_rules"
down_revision = "0213_follow_merges"


def upgrade() -> None:
    create_tenant_table(
        "report_rules",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("grace_days", sa.Integer, nullable=False),
        sa.Column("review_days", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("report_rules")
