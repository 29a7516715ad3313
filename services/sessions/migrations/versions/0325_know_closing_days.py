"""Know on which day a network closes.

Safe while the previous version runs: yes, the new column may be empty.
"""

from shared.migrations import forget_closing_days, know_closing_days

revision = "0325_know_closing_days"
down_revision = "0016_limit_tokens"


def upgrade() -> None:
    know_closing_days()


def downgrade() -> None:
    forget_closing_days()
