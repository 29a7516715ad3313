"""Let a person change the address of the account; each membership remembers when, for the journal.

Safe while the previous version runs: yes, it only adds a table and a column that may be empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0411_change_addresses"
down_revision = "0401_compare_repeated_commands"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "email_change",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("account_id", sa.Uuid, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("old_email", "new_email", "digest", "state")),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT),
        sa.UniqueConstraint("digest", name="uq_email_change_digest"),
        sa.CheckConstraint("state IN ('pending', 'confirmed', 'cancelled', 'refused')", name="state_known"),
        sa.CheckConstraint("state <> 'confirmed' OR confirmed_at IS NOT NULL", name="confirmed_with_date"),
        sa.CheckConstraint("new_email = lower(new_email) AND new_email <> old_email", name="another_address"),
    )
    pending = sa.text("state = 'pending'")
    op.create_index("uq_email_change_pending", "email_change", ["account_id"], unique=True, postgresql_where=pending)
    op.create_index("ix_email_change_account", "email_change", ["account_id", "asked_at"])
    op.create_index("ix_email_change_old_email", "email_change", ["old_email"])
    op.add_column("membership", sa.Column("address_changed_at", MOMENT))


def downgrade() -> None:
    op.drop_column("membership", "address_changed_at")
    op.drop_table("email_change")
