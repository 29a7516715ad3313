"""Keep how long a network keeps names.

Safe while the previous version runs: yes, the new column has a default.
"""

from shared.migrations import limit_retention, unlimit_retention

revision = "0324_limit_retention"
down_revision = "0336_know_logos"


def upgrade() -> None:
    limit_retention()


def downgrade() -> None:
    unlimit_retention()
