"""Create purchases, items and loans.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table
from shared.tenancy import tenant_foreign_key

revision = "0004_create_equipment"
down_revision = "0003_create_workshops"


def upgrade() -> None:
    create_purchase()
    create_item()
    create_loan()


def create_purchase() -> None:
    create_tenant_table(
        "purchase",
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("funder", sa.Text, nullable=False),
        sa.Column("amount_cents", sa.Integer, nullable=False),
        sa.Column("purchased_on", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("amount_cents >= 0", name="amount"),
    )
    op.create_index("ix_purchase_day", "purchase", ["tenant_id", "purchased_on"])


def create_item() -> None:
    create_tenant_table(
        "item",
        sa.Column("item_no", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("serial", sa.Text),
        sa.Column("purchase_id", sa.Uuid),
        sa.Column("price_cents", sa.Integer),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        tenant_foreign_key("purchase"),
        sa.UniqueConstraint("tenant_id", "tag", name="uq_item_tag"),
        sa.UniqueConstraint("tenant_id", "id", "item_no", name="uq_item_number"),
        sa.CheckConstraint("price_cents >= 0", name="price"),
        sa.CheckConstraint("tag <> ''", name="tag"),
    )
    present = sa.text("serial IS NOT NULL")
    op.create_index("uq_item_serial", "item", ["tenant_id", "serial"], unique=True, postgresql_where=present)


def create_loan() -> None:
    create_tenant_table(
        "loan",
        sa.Column("item_id", sa.Uuid, nullable=False),
        sa.Column("item_no", sa.BigInteger, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("lent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lent_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True)),
        sa.Column("returned_on", sa.Date),
        sa.Column("outcome", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "item_id", "item_no"],
            ["item.tenant_id", "item.id", "item.item_no"],
            name="fk_loan_item",
        ),
        tenant_foreign_key("person"),
        sa.CheckConstraint("due_on >= lent_on", name="due"),
        sa.CheckConstraint("(returned_at IS NULL) = (outcome IS NULL)", name="outcome"),
    )
    op.execute(
        "ALTER TABLE loan ADD COLUMN period tstzrange NOT NULL"
        " GENERATED ALWAYS AS (tstzrange(lent_at, returned_at, '[)')) STORED"
    )
    op.execute(
        "ALTER TABLE loan ADD CONSTRAINT ex_loan_overlap"
        " EXCLUDE USING gist (int8range(item_no, item_no, '[]') WITH &&, period WITH &&)"
    )
    still_open = sa.text("returned_at IS NULL")
    op.create_index("uq_loan_open", "loan", ["tenant_id", "item_id"], unique=True, postgresql_where=still_open)
    op.create_index("ix_loan_due", "loan", ["tenant_id", "due_on"], postgresql_where=still_open)
    op.create_index("ix_loan_person", "loan", ["tenant_id", "person_id"])


def downgrade() -> None:
    for table in ("loan", "item", "purchase"):
        op.drop_table(table)
