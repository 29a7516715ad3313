"""Find structures by the themes of their offers.

Safe while the previous version runs: yes, the new column has a default; a record that it changes meanwhile is found by
its offers again once it, or one of them, changes. Going back leaves their words in the searched text: no harm.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import execute_all

revision = "0361_search_offers"
down_revision = "0354_remember_readings_of_hours"

TABLES = ("structure", "offer")
FOLDED = "normalize(replace(replace(lower(theme), 'œ', 'oe'), 'æ', 'ae'), NFKD)"
PLAIN = rf"trim(regexp_replace(regexp_replace({FOLDED}, '[\u0300-\u036f]', '', 'g'), '(\W|_)+', ' ', 'g'))"
"""Without capitals, accents or punctuation, as searched text is."""
COPY = f"""
UPDATE structure SET offered = found.themes, search_text = search_text || ' ' || found.words
FROM (
  SELECT tenant_id, structure_id, array_agg(theme ORDER BY theme) AS themes, string_agg({PLAIN}, ' ') AS words
  FROM (SELECT DISTINCT tenant_id, structure_id, theme FROM offer) AS known
  GROUP BY tenant_id, structure_id
) AS found
WHERE structure.tenant_id = found.tenant_id AND structure.id = found.structure_id
"""


def upgrade() -> None:
    op.add_column("structure", sa.Column("offered", sa.ARRAY(sa.Text), nullable=False, server_default="{}"))
    # The owner too is held by the wall.
    execute_all(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in TABLES)
    op.execute(COPY)
    execute_all(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in TABLES)


def downgrade() -> None:
    op.drop_column("structure", "offered")
