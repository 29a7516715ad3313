"""Create meetings and the invitations to them.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0003_create_meetings"
down_revision = "0002_create_contacts"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_tenant_table(
        "meeting",
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("host_id", sa.Uuid),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("visio", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("people", sa.Integer),
        sa.Column("structures", sa.Integer),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id", "host_id"], ["host.tenant_id", "host.id"]),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint("status IN ('planned', 'held', 'cancelled')", name="status_known"),
        sa.CheckConstraint("(status = 'held') = (people IS NOT NULL)", name="counted_when_held"),
        sa.CheckConstraint("people >= 0 AND structures >= 0", name="counts_not_negative"),
        sa.Index("ix_meeting_starts_at", "tenant_id", "starts_at"),
    )
    create_tenant_table(
        "invitation",
        sa.Column("meeting_id", sa.Uuid, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_at", MOMENT),
        sa.Column("reminded_at", MOMENT),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("tenant_id", "meeting_id", "account_id", name="uq_invitation_guest"),
        sa.ForeignKeyConstraint(["tenant_id", "meeting_id"], ["meeting.tenant_id", "meeting.id"]),
        sa.CheckConstraint("answer IN ('accepted', 'tentative', 'declined')", name="answer_known"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_at_with_answer"),
    )


def downgrade() -> None:
    op.drop_table("invitation")
    op.drop_table("meeting")
