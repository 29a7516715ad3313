"""A long import is taken back in the background: a state while that is done.

Safe while the previous version runs: yes, it writes none of the new state, and shows what is in it as abandoned.
"""

from alembic import op

revision = "0412_undo_long_imports"
down_revision = "0411_change_addresses"

IMPORT = "structure_import"
OLD_STATES = "'to_map', 'reading', 'failed', 'previewed', 'applying', 'applied', 'undone', 'abandoned'"


def upgrade() -> None:
    _replace_checks(f"{OLD_STATES}, 'undoing'", "'applied', 'undoing', 'undone'")


def downgrade() -> None:
    op.execute(f"UPDATE {IMPORT} SET state = 'applied' WHERE state = 'undoing'")
    _replace_checks(OLD_STATES, "'applied', 'undone'")


def _replace_checks(states: str, applied: str) -> None:
    for name in ("state_known", "applied_at_when_applied"):
        op.drop_constraint(f"ck_{IMPORT}_{name}", IMPORT)
    op.create_check_constraint("state_known", IMPORT, f"state IN ({states})")
    op.create_check_constraint("applied_at_when_applied", IMPORT, f"(state IN ({applied})) = (applied_at IS NOT NULL)")
