"""Let an import be of records chosen in the directory, not of a file.

Safe while the previous version runs: yes, the new column may be empty. It does not read such an import: stop it first.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0435_complete_several_records"
down_revision = "0434_choose_low_stock"


def upgrade() -> None:
    op.add_column("structure_import", sa.Column("completion", JSONB))


def downgrade() -> None:
    op.drop_column("structure_import", "completion")
