"""Create the reference of communes, which belongs to no network and which the application role only reads.

``load_communes`` is the only way in: the whole of one department at a time, twice gives the same.
Safe while the previous version runs: yes, it only adds tables and a function.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.database.protection import withhold
from shared.migrations import execute_all

revision = "0323_create_communes"
down_revision = "0345_erase_networks"

TABLES = ("commune", "commune_edition")
LOAD = """
CREATE FUNCTION load_communes(wanted text, present text, communes jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  INSERT INTO commune_edition (department, edition) VALUES (wanted, present)
    ON CONFLICT (department) DO UPDATE SET edition = excluded.edition;
  DELETE FROM commune WHERE department = wanted;
  INSERT INTO commune SELECT one.* FROM jsonb_populate_recordset(NULL::commune, communes) AS one
    WHERE one.department = wanted;
$$
"""


def upgrade() -> None:
    op.create_table(
        "commune",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("intercommunality", sa.Text, nullable=False),
        sa.Column("is_divided", sa.Boolean, nullable=False),
        sa.Column("population", sa.Integer),
        sa.Column("latitude", sa.Double, nullable=False),
        sa.Column("longitude", sa.Double, nullable=False),
        sa.Column("outline", JSONB, nullable=False),
    )
    op.create_index("ix_commune_department_name_key", "commune", ["department", "name_key"])
    op.create_table(
        "commune_edition",
        sa.Column("department", sa.Text, primary_key=True),
        sa.Column("edition", sa.Text, nullable=False),
    )
    execute_all([*(withhold(table, "INSERT, UPDATE, DELETE, TRUNCATE") for table in TABLES), LOAD])


def downgrade() -> None:
    op.execute("DROP FUNCTION load_communes(text, text, jsonb)")
    for table in TABLES:
        op.drop_table(table)
