"""Create orientations and the steps of their history.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0014_create_orientations"
down_revision = "0115_sign_in_by_a_provider"

MOMENT = sa.DateTime(timezone=True)
STATES = "'sent', 'accepted', 'appointed', 'met', 'closed', 'declined', 'expired'"


def text(name, **options):
    return sa.Column(name, sa.Text, **{"nullable": False, **options})


def uuids(*names, nullable=False):
    return [sa.Column(name, sa.Uuid, nullable=nullable) for name in names]


def days(*names, nullable=False):
    return [sa.Column(name, sa.Date, nullable=nullable) for name in names]


def upgrade():
    create_tenant_table(
        "orientation",
        sa.Column("version", sa.Integer, nullable=False),
        *uuids("chain_id", "structure_id"),
        *uuids("previous_id", "referent_account_id", "sender_account_id", "sender_structure_id", nullable=True),
        *map(text, ("referent_label", "referent_email", "sender_label", "need", "person_label", "contact_kind")),
        *map(text, ("contact", "wished_delay", "state", "outcome", "reason", "appointment_place")),
        sa.Column("themes", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("birth_year", sa.Integer),
        text("name_digest", nullable=True),
        text("phone_digest", nullable=True),
        *days("consent_on", "sent_on"),
        *days("answered_on", "ended_on", "erased_on", nullable=True),
        sa.Column("appointment_at", MOMENT),
        sa.CheckConstraint(f"state IN ({STATES})", name="state_known"),
        sa.CheckConstraint("(state = 'closed') = (outcome <> '')", name="outcome_when_closed"),
        sa.CheckConstraint("state <> 'declined' OR reason <> ''", name="reason_when_declined"),
        sa.CheckConstraint(
            "state IN ('closed', 'declined', 'expired') = (ended_on IS NOT NULL)", name="ended_when_over"
        ),
        sa.CheckConstraint("contact_kind IN ('phone', 'email', 'none')", name="contact_known"),
        sa.Index("ix_orientation_structure", "tenant_id", "structure_id", "id"),
        sa.Index("ix_orientation_sender", "tenant_id", "sender_account_id", "id"),
        sa.Index("ix_orientation_chain", "tenant_id", "chain_id"),
        sa.Index("ix_orientation_name_digest", "tenant_id", "name_digest"),
        sa.Index("ix_orientation_phone_digest", "tenant_id", "phone_digest"),
        refers_to("orientation", "structure"),
    )
    create_tenant_table(
        "orientation_step",
        *uuids("orientation_id"),
        sa.Column("at", MOMENT, nullable=False),
        *map(text, ("state", "sentence", "note", "by_label")),
        *uuids("by_account_id", nullable=True),
        sa.Index("ix_orientation_step_orientation", "tenant_id", "orientation_id", "id"),
        refers_to("orientation_step", "orientation"),
    )


def refers_to(table, other):
    columns = ["tenant_id", f"{other}_id"]
    name = f"fk_{table}_tenant_id_{other}_id"
    return sa.ForeignKeyConstraint(columns, [f"{other}.tenant_id", f"{other}.id"], name=name)


def downgrade():
    op.drop_table("orientation_step")
    op.drop_table("orientation")
