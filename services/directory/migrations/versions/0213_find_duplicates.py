"""Create pairs of likely duplicates, and the pointer of a merged structure to the one that stays.

Safe while the previous version runs: yes, it adds a table and a column that may be empty.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0213_find_duplicates"
down_revision = "0030_create_webhooks"

POINTER = "fk_structure_tenant_id_merged_into_id"


def upgrade() -> None:
    op.add_column("structure", sa.Column("merged_into_id", sa.Uuid))
    columns = (["tenant_id", "merged_into_id"], ["tenant_id", "id"])
    op.create_foreign_key(POINTER, "structure", "structure", *columns)
    create_tenant_table(
        "duplicate_pair",
        sa.Column("first_id", sa.Uuid, nullable=False),
        sa.Column("second_id", sa.Uuid, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("reasons", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        *map(reference, ("first_id", "second_id")),
        sa.UniqueConstraint("tenant_id", "first_id", "second_id", name="uq_duplicate_pair"),
        sa.CheckConstraint("first_id < second_id", name="each_pair_once"),
        sa.CheckConstraint("state IN ('proposed', 'different')", name="state_known"),
    )


def reference(column: str) -> sa.ForeignKeyConstraint:
    columns = (["tenant_id", column], ["structure.tenant_id", "structure.id"])
    return sa.ForeignKeyConstraint(*columns, name=f"fk_duplicate_pair_tenant_id_{column}", ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("duplicate_pair")
    op.drop_constraint(POINTER, "structure")
    op.drop_column("structure", "merged_into_id")
