"""Know from how many recharges the network orders.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0431_know_low_stock"
down_revision = "0430_know_several_structures"


def upgrade() -> None:
    create_tenant_table(
        "credit_rules",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("low_stock", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("credit_rules")
