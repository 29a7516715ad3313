"""Compare what is asked again under the same idempotency key.

Safe while the previous version runs: yes, the new column has a default.
"""

from shared.migrations import compare_repeated_commands, trust_repeated_commands

revision = "0401_compare_repeated_commands"
down_revision = "0345_erase_networks"


def upgrade() -> None:
    compare_repeated_commands()


def downgrade() -> None:
    trust_repeated_commands()
