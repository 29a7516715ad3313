"""Find a commune whether it is written « St Palais », « Saint-Palais » or « SAINT-PALAIS CEDEX ».

Safe while the previous version runs: yes; a record that it writes meanwhile is named alike once it changes. Going back
changes nothing: the previous version finds these structures by the usual name.
"""

from alembic import op

revision = "0431_name_communes_alike"
down_revision = "0430_know_several_structures"

KEY = r"regexp_replace(regexp_replace(commune_key, ' cedex( \d+)?$', ''), '\mst(e?)\M', 'saint\1', 'g')"
ALIKE = f"UPDATE structure SET commune_key = {KEY} WHERE commune_key <> {KEY}"


def upgrade() -> None:
    # The owner too is held by the wall.
    op.execute("ALTER TABLE structure NO FORCE ROW LEVEL SECURITY")
    op.execute(ALIKE)
    op.execute("ALTER TABLE structure FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    pass
