"""Erase a network that is closed, and remember that it was.

Safe while the previous version runs: yes, it only adds a table and functions.
"""

from shared.migrations import create_graveyard, drop_graveyard

revision = "0345_erase_networks"
down_revision = "0324_limit_retention"


def upgrade() -> None:
    create_graveyard()


def downgrade() -> None:
    drop_graveyard()
