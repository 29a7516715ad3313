"""Create the runs and the editions of reports.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.migrations import create_tenant_table

revision = "0003_create_reports"
down_revision = "0002_create_facts"

MOMENT = sa.DateTime(timezone=True)


def column(name, kind, **options):
    return sa.Column(name, kind, **{"nullable": False, **options})


def upgrade():
    create_tenant_table(
        "report_run",
        column("report", sa.Text),
        column("period", sa.Text),
        column("edition", sa.Integer),
        column("due_at", MOMENT),
        column("planned_at", MOMENT),
        sa.UniqueConstraint("tenant_id", "report", "period", "edition", name="uq_report_run_period"),
        sa.CheckConstraint("edition > 0", name="ck_report_run_edition"),
    )
    create_tenant_table(
        "report_edition",
        column("state", sa.Text),
        column("document", JSONB),
        column("summary", JSONB),
        *(column(name, sa.Text) for name in ("pdf_key", "pdf_sha256", "xlsx_key", "xlsx_sha256")),
        column("produced_at", MOMENT),
        column("publish_at", MOMENT),
        column("published_at", MOMENT, nullable=True),
        column("published_by", sa.Uuid, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "id"], ["report_run.tenant_id", "report_run.id"], name="fk_report_edition_tenant_id_id"
        ),
        sa.CheckConstraint("state IN ('draft', 'published')", name="ck_report_edition_state"),
        sa.CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="ck_report_edition_published_at"),
    )


def downgrade():
    op.drop_table("report_edition")
    op.drop_table("report_run")
