"""Create the questions put to referents about their records.

Safe while the previous version runs: yes, it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0113_create_record_checks"
down_revision = "0016_limit_tokens"

MOMENT = sa.DateTime(timezone=True)


def reference(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_record_check_tenant_id_{table}_id"
    return sa.ForeignKeyConstraint(["tenant_id", f"{table}_id"], [f"{table}.tenant_id", f"{table}.id"], name=name)


def upgrade() -> None:
    create_tenant_table(
        "record_check",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("structure_id", sa.Uuid, nullable=False),
        sa.Column("referent_id", sa.Uuid, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("about", sa.Date, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_at", MOMENT),
        reference("structure"),
        reference("referent"),
        sa.CheckConstraint("kind IN ('record', 'referent')", name="kind_known"),
        sa.CheckConstraint("answer IN ('still_right', 'corrected', 'somebody_else')", name="answer_known"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_with_an_answer"),
    )
    for kind, columns in (("record", ["structure_id", "state", "about"]), ("referent", ["referent_id", "about"])):
        where = sa.text(f"kind = '{kind}'")
        name = f"uq_record_check_{kind}"
        op.create_index(name, "record_check", ["tenant_id", *columns], unique=True, postgresql_where=where)


def downgrade() -> None:
    op.drop_table("record_check")
