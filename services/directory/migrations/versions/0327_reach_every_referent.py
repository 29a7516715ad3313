"""Let an orientation go to a referent who has no account: it remembers which one.

Safe while the previous version runs: yes, it only adds an empty column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0327_reach_every_referent"
down_revision = "0335_export_networks"

REFERENCE = "fk_orientation_tenant_id_referent_id"


def upgrade() -> None:
    op.add_column("orientation", sa.Column("referent_id", sa.Uuid))
    op.create_foreign_key(REFERENCE, "orientation", "referent", ["tenant_id", "referent_id"], ["tenant_id", "id"])


def downgrade() -> None:
    op.drop_constraint(REFERENCE, "orientation", type_="foreignkey")
    op.drop_column("orientation", "referent_id")
