"""Remember what people said of the hours that were read from French text.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0354_remember_readings_of_hours"
down_revision = "0353_index_structure_state"


def upgrade() -> None:
    create_tenant_table(
        "hours_reading",
        sa.Column("structure_id", sa.Uuid, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("decision_id", sa.Uuid, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "structure_id"], ["structure.tenant_id", "structure.id"], ondelete="CASCADE"
        ),
        sa.UniqueConstraint("tenant_id", "structure_id", name="uq_hours_reading_structure_id"),
        sa.CheckConstraint("state IN ('accepted', 'left')", name="state_known"),
        sa.CheckConstraint("(state = 'left') = (written = '')", name="written_when_accepted"),
        sa.Index("ix_hours_reading_decision_id", "tenant_id", "decision_id"),
    )


def downgrade() -> None:
    op.drop_table("hours_reading")
