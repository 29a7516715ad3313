"""Remember who removed a resource, when a post showed again, and how often a digest came before it was stopped.

Safe while the previous version runs: yes, it only adds empty columns and indexes. What the previous version removes
has no ``removed_by``: for that hour, only who moderates brings it back.
"""

import sqlalchemy as sa
from alembic import op

revision = "0352_answer_for_what_is_hidden"
down_revision = "0322_create_exchanges"


def upgrade() -> None:
    op.add_column("resource", sa.Column("removed_by", sa.Uuid))
    op.add_column("post", sa.Column("shown_at", sa.DateTime(timezone=True)))
    op.add_column("digest_choice", sa.Column("stopped_from", sa.Text))
    shown, removed = sa.text("shown_at IS NOT NULL"), sa.text("removed_at IS NOT NULL AND body <> ''")
    op.create_index("ix_post_shown", "post", ["tenant_id", "shown_at"], postgresql_where=shown)
    op.create_index("ix_post_removed", "post", ["tenant_id", "removed_at"], postgresql_where=removed)
    op.create_index("ix_orientation_referent", "orientation", ["tenant_id", "referent_id"])


def downgrade() -> None:
    op.drop_index("ix_orientation_referent", "orientation")
    op.drop_index("ix_post_removed", "post")
    op.drop_index("ix_post_shown", "post")
    op.drop_column("digest_choice", "stopped_from")
    op.drop_column("post", "shown_at")
    op.drop_column("resource", "removed_by")
