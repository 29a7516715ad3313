"""Create the tables that every service has.

Safe while the previous version runs: there is none.
"""

from shared.migrations import create_plumbing, drop_plumbing

revision = "0001_create_plumbing"
down_revision = None


def upgrade() -> None:
    create_plumbing()


def downgrade() -> None:
    drop_plumbing()
