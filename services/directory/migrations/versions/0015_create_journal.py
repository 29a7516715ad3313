"""Create the journal: who did what, when, before and after.

Safe while the previous version runs: yes, it only adds a table.
"""

from shared.migrations import create_journal, drop_journal

revision = "0015_create_journal"
down_revision = "0013_create_referents"


def upgrade() -> None:
    create_journal()


def downgrade() -> None:
    drop_journal()
