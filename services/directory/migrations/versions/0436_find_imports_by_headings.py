"""Read the refused lines of a table, sent again, as the table was read.

Safe while the previous version runs: yes, the new column has a default; the index holds up imports for a moment.
"""

import sqlalchemy as sa
from alembic import op

revision = "0436_find_imports_by_headings"
down_revision = "0435_complete_several_records"


def upgrade() -> None:
    op.add_column("structure_import", sa.Column("headings_digest", sa.Text, nullable=False, server_default=""))
    columns = ["tenant_id", "headings_digest", "created_at"]
    op.create_index("ix_structure_import_headings", "structure_import", columns)


def downgrade() -> None:
    op.drop_index("ix_structure_import_headings", "structure_import")
    op.drop_column("structure_import", "headings_digest")
