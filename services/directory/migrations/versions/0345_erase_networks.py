"""Erase a network that is closed, and keep the proof.

Safe while the previous version runs: yes, it only adds tables and functions.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.migrations import create_graveyard, drop_graveyard

revision = "0345_erase_networks"
down_revision = "0324_limit_retention"

IS_DUE = """
EXISTS (
  SELECT FROM closure AS c JOIN network AS n ON n.tenant_id = c.tenant_id
  WHERE c.tenant_id = network AND n.status = 'closed' AND c.cancelled_at IS NULL AND c.closed_at IS NOT NULL
  AND c.erases_on <= (moment AT TIME ZONE n.time_zone)::date
)
"""
"""The decision to close stands, was carried out, and its grace is over where the network is."""
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_graveyard(is_due=IS_DUE)
    op.create_table(
        "tombstone",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("closed_on", sa.Date, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("accounts", sa.ARRAY(sa.Uuid), nullable=False),
        sa.Column("proof", JSONB, nullable=False),
        sa.Column("erased_at", MOMENT),
        sa.UniqueConstraint("slug", name="uq_tombstone_slug"),
    )


def downgrade() -> None:
    op.drop_table("tombstone")
    drop_graveyard()
