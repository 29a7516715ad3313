"""Create networks, members, invitations, API tokens, and the copy of the dates that the first page shows.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0003_create_networks"
down_revision = "0002_create_accounts"

MOMENT = sa.DateTime(timezone=True)
NOT_ACCEPTED_OR_CANCELLED = sa.text("accepted_at IS NULL AND cancelled_at IS NULL")


def upgrade() -> None:
    create_tenant_table(
        "network",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False),
        sa.Column("colour", sa.Text, nullable=False),
        sa.Column("sender_name", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.CheckConstraint("id = tenant_id", name="is_its_own_tenant"),
        sa.CheckConstraint("status IN ('open', 'suspended')", name="status_known"),
        sa.CheckConstraint("colour ~ '^#[0-9a-f]{6}$'", name="colour_written"),
        sa.CheckConstraint("label <> ''", name="label_given"),
    )
    create_tenant_table(
        "membership",
        sa.Column("account_id", sa.Uuid, sa.ForeignKey("account.id"), nullable=False, index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("structure_id", sa.Uuid),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT),
        sa.UniqueConstraint("tenant_id", "account_id", name="uq_membership_account"),
        sa.CheckConstraint("status IN ('active', 'left')", name="status_known"),
        sa.CheckConstraint("cardinality(roles) > 0", name="some_role"),
        sa.CheckConstraint("(status = 'left') = (left_at IS NOT NULL)", name="left_at_when_left"),
    )
    create_tenant_table(
        "invitation",
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("structure_id", sa.Uuid),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("invited_by", sa.Uuid),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("accepted_at", MOMENT),
        sa.Column("cancelled_at", MOMENT),
        sa.UniqueConstraint("tenant_id", "digest", name="uq_invitation_digest"),
        sa.CheckConstraint("cardinality(roles) > 0", name="some_role"),
        sa.CheckConstraint("accepted_at IS NULL OR cancelled_at IS NULL", name="accepted_or_cancelled"),
    )
    op.create_index(
        "uq_invitation_open_email",
        "invitation",
        ["tenant_id", "email"],
        unique=True,
        postgresql_where=NOT_ACCEPTED_OR_CANCELLED,
    )
    create_tenant_table(
        "api_token",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("created_by", sa.Uuid),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.UniqueConstraint("tenant_id", "digest", name="uq_api_token_digest"),
        sa.CheckConstraint("cardinality(roles) > 0", name="some_role"),
        sa.CheckConstraint("label <> ''", name="label_given"),
    )
    create_tenant_table(
        "agenda_entry",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.CheckConstraint("kind IN ('workshop', 'meeting')", name="kind_known"),
    )
    op.create_index("ix_agenda_entry_starts_at", "agenda_entry", ["tenant_id", "starts_at"])


def downgrade() -> None:
    for table in ("agenda_entry", "api_token", "invitation", "membership", "network"):
        op.drop_table(table)
