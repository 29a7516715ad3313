"""Keep the address to which answers to a network's letters go.

Safe while the previous version runs: yes, the new column has a default.
"""

import sqlalchemy as sa
from alembic import op

revision = "0115_add_reply_address"
down_revision = "0016_limit_tokens"


def upgrade() -> None:
    op.add_column("sender", sa.Column("reply_to", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("sender", "reply_to")
