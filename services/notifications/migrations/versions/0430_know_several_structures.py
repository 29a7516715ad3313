"""Know all the structures of which a member is referent.

Safe while the previous version runs: no, it asks for a column that goes. Stop it first, or its doors stay shut until
the new version takes over; nothing is lost.
"""

from shared.migrations import know_one_structure, know_several_structures

revision = "0430_know_several_structures"
down_revision = "0401_compare_repeated_commands"


def upgrade() -> None:
    know_several_structures()


def downgrade() -> None:
    know_one_structure()
