"""Keep how long a network keeps names, and when a person's own was erased.

Safe while the previous version runs: yes, the new columns have a default or may be empty.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import execute_all, limit_retention, unlimit_retention

revision = "0324_limit_retention"
down_revision = "0336_know_logos"


def upgrade() -> None:
    limit_retention()
    op.add_column("person", sa.Column("anonymised_on", sa.Date))
    # Erased on demand by an earlier version, which did not write the day. The owner too is held by the wall.
    execute_all(
        [
            "ALTER TABLE person NO FORCE ROW LEVEL SECURITY",
            "UPDATE person SET anonymised_on = CURRENT_DATE"
            " WHERE first_name = 'Personne' AND last_name = 'anonymisée' AND search_key = ''",
            "ALTER TABLE person FORCE ROW LEVEL SECURITY",
        ]
    )


def downgrade() -> None:
    op.drop_column("person", "anonymised_on")
    unlimit_retention()
