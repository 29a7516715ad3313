"""Find the questions that were put to one address.

Safe while the previous version runs: yes, it only adds an index; of a large table it holds up writers for a moment.
"""

from alembic import op

revision = "0432_index_record_checks"
down_revision = "0431_name_communes_alike"


def upgrade() -> None:
    op.create_index("ix_record_check_email", "record_check", ["tenant_id", "email"])


def downgrade() -> None:
    op.drop_index("ix_record_check_email", "record_check")
