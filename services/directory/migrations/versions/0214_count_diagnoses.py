"""Count diagnoses by month and stage.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0214_count_diagnoses"
down_revision = "0011_open_the_directory"


def upgrade():
    create_tenant_table(
        "diagnosis_tally",
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("questions_version", sa.Integer, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.UniqueConstraint("tenant_id", "month", "questions_version", "stage", name="uq_diagnosis_tally_stage"),
    )


def downgrade():
    op.drop_table("diagnosis_tally")
