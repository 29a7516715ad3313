"""Let a network close: the decision, its day, and the notices that were given.

Safe while the previous version runs: yes, the new columns may be empty. It refuses the members of a network in closing,
as of any that is not open.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table, execute_all, forget_closing_days, know_closing_days

revision = "0325_close_networks"
down_revision = "0031_create_personal_requests"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    know_closing_days()
    op.add_column("network", sa.Column("closes_on", sa.Date))
    _know_statuses("open", "closing", "closed", "suspended")
    create_tenant_table(
        "closure",
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.Uuid),
        sa.Column("closes_on", sa.Date, nullable=False),
        sa.Column("told", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("cancelled_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("erases_on", sa.Date),
    )
    standing = sa.text("cancelled_at IS NULL")
    op.create_index("uq_closure_standing", "closure", ["tenant_id"], unique=True, postgresql_where=standing)


def _know_statuses(*names: str) -> None:
    op.drop_constraint("status_known", "network", type_="check")
    op.create_check_constraint("status_known", "network", sa.column("status").in_(names))


def downgrade() -> None:
    op.drop_table("closure")
    # The owner too is held by the wall.
    execute_all(
        [
            "ALTER TABLE network NO FORCE ROW LEVEL SECURITY",
            "UPDATE network SET status = 'suspended' WHERE status IN ('closing', 'closed')",
            "ALTER TABLE network FORCE ROW LEVEL SECURITY",
        ]
    )
    _know_statuses("open", "suspended")
    op.drop_column("network", "closes_on")
    forget_closing_days()
