"""Count what waits in a directory from indexes: records by age, likely duplicates, addresses to place.

Safe while the previous version runs: yes, it only adds indexes; of a large table each holds up writers for a moment.
"""

import sqlalchemy as sa
from alembic import op

revision = "0370_index_upkeep"
down_revision = "0361_search_offers"


def upgrade() -> None:
    active = sa.text("status = 'active'")
    op.create_index("ix_structure_updated_on", "structure", ["tenant_id", "updated_on"], postgresql_where=active)
    op.create_index("ix_duplicate_pair_state", "duplicate_pair", ["tenant_id", "state", "score", "id"])
    op.create_index("ix_geocoding_state", "geocoding", ["tenant_id", "state"])


def downgrade() -> None:
    op.drop_index("ix_geocoding_state", "geocoding")
    op.drop_index("ix_duplicate_pair_state", "duplicate_pair")
    op.drop_index("ix_structure_updated_on", "structure")
