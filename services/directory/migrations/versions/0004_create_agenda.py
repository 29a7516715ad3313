"""Create the copy of the network's dates that the first page shows.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0004_create_agenda"
down_revision = "0003_create_networks"


def upgrade() -> None:
    create_tenant_table(
        "agenda_entry",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.CheckConstraint("kind IN ('workshop', 'meeting')", name="kind_known"),
    )
    op.create_index("ix_agenda_entry_starts_at", "agenda_entry", ["tenant_id", "starts_at"])


def downgrade() -> None:
    op.drop_table("agenda_entry")
