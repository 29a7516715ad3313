"""Create the pointers of structures that were merged.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0213_follow_merges"
down_revision = "0014_create_orientation_facts"


def upgrade() -> None:
    create_tenant_table(
        "structure_merge",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("into_id", sa.Uuid, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("structure_merge")
