"""Count the changes of a letter, so that two people who write it at once do not overwrite each other.

Safe while the previous version runs: yes, it leaves the number as it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0432_count_changes_of_letters"
down_revision = "0431_know_sender_addresses"


def upgrade() -> None:
    op.add_column("newsletter", sa.Column("version", sa.Integer, nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("newsletter", "version")
