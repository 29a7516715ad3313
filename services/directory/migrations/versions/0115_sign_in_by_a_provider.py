"""Remember which account an identity provider's person is.

Safe while the previous version runs: yes, it only adds a table and columns that may be empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0115_sign_in_by_a_provider"
down_revision = "0113_create_record_checks"


def upgrade() -> None:
    op.create_table(
        "account_identity",
        sa.Column("issuer", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("account_id", sa.Uuid, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("issuer", "account_id", name="uq_account_identity_account"),
    )
    op.create_index("ix_account_identity_account_id", "account_identity", ["account_id"])
    op.add_column("sign_in_link", sa.Column("issuer", sa.Text))
    op.add_column("sign_in_link", sa.Column("subject", sa.Text))
    op.add_column("web_session", sa.Column("id_token", sa.Text))


def downgrade() -> None:
    op.drop_column("web_session", "id_token")
    op.drop_column("sign_in_link", "subject")
    op.drop_column("sign_in_link", "issuer")
    op.drop_table("account_identity")
