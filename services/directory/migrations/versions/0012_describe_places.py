"""What a place offers beside the national schema, its position as an index, and addresses that were geocoded.

Safe while the previous version runs: yes, the new columns have defaults and the new table is its own.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0012_describe_places"
down_revision = "0313_create_offers"


def columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column("stages", sa.ARRAY(sa.Text), nullable=False, server_default="{}"),
        sa.Column("equipment", sa.ARRAY(sa.Text), nullable=False, server_default="{}"),
        sa.Column("computers", sa.Integer),
        sa.Column("shared_content", sa.Text, nullable=False, server_default=""),
    )


def upgrade() -> None:
    for column in columns():
        op.add_column("structure", column)
    op.create_check_constraint("computers_positive", "structure", "computers IS NULL OR computers > 0")
    op.create_index("ix_structure_located", "structure", ["tenant_id", "latitude", "longitude"])
    create_tenant_table(
        "geocoding",
        sa.Column("structure_id", sa.Uuid, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("score", sa.Float),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("commune_code", sa.Text, nullable=False),
        sa.Column("found", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id", "structure_id"], ["structure.tenant_id", "structure.id"]),
        sa.UniqueConstraint("tenant_id", "structure_id", name="uq_geocoding_structure_id"),
        sa.CheckConstraint("state IN ('applied', 'doubtful', 'refused', 'unknown')", name="state_known"),
        sa.CheckConstraint("(state = 'unknown') = (latitude IS NULL)", name="located_unless_unknown"),
        sa.Index("ix_geocoding_asked", "tenant_id", "asked"),
    )


def downgrade() -> None:
    op.drop_table("geocoding")
    op.drop_index("ix_structure_located", "structure")
    op.drop_constraint("ck_structure_computers_positive", "structure")
    for column in columns():
        op.drop_column("structure", column.name)
