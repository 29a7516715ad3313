"""Let a network choose where answers to its letters go, and when its quarterly report is made and published.

Safe while the previous version runs: yes, the new columns have defaults.
"""

import sqlalchemy as sa
from alembic import op

revision = "0315_add_network_rules"
down_revision = "0012_describe_places"


def upgrade() -> None:
    op.add_column("network", sa.Column("reply_to", sa.Text, nullable=False, server_default=""))
    op.add_column("network", sa.Column("grace_days", sa.Integer, nullable=False, server_default="5"))
    op.add_column("network", sa.Column("review_days", sa.Integer, nullable=False, server_default="7"))
    op.create_check_constraint("grace_days_bounded", "network", "grace_days BETWEEN 0 AND 30")
    op.create_check_constraint("review_days_bounded", "network", "review_days BETWEEN 1 AND 30")


def downgrade() -> None:
    for column in ("review_days", "grace_days", "reply_to"):
        op.drop_column("network", column)
