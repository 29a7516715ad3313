"""Create the facts about people sent from one structure to another.

Safe while the previous version runs: yes, it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import create_tenant_table

revision = "0014_create_orientation_facts"
down_revision = "0016_limit_tokens"


def column(name, kind):
    return sa.Column(name, kind, nullable=False)


def upgrade():
    create_tenant_table(
        "orientation_fact",
        column("person", sa.Text),
        column("structure_id", sa.Uuid),
        column("rank", sa.Integer),
        column("themes", sa.ARRAY(sa.Text)),
        column("sent_on", sa.Date),
        sa.Index("ix_orientation_fact_sent_on", "tenant_id", "sent_on"),
    )
    for name, said in (("answer", "answer"), ("end", "outcome")):
        day = {"answer": "answered_on", "end": "closed_on"}[name]
        columns = [column("version", sa.Integer), column(said, sa.Text), column(day, sa.Date)]
        create_tenant_table(f"orientation_{name}_fact", *columns)


def downgrade():
    for table in ("orientation_end_fact", "orientation_answer_fact", "orientation_fact"):
        op.drop_table(table)
