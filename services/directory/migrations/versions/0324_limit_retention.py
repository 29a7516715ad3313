"""Let a network choose how long it keeps names, and keep what each daily run has done.

Safe while the previous version runs: yes, the new column has a default and the table is new.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.migrations import create_tenant_table, limit_retention, unlimit_retention

revision = "0324_limit_retention"
down_revision = "0346_guide_start"


def upgrade() -> None:
    limit_retention()
    op.add_column("network", sa.Column("retention_months", sa.Integer, nullable=False, server_default="24"))
    op.create_check_constraint("retention_months_bounded", "network", "retention_months BETWEEN 1 AND 24")
    create_tenant_table(
        "retention_run",
        sa.Column("ran_on", sa.Date, nullable=False),
        sa.Column("removed", sa.Integer, nullable=False),
        sa.Column("services", JSONB, nullable=False),
        sa.UniqueConstraint("tenant_id", "ran_on", name="uq_retention_run_day"),
    )


def downgrade() -> None:
    op.drop_table("retention_run")
    op.drop_column("network", "retention_months")
    unlimit_retention()
