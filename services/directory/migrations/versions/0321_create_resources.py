"""Create what members share: teaching resources and free software.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0321_create_resources"
down_revision = "0323_create_communes"

MOMENT = sa.DateTime(timezone=True)
TEXTS = ("kind", "title", "summary", "url", "file_key", "file_name", "file_type", "theme", "licence", "remark")


def upgrade() -> None:
    create_tenant_table(
        "resource",
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("state", "reason", "title_key", "search_text")),
        sa.Column("file_size", sa.Integer, nullable=False),
        sa.Column("audiences", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("systems", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("is_falc", sa.Boolean, nullable=False),
        sa.Column("proposed_by", sa.Uuid),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.CheckConstraint("kind IN ('teaching', 'software')", name="kind_known"),
        sa.CheckConstraint("state IN ('proposed', 'published', 'refused', 'hidden')", name="state_known"),
        sa.CheckConstraint("title <> ''", name="title_given"),
        sa.CheckConstraint("(url <> '') <> (file_key <> '')", name="link_or_file"),
        sa.CheckConstraint("(state = 'refused') = (reason <> '')", name="refused_with_a_reason"),
        sa.Index("ix_resource_recent", "tenant_id", "state", "created_at", "id"),
        sa.Index("ix_resource_title", "tenant_id", "state", "title_key", "id"),
        sa.Index("ix_resource_proposed_by", "tenant_id", "proposed_by", "created_at", "id"),
        sa.Index("ix_resource_removed", "tenant_id", "removed_at"),
    )


def downgrade() -> None:
    op.drop_table("resource")
