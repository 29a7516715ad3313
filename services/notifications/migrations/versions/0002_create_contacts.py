"""Create the copies of members and structures, the senders' names and the suppression list.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0002_create_contacts"
down_revision = "0001_create_plumbing"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_tenant_table(
        "contact",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
    )
    create_tenant_table(
        "host",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("commune", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("can_host", sa.Boolean, nullable=False),
        sa.Column("seats", sa.Integer),
        sa.Column("is_active", sa.Boolean, nullable=False),
    )
    create_tenant_table(
        "sender",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
    )
    create_tenant_table(
        "suppression",
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("suppressed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("tenant_id", "email", name="uq_suppression_email"),
        sa.CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        sa.CheckConstraint("reason IN ('unsubscribed')", name="reason_known"),
    )


def downgrade() -> None:
    for table in ("suppression", "sender", "host", "contact"):
        op.drop_table(table)
