"""Create offers, and what is needed to tell the free places of the next workshops.

Safe while the previous version runs: yes, it adds tables and columns that may be empty.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0313_create_offers"
down_revision = "0215_create_charter"

NEW = ("series_id", "structure_id")


def upgrade() -> None:
    here = (["tenant_id", "structure_id"], ["structure.tenant_id", "structure.id"])
    create_tenant_table(
        "offer",
        sa.Column("structure_id", sa.Uuid, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("theme", "audience", "schedule")),
        sa.Column("places", sa.Integer),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(*here, name="fk_offer_tenant_id_structure_id"),
        sa.CheckConstraint("theme <> ''", name="theme_given"),
        sa.CheckConstraint("places IS NULL OR places > 0", name="places_positive"),
        sa.Index("ix_offer_structure", "tenant_id", "structure_id", "id"),
    )
    create_tenant_table(
        "seat",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("series_id", sa.Uuid, nullable=False),
        sa.Column("taken", sa.Boolean, nullable=False),
        sa.Index("ix_seat_series", "tenant_id", "series_id"),
    )
    for name in NEW:
        op.add_column("agenda_entry", sa.Column(name, sa.Uuid))
    op.add_column("agenda_entry", sa.Column("capacity", sa.Integer))
    op.create_index("ix_agenda_entry_structure", "agenda_entry", ["tenant_id", "structure_id", "starts_at"])


def downgrade() -> None:
    op.drop_index("ix_agenda_entry_structure", "agenda_entry")
    for name in (*NEW, "capacity"):
        op.drop_column("agenda_entry", name)
    op.drop_table("seat")
    op.drop_table("offer")
