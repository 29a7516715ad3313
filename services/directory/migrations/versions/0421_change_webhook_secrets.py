"""Change the secret of a webhook, and sign with both for a while.

Safe while the previous version runs: yes, the new columns have defaults; it signs with the new secret only.
"""

import sqlalchemy as sa
from alembic import op

revision = "0421_change_webhook_secrets"
down_revision = "0412_undo_long_imports"


def upgrade() -> None:
    op.add_column("webhook", sa.Column("sealed_old_secret", sa.Text, nullable=False, server_default=""))
    op.add_column("webhook", sa.Column("secret_changed_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("webhook", "secret_changed_at")
    op.drop_column("webhook", "sealed_old_secret")
