"""Erase a network that is closed, also from the table to which one can only add, and remember that it was.

Safe while the previous version runs: yes, it only adds a table and functions.
"""

from alembic import op

from shared.database.erasure import EXCEPT_ERASED
from shared.migrations import create_graveyard, drop_graveyard

revision = "0345_erase_networks"
down_revision = "0324_limit_retention"

REFUSE = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN {exception} RAISE EXCEPTION 'one can only add to %', TG_TABLE_NAME; END $$"
)


def upgrade() -> None:
    create_graveyard()
    op.execute(REFUSE.format(exception=EXCEPT_ERASED))


def downgrade() -> None:
    op.execute(REFUSE.format(exception=""))
    drop_graveyard()
