"""Create the charter's versions and their signatures.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0215_create_charter"
down_revision = "0214_count_diagnoses"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_tenant_table(
        "charter_version",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("published_by", sa.Text, nullable=False),
        sa.UniqueConstraint("tenant_id", "number", name="uq_charter_version_number"),
        sa.CheckConstraint("body <> ''", name="body_given"),
    )
    create_tenant_table(
        "charter_signature",
        sa.Column("version_id", sa.Uuid, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "version_id"],
            ["charter_version.tenant_id", "charter_version.id"],
            name="fk_charter_signature_tenant_id_version_id",
        ),
        sa.UniqueConstraint("tenant_id", "version_id", "account_id", name="uq_charter_signature_person"),
    )


def downgrade() -> None:
    op.drop_table("charter_signature")
    op.drop_table("charter_version")
