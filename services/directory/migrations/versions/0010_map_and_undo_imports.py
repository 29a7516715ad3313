"""Imports may wait for a mapping, run in the background and be undone; mappings are saved.

Safe while the previous version runs: yes, the new columns have defaults and it writes none of the new states.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.migrations import create_tenant_table

revision = "0010_map_and_undo_imports"
down_revision = "0014_create_orientations"

MOMENT = sa.DateTime(timezone=True)
IMPORT = "structure_import"
STATES = "'to_map', 'reading', 'failed', 'previewed', 'applying', 'applied', 'undone', 'abandoned'"
OLD_STATES = "'previewed', 'applied', 'abandoned'"


def upgrade() -> None:
    for name in ("mapping_label", "failure"):
        op.add_column(IMPORT, sa.Column(name, sa.Text, nullable=False, server_default=""))
    for name in ("lines_count", "lines_read"):
        op.add_column(IMPORT, sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    for name in ("mapping", "before"):
        op.add_column(IMPORT, sa.Column(name, JSONB))
    op.add_column(IMPORT, sa.Column("undone_at", MOMENT))
    _replace_checks(STATES, "state IN ('applied', 'undone')")
    create_tenant_table(
        "import_mapping",
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("headings_digest", sa.Text, nullable=False),
        sa.Column("mapping", JSONB, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("tenant_id", "label", name="uq_import_mapping_label"),
        sa.CheckConstraint("label <> ''", name="label_given"),
        sa.Index("ix_import_mapping_headings", "tenant_id", "headings_digest", "changed_at"),
    )


def downgrade() -> None:
    op.drop_table("import_mapping")
    op.execute(f"DELETE FROM {IMPORT} WHERE state NOT IN ({OLD_STATES})")
    _replace_checks(OLD_STATES, "state = 'applied'")
    for name in ("undone_at", "before", "mapping", "lines_read", "lines_count", "failure", "mapping_label"):
        op.drop_column(IMPORT, name)


def _replace_checks(states: str, applied: str) -> None:
    for name in ("state_known", "applied_at_when_applied"):
        op.drop_constraint(f"ck_{IMPORT}_{name}", IMPORT)
    op.create_check_constraint("state_known", IMPORT, f"state IN ({states})")
    op.create_check_constraint("applied_at_when_applied", IMPORT, f"({applied}) = (applied_at IS NOT NULL)")
