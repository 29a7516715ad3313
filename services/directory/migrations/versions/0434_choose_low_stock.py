"""Let a network choose from how many recharges it is told to order.

Safe while the previous version runs: yes, the new column has a default.
"""

import sqlalchemy as sa
from alembic import op

revision = "0434_choose_low_stock"
down_revision = "0433_choose_sender_addresses"


def upgrade() -> None:
    op.add_column("network", sa.Column("low_stock", sa.Integer, nullable=False, server_default="5"))
    op.create_check_constraint("low_stock_bounded", "network", "low_stock BETWEEN 0 AND 500")


def downgrade() -> None:
    op.drop_column("network", "low_stock")
