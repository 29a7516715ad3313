"""Say which structure keeps an item, and number what is told of a structure's stock.

Safe while the previous version runs: yes, it adds columns that are empty or have a default.
"""

import sqlalchemy as sa
from alembic import op

revision = "0413_keep_items_somewhere"
down_revision = "0401_compare_repeated_commands"


def upgrade() -> None:
    op.add_column("structure_copy", sa.Column("stock_version", sa.Integer, nullable=False, server_default="0"))
    op.add_column("item", sa.Column("structure_id", sa.Uuid))
    here = (["tenant_id", "structure_id"], ["tenant_id", "id"])
    op.create_foreign_key("fk_item_tenant_id_structure_id", "item", "structure_copy", *here)
    op.create_index("ix_item_structure", "item", ["tenant_id", "structure_id"])


def downgrade() -> None:
    op.drop_index("ix_item_structure", "item")
    op.drop_column("item", "structure_id")
    op.drop_column("structure_copy", "stock_version")
