"""Know the logo of a network.

Safe while the previous version runs: yes, the new column has a default.
"""

from shared.migrations import forget_logos, know_logos

revision = "0336_know_logos"
down_revision = "0325_know_closing_days"


def upgrade() -> None:
    know_logos()


def downgrade() -> None:
    forget_logos()
