"""Create the stocks of recharges and their journal, to which one can only add.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table
from shared.tenancy import tenant_foreign_key

revision = "0006_create_credit"
down_revision = "0005_create_sim_cards"


def upgrade() -> None:
    create_tenant_table(
        "credit_stock",
        sa.Column("product", sa.Text, nullable=False),
        sa.Column("funder", sa.Text, nullable=False),
        sa.Column("balance", sa.Integer, nullable=False),
        sa.UniqueConstraint("tenant_id", "product", "funder", name="uq_credit_stock_product"),
        sa.CheckConstraint("balance >= 0", name="balance"),
    )
    create_entry()
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'one can only add to %', TG_TABLE_NAME; END $$"
    )
    op.execute(
        "CREATE TRIGGER only_add BEFORE UPDATE OR DELETE ON credit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def create_entry() -> None:
    create_tenant_table(
        "credit_entry",
        sa.Column("entry_no", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("stock_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("debit", sa.Text, nullable=False),
        sa.Column("credit", sa.Text, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Uuid),
        sa.Column("reverses_id", sa.Uuid),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("moved_on", sa.Date, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        tenant_foreign_key("credit_stock", "stock_id"),
        tenant_foreign_key("person"),
        tenant_foreign_key("credit_entry", "reverses_id"),
        sa.UniqueConstraint("tenant_id", "reverses_id", name="uq_credit_entry_reversal"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        sa.CheckConstraint("(debit = 'stock') <> (credit = 'stock')", name="sides"),
        sa.CheckConstraint("kind <> 'given' OR person_id IS NOT NULL", name="person"),
    )
    op.create_index("ix_credit_entry_stock", "credit_entry", ["tenant_id", "stock_id", "entry_no"])
    op.create_index("ix_credit_entry_person", "credit_entry", ["tenant_id", "person_id"])


def downgrade() -> None:
    op.drop_table("credit_entry")
    op.execute("DROP FUNCTION refuse_change()")
    op.drop_table("credit_stock")
