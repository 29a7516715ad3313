"""Let a network write from an address of its own, once somebody who reads it has agreed.

Safe while the previous version runs: yes, it only adds a table and a column with a default.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0433_choose_sender_addresses"
down_revision = "0432_index_record_checks"


def upgrade() -> None:
    create_tenant_table(
        "sender_request",
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Uuid),
        sa.UniqueConstraint("tenant_id", "digest", name="uq_sender_request_digest"),
        sa.CheckConstraint("id = tenant_id", name="one_a_network"),
        sa.CheckConstraint("email = lower(email)", name="email_normalised"),
    )
    op.add_column("network", sa.Column("sender_address", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("network", "sender_address")
    op.drop_table("sender_request")
