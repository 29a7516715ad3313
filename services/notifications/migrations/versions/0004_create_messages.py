"""Create letters and the messages with their fates.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.database.protection import SYSTEM
from shared.migrations import create_tenant_table

revision = "0004_create_messages"
down_revision = "0003_create_meetings"

MOMENT = sa.DateTime(timezone=True)
STATES = "'pending', 'sending', 'sent', 'refused', 'failed', 'unknown', 'expired', 'suppressed'"
# The sweep asks once for all networks which of them have something left to send; it can change nothing.
READ_BY_THE_SWEEP = "CREATE POLICY sweep ON {} FOR SELECT USING (" + SYSTEM + ")"


def upgrade() -> None:
    create_tenant_table(
        "newsletter",
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=False),
        sa.Column("edited_by", sa.Uuid),
        sa.Column("started_at", MOMENT),
        sa.Column("finished_at", MOMENT),
        sa.Column("recipients", sa.Integer, nullable=False),
        sa.CheckConstraint("state IN ('draft', 'sending', 'sent')", name="state_known"),
        sa.CheckConstraint("state = 'draft' OR started_at IS NOT NULL", name="started_when_sent"),
        sa.CheckConstraint("(state = 'sent') = (finished_at IS NOT NULL)", name="finished_when_sent"),
        sa.Index("ix_newsletter_sending", "tenant_id", postgresql_where=sa.text("state = 'sending'")),
        extra_policies=[READ_BY_THE_SWEEP.format("newsletter")],
    )
    create_tenant_table(
        "message", *_message_columns(), *_message_rules(), extra_policies=[READ_BY_THE_SWEEP.format("message")]
    )


def _message_columns() -> list[sa.Column]:
    return [
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("context", JSONB, nullable=False),
        sa.Column("newsletter_id", sa.Uuid),
        sa.Column("invitation_id", sa.Uuid),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("smtp_code", sa.Integer),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT),
        sa.Column("claimed_at", MOMENT),
        sa.Column("settled_at", MOMENT),
    ]


def _message_rules() -> list[sa.Constraint | sa.Index]:
    unsettled = sa.text("state IN ('pending', 'sending')")
    return [
        sa.UniqueConstraint("tenant_id", "source", "recipient", name="uq_message_source_recipient"),
        sa.ForeignKeyConstraint(["tenant_id", "newsletter_id"], ["newsletter.tenant_id", "newsletter.id"]),
        sa.ForeignKeyConstraint(["tenant_id", "invitation_id"], ["invitation.tenant_id", "invitation.id"]),
        sa.CheckConstraint(f"state IN ({STATES})", name="state_known"),
        sa.CheckConstraint("(state = 'sending') = (claimed_at IS NOT NULL)", name="claimed_while_sending"),
        sa.Index("ix_message_newsletter", "tenant_id", "newsletter_id", "state"),
        sa.Index("ix_message_invitation", "tenant_id", "invitation_id"),
        sa.Index("ix_message_unsettled", "due_at", postgresql_where=unsettled),
    ]


def downgrade() -> None:
    op.drop_table("message")
    op.drop_table("newsletter")
