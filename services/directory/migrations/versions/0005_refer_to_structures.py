"""Members and invitations refer to existing structures.

Safe while the previous version runs: yes, it never wrote a structure that does not exist.
"""

from alembic import op

revision = "0005_refer_to_structures"
down_revision = "0004_create_structures"

TABLES = ("membership", "invitation")


def upgrade() -> None:
    for table in TABLES:
        op.create_foreign_key(
            f"fk_{table}_tenant_id_structure_id",
            table,
            "structure",
            ["tenant_id", "structure_id"],
            ["tenant_id", "id"],
        )


def downgrade() -> None:
    for table in TABLES:
        op.drop_constraint(f"fk_{table}_tenant_id_structure_id", table)
