"""Copy what each structure lends.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.migrations import create_tenant_table

revision = "0422_know_what_is_lent"
down_revision = "0421_change_webhook_secrets"


def upgrade() -> None:
    create_tenant_table(
        "lending_stock",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("stock", JSONB, nullable=False),
        sa.Column("available", JSONB, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("lending_stock")
