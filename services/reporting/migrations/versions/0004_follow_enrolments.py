"""An enrolment can be given back: its fact has a version and an end.

Safe while the previous version runs: yes. Rows that it writes meanwhile keep version 1, as they should.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_follow_enrolments"
down_revision = "0003_create_reports"


def upgrade():
    op.add_column("enrolment_fact", sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    op.add_column("enrolment_fact", sa.Column("cancelled_on", sa.Date))


def downgrade():
    op.drop_column("enrolment_fact", "cancelled_on")
    op.drop_column("enrolment_fact", "version")
