"""Scopes of the programming interface's tokens, and the count of their requests.

Safe while the previous version runs: yes, it adds a column with a default and a table.
"""

from shared.migrations import limit_tokens, unlimit_tokens

revision = "0016_limit_tokens"
down_revision = "0015_create_journal"


def upgrade() -> None:
    limit_tokens()


def downgrade() -> None:
    unlimit_tokens()
