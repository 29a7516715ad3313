"""Structures may be kept out of what everybody sees; a network chooses what it publishes.

Safe while the previous version runs: yes, the column has a default and the rest is a new table.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0011_open_the_directory"
down_revision = "0213_find_duplicates"


def upgrade() -> None:
    op.add_column("structure", sa.Column("is_public", sa.Boolean, nullable=False, server_default=sa.true()))
    create_tenant_table(
        "publication",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("is_site_open", sa.Boolean, nullable=False),
        sa.Column("licence", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = tenant_id", name="is_of_its_network"),
        sa.CheckConstraint("licence IN ('', 'etalab-2.0', 'odbl-1.0')", name="licence_known"),
    )


def downgrade() -> None:
    op.drop_table("publication")
    op.drop_column("structure", "is_public")
