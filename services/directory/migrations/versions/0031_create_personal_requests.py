"""Create the requests of people about what is kept of them.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.migrations import create_tenant_table

revision = "0031_create_personal_requests"
down_revision = "0315_add_network_rules"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_tenant_table(
        "personal_request",
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("sealed_who", sa.Text, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.Uuid),
        sa.Column("erase_asked_at", MOMENT),
        sa.Column("answers", JSONB, nullable=False),
        sa.CheckConstraint("action IN ('find', 'erase')", name="action_known"),
    )


def downgrade() -> None:
    op.drop_table("personal_request")
