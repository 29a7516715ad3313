"""Create accounts, sign-in links, sessions, sign-ups and counted attempts: what belongs to no network.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_create_accounts"
down_revision = "0001_create_plumbing"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT),
        sa.UniqueConstraint("email", name="uq_account_email"),
        sa.CheckConstraint("email = lower(email)", name="email_normalised"),
        sa.CheckConstraint("display_name <> ''", name="display_name_given"),
    )
    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("account_id", sa.Uuid, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("next_path", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.UniqueConstraint("digest", name="uq_sign_in_link_digest"),
    )
    op.create_table(
        "web_session",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("account_id", sa.Uuid, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.UniqueConstraint("digest", name="uq_web_session_digest"),
    )
    op.create_table(
        "sign_up",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("network_id", sa.Uuid, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("structure_label", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.UniqueConstraint("digest", name="uq_sign_up_digest"),
        sa.UniqueConstraint("network_id", name="uq_sign_up_network_id"),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False, index=True),
        sa.Index("ix_attempt_digest_at", "digest", "at"),
    )


def downgrade() -> None:
    for table in ("attempt", "sign_up", "web_session", "sign_in_link", "account"):
        op.drop_table(table)
