"""Create receptions of SIM cards, and the cards.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table
from shared.tenancy import tenant_foreign_key

revision = "0005_create_sim_cards"
down_revision = "0004_create_equipment"


def upgrade() -> None:
    create_tenant_table(
        "sim_reception",
        sa.Column("operator", sa.Text, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("purchase_id", sa.Uuid),
        tenant_foreign_key("purchase"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
    )
    create_tenant_table(
        "sim_card",
        sa.Column("iccid", sa.Text, nullable=False),
        sa.Column("operator", sa.Text, nullable=False),
        sa.Column("reception_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid),
        sa.Column("given_on", sa.Date),
        sa.Column("version", sa.Integer, nullable=False),
        tenant_foreign_key("sim_reception", "reception_id"),
        tenant_foreign_key("person"),
        sa.UniqueConstraint("tenant_id", "iccid", name="uq_sim_card_iccid"),
        sa.CheckConstraint("(person_id IS NULL) = (given_on IS NULL)", name="given"),
        sa.CheckConstraint("iccid ~ '^89[0-9]{16,18}$'", name="iccid"),
    )
    op.create_index("ix_sim_card_person", "sim_card", ["tenant_id", "person_id"])


def downgrade() -> None:
    op.drop_table("sim_card")
    op.drop_table("sim_reception")
