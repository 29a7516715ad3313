"""Create structures and their imports.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.migrations import create_tenant_table

revision = "0004_create_structures"
down_revision = "0003_create_networks"

MOMENT = sa.DateTime(timezone=True)


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def texts(name: str) -> sa.Column:
    return sa.Column(name, sa.ARRAY(sa.Text), nullable=False)


def upgrade() -> None:
    create_tenant_table(
        "structure",
        sa.Column("version", sa.Integer, nullable=False),
        *map(text, ("status", "external_id", "pivot", "label", "commune", "postcode", "commune_code")),
        *map(text, ("address", "address_extra", "phone", "opening_hours", "summary", "description", "source")),
        *map(text, ("parent", "other_trainings", "accessibility_url", "booking_url")),
        *map(texts, ("typologies", "emails", "websites", "mobility", "services", "target_audiences")),
        *map(texts, ("special_care", "fees", "national_programmes", "trainings", "access_modes", "support_modes")),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("updated_on", sa.Date),
        sa.Column("can_host_meetings", sa.Boolean, nullable=False),
        sa.Column("seats", sa.Integer),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        *map(text, ("label_key", "commune_key", "search_text")),
        sa.UniqueConstraint("tenant_id", "external_id", name="uq_structure_external_id"),
        sa.CheckConstraint("label <> ''", name="label_given"),
        sa.CheckConstraint("status IN ('active', 'archived')", name="status_known"),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="located_or_not"),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name="seats_positive"),
        sa.Index("ix_structure_label_key", "tenant_id", "label_key", "id"),
        sa.Index("ix_structure_commune_key", "tenant_id", "commune_key", "label_key", "id"),
    )
    create_tenant_table(
        "structure_import",
        *map(text, ("file_name", "file_key", "state", "digest", "account_label")),
        sa.Column("preview", JSONB, nullable=False),
        *(sa.Column(f"{kind}_count", sa.Integer, nullable=False) for kind in ("created", "changed", "unchanged")),
        sa.Column("refused_count", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Uuid),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("applied_at", MOMENT),
        sa.CheckConstraint("state IN ('previewed', 'applied', 'abandoned')", name="state_known"),
        sa.CheckConstraint("(state = 'applied') = (applied_at IS NOT NULL)", name="applied_at_when_applied"),
        sa.Index("ix_structure_import_created_at", "tenant_id", "created_at", "id"),
    )


def downgrade() -> None:
    op.drop_table("structure_import")
    op.drop_table("structure")
