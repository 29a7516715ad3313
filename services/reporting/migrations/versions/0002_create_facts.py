"""Create the tables of facts heard from the other services.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0002_create_facts"
down_revision = "0001_create_plumbing"

MOMENT = sa.DateTime(timezone=True)
TABLES = (
    *("workshop_plan", "workshop_attendance", "enrolment_fact", "assessment_fact", "purchase_fact", "item_state"),
    *("loan_fact", "sim_fact", "credit_fact", "structure_copy", "meeting_plan", "meeting_attendance", "answer_fact"),
    "newsletter_fact",
)


def column(name, kind, **options):
    return sa.Column(name, kind, **{"nullable": False, **options})


def numbers(*names):
    return [column(name, sa.Integer) for name in names]


def texts(*names):
    return [column(name, sa.Text) for name in names]


def workshop():
    return [*numbers("version"), column("series_id", sa.Uuid), *texts("title", "kind"), structure()]


def structure():
    return column("structure_id", sa.Uuid, nullable=True)


def upgrade():
    create_tenant_table("workshop_plan", *workshop(), column("starts_at", MOMENT), *texts("status"))
    create_tenant_table(
        "workshop_attendance",
        *workshop(),
        column("held_on", sa.Date),
        *numbers("present", "late", "excused", "absent", "walk_ins"),
        column("people", sa.ARRAY(sa.Text)),
    )
    create_tenant_table(
        "enrolment_fact",
        column("series_id", sa.Uuid),
        *texts("person"),
        column("known_before", sa.Boolean),
        column("enrolled_on", sa.Date),
    )
    op.create_index("ix_enrolment_fact_series", "enrolment_fact", ["tenant_id", "series_id"])
    create_tenant_table(
        "assessment_fact",
        *numbers("version"),
        column("series_id", sa.Uuid),
        *texts("series_title", "grid", "person", "moment"),
        column("score", sa.Numeric(4, 2)),
        column("assessed_on", sa.Date),
    )
    create_equipment()
    create_life()


def create_equipment():
    create_tenant_table(
        "purchase_fact",
        *numbers("version"),
        *texts("label", "funder"),
        column("amount_cents", sa.BigInteger),
        column("purchased_on", sa.Date),
    )
    create_tenant_table(
        "item_state",
        column("item_id", sa.Uuid),
        *numbers("version"),
        *texts("kind", "status"),
        column("purchase_id", sa.Uuid, nullable=True),
        column("since", sa.Date),
        sa.UniqueConstraint("tenant_id", "item_id", "version", name="uq_item_state_tenant_id_item_id_version"),
    )
    days = [column(name, sa.Date, nullable=True) for name in ("lent_on", "due_on", "ended_on")]
    create_tenant_table("loan_fact", *numbers("version"), *days, *texts("outcome"))
    create_tenant_table("sim_fact", *numbers("quantity"), column("moved_on", sa.Date))
    create_tenant_table(
        "credit_fact", *texts("kind"), *numbers("quantity"), *texts("reversed_kind"), column("moved_on", sa.Date)
    )


def create_life():
    create_tenant_table("structure_copy", *numbers("version"), *texts("label", "commune", "status"))
    create_tenant_table(
        "meeting_plan",
        *numbers("version"),
        *texts("title"),
        column("starts_at", MOMENT),
        *texts("status"),
        *numbers("invited"),
    )
    create_tenant_table(
        "meeting_attendance", *numbers("version"), column("held_on", sa.Date), *numbers("people", "structures")
    )
    create_tenant_table("answer_fact", *numbers("version"), column("meeting_id", sa.Uuid), *texts("answer"))
    op.create_index("ix_answer_fact_meeting", "answer_fact", ["tenant_id", "meeting_id"])
    create_tenant_table("newsletter_fact", *numbers("recipients", "delivered", "failed"), column("sent_on", sa.Date))


def downgrade():
    for table in reversed(TABLES):
        op.drop_table(table)
