"""Copy the names of reports, to say which ones wait to be read over.

Safe while the previous version runs: yes, it only adds a table. Drafts made before are not known here: the mail told
of them, and they publish themselves.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0423_know_reports"
down_revision = "0422_know_what_is_lent"


def upgrade() -> None:
    create_tenant_table(
        "report_copy",
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("is_published", sa.Boolean, nullable=False),
    )
    draft = sa.text("NOT is_published")
    op.create_index("ix_report_copy_draft", "report_copy", ["tenant_id", "title", "id"], postgresql_where=draft)


def downgrade() -> None:
    op.drop_table("report_copy")
