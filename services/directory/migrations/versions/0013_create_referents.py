"""Create referents.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0013_create_referents"
down_revision = "0005_refer_to_structures"

MOMENT = sa.DateTime(timezone=True)


def reference(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_referent_tenant_id_{table}_id"
    return sa.ForeignKeyConstraint(["tenant_id", f"{table}_id"], [f"{table}.tenant_id", f"{table}.id"], name=name)


def upgrade() -> None:
    create_tenant_table(
        "referent",
        sa.Column("structure_id", sa.Uuid, nullable=False),
        sa.Column("membership_id", sa.Uuid),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "function", "email", "phone")),
        sa.Column("valid_until", sa.Date, nullable=False),
        sa.Column("shown_to", sa.Text, nullable=False),
        sa.Column("consented_on", sa.Date),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT),
        reference("structure"),
        reference("membership"),
        sa.CheckConstraint("name <> ''", name="name_given"),
        sa.CheckConstraint("shown_to IN ('keepers', 'members', 'public')", name="shown_to_known"),
        sa.CheckConstraint("shown_to = 'keepers' OR consented_on IS NOT NULL", name="shown_with_consent"),
        sa.Index("ix_referent_structure", "tenant_id", "structure_id"),
        sa.Index("ix_referent_membership", "tenant_id", "membership_id"),
    )


def downgrade() -> None:
    op.drop_table("referent")
