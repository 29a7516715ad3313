"""Create the subscriptions of other software, and the log of what was sent to them.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.database.protection import open_to_system
from shared.migrations import create_tenant_table

revision = "0030_create_webhooks"
down_revision = "0010_map_and_undo_imports"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_tenant_table(
        "webhook",
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("events", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("sealed_secret", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Uuid),
        sa.Column("failing_since", MOMENT),
        sa.Column("disabled_at", MOMENT),
        sa.Column("disabled_because", sa.Text, nullable=False),
        sa.CheckConstraint("cardinality(events) > 0", name="some_event"),
        sa.CheckConstraint("(disabled_at IS NULL) = (disabled_because = '')", name="disabled_with_a_reason"),
    )
    create_tenant_table(
        "webhook_delivery",
        sa.Column("webhook_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("body", JSONB, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempted_at", MOMENT),
        sa.Column("status", sa.Integer),
        sa.Column("milliseconds", sa.Integer),
        sa.Column("answer", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id", "webhook_id"], ["webhook.tenant_id", "webhook.id"], ondelete="CASCADE"),
        sa.CheckConstraint("state IN ('pending', 'delivered', 'failed')", name="state_known"),
        extra_policies=open_to_system("webhook_delivery"),  # "which networks have something to send?"
    )
    op.create_index("ix_webhook_delivery_webhook", "webhook_delivery", ["tenant_id", "webhook_id", "id"])
    pending = sa.text("state = 'pending'")
    op.create_index("ix_webhook_delivery_due", "webhook_delivery", ["tenant_id", "due_at"], postgresql_where=pending)


def downgrade() -> None:
    op.drop_table("webhook_delivery")
    op.drop_table("webhook")
