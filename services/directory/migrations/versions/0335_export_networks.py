"""Create the exports of whole networks.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.migrations import create_tenant_table

revision = "0335_export_networks"
down_revision = "0326_choose_thresholds"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_tenant_table(
        "network_export",
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.Uuid),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("parts", JSONB, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("ready_at", MOMENT),
        sa.CheckConstraint("state IN ('preparing', 'ready', 'ended')", name="state_known"),
        sa.CheckConstraint("state <> 'ready' OR ready_at IS NOT NULL", name="ready_at_known"),
    )
    op.create_index("ix_network_export_state", "network_export", ["tenant_id", "state", "ready_at"])


def downgrade() -> None:
    op.drop_table("network_export")
