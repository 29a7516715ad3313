"""Count the changes of an offer, so that two people who change it at once do not overwrite each other.

Safe while the previous version runs: yes, it leaves the number as it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0437_count_changes_of_offers"
down_revision = "0436_find_imports_by_headings"


def upgrade() -> None:
    op.add_column("offer", sa.Column("version", sa.Integer, nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("offer", "version")
