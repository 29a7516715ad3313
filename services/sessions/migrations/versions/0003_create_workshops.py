"""Create enrolments, whose number the database keeps within the capacity, attendance and assessments.

Safe while the previous version runs: it does not know these tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table, execute_all

revision = "0003_create_workshops"
down_revision = "0002_create_people_and_series"

# The trigger takes the row lock of the series, so that two enrolments of one series count one after the other; the
# check « seats » then refuses the one too many. A cancelled enrolment gives its seat back.
COUNT_SEATS = """
CREATE FUNCTION count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    change integer := 0;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.cancelled_on IS NULL THEN
        change := change - 1;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.cancelled_on IS NULL THEN
        change := change + 1;
    END IF;
    IF change <> 0 THEN
        UPDATE series SET seats_taken = seats_taken + change
        WHERE tenant_id = coalesce(NEW.tenant_id, OLD.tenant_id) AND id = coalesce(NEW.series_id, OLD.series_id);
    END IF;
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER count_seats AFTER INSERT OR DELETE OR UPDATE OF cancelled_on ON enrolment
FOR EACH ROW EXECUTE FUNCTION count_seats()
"""


def upgrade() -> None:
    _create_enrolments()
    execute_all([COUNT_SEATS, TRIGGER])
    _create_attendance()
    _create_assessments()


def downgrade() -> None:
    for table in ("assessment", "attendance", "enrolment"):
        op.drop_table(table)
    op.execute("DROP FUNCTION count_seats")


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_tenant_id_{column}"
    return sa.ForeignKeyConstraint(["tenant_id", column], [f"{to}.tenant_id", f"{to}.id"], name=name)


def _create_enrolments() -> None:
    create_tenant_table(
        "enrolment",
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("known_before", sa.Boolean(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("cancelled_on", sa.Date()),
        _reference("enrolment", "series_id", "series"),
        _reference("enrolment", "person_id", "person"),
    )
    op.create_index("ix_enrolment_person", "enrolment", ["tenant_id", "person_id"])
    op.create_index(
        "uq_enrolment_person",
        "enrolment",
        ["tenant_id", "series_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("cancelled_on IS NULL"),
    )


def _create_attendance() -> None:
    create_tenant_table(
        "attendance",
        sa.Column("workshop_date_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("is_walk_in", sa.Boolean(), nullable=False),
        sa.CheckConstraint("mark IN ('present', 'late', 'excused', 'absent')", name="mark"),
        sa.UniqueConstraint("tenant_id", "workshop_date_id", "person_id", name="uq_attendance_person"),
        _reference("attendance", "workshop_date_id", "workshop_date"),
        _reference("attendance", "person_id", "person"),
    )
    op.create_index("ix_attendance_person", "attendance", ["tenant_id", "person_id"])


def _create_assessments() -> None:
    create_tenant_table(
        "assessment",
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("grid", sa.Text(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("score", sa.Numeric(4, 2), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 20", name="score"),
        sa.CheckConstraint("moment IN ('before', 'after')", name="moment"),
        sa.UniqueConstraint("tenant_id", "series_id", "person_id", "grid", "moment", name="uq_assessment_moment"),
        _reference("assessment", "series_id", "series"),
        _reference("assessment", "person_id", "person"),
    )
    op.create_index("ix_assessment_person", "assessment", ["tenant_id", "person_id"])
