"""Know the address from which a network writes, and which one invited to each meeting.

Safe while the previous version runs: yes, the new columns have defaults.
"""

import sqlalchemy as sa
from alembic import op

revision = "0431_know_sender_addresses"
down_revision = "0430_know_several_structures"


def upgrade() -> None:
    op.add_column("sender", sa.Column("address", sa.Text, nullable=False, server_default=""))
    op.add_column("meeting", sa.Column("organizer", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("meeting", "organizer")
    op.drop_column("sender", "address")
