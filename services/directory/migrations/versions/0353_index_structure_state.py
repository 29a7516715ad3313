"""Tell from an index alone whether any structure of a network has changed.

Safe while the previous version runs: yes, it only adds an index; of a large table it holds up writers for a moment.
"""

from alembic import op

revision = "0353_index_structure_state"
down_revision = "0352_answer_for_what_is_hidden"


def upgrade() -> None:
    op.create_index("ix_structure_state", "structure", ["tenant_id", "changed_at", "version"])


def downgrade() -> None:
    op.drop_index("ix_structure_state", "structure")
