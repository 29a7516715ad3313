"""Create the discussions between members, and what is told of them by e-mail.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0322_create_exchanges"
down_revision = "0321_create_resources"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_tenant_table(
        "thread",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("title", "title_key", "theme")),
        sa.Column("is_pinned", sa.Boolean, nullable=False),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("started_at", "last_post_at")),
        sa.Column("last_number", sa.Integer, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.CheckConstraint("title <> ''", name="title_given"),
        sa.Index("ix_thread_last_post", "tenant_id", "is_pinned", "last_post_at", "id"),
        sa.Index("ix_thread_title", "tenant_id", "title_key", "id"),
    )
    create_tenant_table(
        "post",
        *_of_thread("post"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Uuid),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("author_label", "body", "search_text")),
        sa.Column("written_at", MOMENT, nullable=False),
        *(sa.Column(name, MOMENT) for name in ("edited_at", "removed_at", "hidden_at")),
        sa.Column("hidden_reason", sa.Text, nullable=False),
        sa.UniqueConstraint("tenant_id", "thread_id", "number", name="uq_post_number"),
        sa.CheckConstraint("(hidden_at IS NULL) = (hidden_reason = '')", name="hidden_with_a_reason"),
        sa.Index("ix_post_account", "tenant_id", "account_id", "thread_id"),
        sa.Index("ix_post_written", "tenant_id", "written_at"),
    )
    create_tenant_table(
        "thread_mark",
        *_of_thread("thread_mark"),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("follows", sa.Boolean, nullable=False),
        sa.Column("read_number", sa.Integer, nullable=False),
        sa.UniqueConstraint("tenant_id", "thread_id", "account_id", name="uq_thread_mark_account"),
        sa.Index("ix_thread_mark_account", "tenant_id", "account_id", "thread_id"),
    )
    _create_digests()


def _create_digests() -> None:
    create_tenant_table(
        "digest_choice",
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("frequency", sa.Text, nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.UniqueConstraint("tenant_id", "account_id", name="uq_digest_choice_account"),
        sa.CheckConstraint("frequency IN ('daily', 'weekly', 'never')", name="frequency_known"),
    )
    create_tenant_table(
        "digest_line",
        *_of_thread("digest_line"),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("up_to", sa.Integer, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Index("ix_digest_line_account", "tenant_id", "account_id", "thread_id"),
        sa.Index("ix_digest_line_sent", "tenant_id", "sent_at"),
    )


def _of_thread(table: str) -> tuple[sa.Column, sa.ForeignKeyConstraint]:
    here = (["tenant_id", "thread_id"], ["thread.tenant_id", "thread.id"])
    name = f"fk_{table}_tenant_id_thread_id"
    return sa.Column("thread_id", sa.Uuid, nullable=False), sa.ForeignKeyConstraint(*here, name=name)


def downgrade() -> None:
    for table in ("digest_line", "digest_choice", "thread_mark", "post", "thread"):
        op.drop_table(table)
