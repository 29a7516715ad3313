"""Keep how long a network keeps names, and since when a contact is what it is.

Safe while the previous version runs: yes, the new columns have defaults.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import limit_retention, unlimit_retention

revision = "0324_limit_retention"
down_revision = "0336_know_logos"


def upgrade() -> None:
    limit_retention()
    op.add_column(
        "contact", sa.Column("told_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()"))
    )


def downgrade() -> None:
    op.drop_column("contact", "told_at")
    unlimit_retention()
