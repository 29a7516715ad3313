"""Scopes of the programming interface's tokens, and the count of their requests.

Safe while the previous version runs: yes, it adds a column with a default and a table.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import limit_tokens, unlimit_tokens

revision = "0016_limit_tokens"
down_revision = "0015_create_journal"


def upgrade() -> None:
    op.add_column("api_token", sa.Column("scopes", sa.ARRAY(sa.Text), nullable=False, server_default="{}"))
    limit_tokens()


def downgrade() -> None:
    unlimit_tokens()
    op.drop_column("api_token", "scopes")
