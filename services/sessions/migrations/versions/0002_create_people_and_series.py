"""Create the people and structures of a network, series and their dates.

Safe while the previous version runs: it does not know these tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0002_create_people_and_series"
down_revision = "0001_create_plumbing"


def upgrade() -> None:
    _create_people()
    _create_series()
    _create_dates()


def downgrade() -> None:
    for table in ("workshop_date", "series", "person", "structure_copy"):
        op.drop_table(table)


def _create_people() -> None:
    create_tenant_table(
        "structure_copy",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
    )
    create_tenant_table(
        "person",
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("known_before", sa.Boolean(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
    )
    op.create_index("ix_person_name", "person", ["tenant_id", "last_name", "first_name", "id"])


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_tenant_id_{column}"
    return sa.ForeignKeyConstraint(["tenant_id", column], [f"{to}.tenant_id", f"{to}.id"], name=name)


def _create_series() -> None:
    create_tenant_table(
        "series",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("structure_id", sa.Uuid()),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("facilitators", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("seats_taken", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("grid", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.CheckConstraint("capacity BETWEEN 1 AND 1000", name="capacity"),
        sa.CheckConstraint("seats_taken BETWEEN 0 AND capacity", name="seats"),
        _reference("series", "structure_id", "structure_copy"),
    )
    op.create_index("ix_series_structure", "series", ["tenant_id", "structure_id"])


def _create_dates() -> None:
    create_tenant_table(
        "workshop_date",
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attendance_version", sa.Integer(), nullable=False),
        sa.Column("attendance_saved_at", sa.DateTime(timezone=True)),
        sa.Column("cancelled_because", sa.Text(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint("status IN ('planned', 'held', 'cancelled')", name="status"),
        _reference("workshop_date", "series_id", "series"),
    )
    op.create_index("ix_workshop_date_series", "workshop_date", ["tenant_id", "series_id", "starts_at"])
    op.create_index("ix_workshop_date_starts", "workshop_date", ["tenant_id", "starts_at"])
