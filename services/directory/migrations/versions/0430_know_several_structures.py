"""A member is referent of as many structures as have a current row of ``referent`` for them.

``membership.structure_id`` held one structure. A member for whom it named one where no row ever told of them gets that
row; where the row was removed, the network had said that they are not its referent any more, and that stands. Of a
member who is no referent, what it held meant nothing and goes. Invitations keep theirs, now in a list.

Safe while the previous version runs: no, it asks for columns that go. Stop it first. Going back, a referent of several
structures has the right to amend the first of them only; their rows stay, so that coming here again gives all back.
"""

import sqlalchemy as sa
from alembic import op

from shared.migrations import execute_all, know_one_structure, know_several_structures

revision = "0430_know_several_structures"
down_revision = "0423_know_reports"

NAME_ONCE = """
UPDATE referent SET removed_at = now() FROM (
  SELECT tenant_id, id, row_number() OVER (
    PARTITION BY tenant_id, structure_id, membership_id ORDER BY valid_until DESC, id
  ) AS place FROM referent WHERE removed_at IS NULL AND membership_id IS NOT NULL
) AS ranked
WHERE ranked.tenant_id = referent.tenant_id AND ranked.id = referent.id AND place > 1
"""
NO_REFERENT_ANY_MORE = """
UPDATE referent SET removed_at = coalesce(membership.left_at, now()) FROM membership
WHERE membership.tenant_id = referent.tenant_id AND membership.id = referent.membership_id
  AND referent.removed_at IS NULL AND (membership.status <> 'active' OR NOT 'referent' = ANY (membership.roles))
"""
NAME = """
INSERT INTO referent
  (tenant_id, id, structure_id, membership_id, name, function, email, phone, valid_until, shown_to, created_at)
SELECT membership.tenant_id, gen_random_uuid(), membership.structure_id, membership.id, account.display_name, '',
  account.email, '', current_date + 365, 'keepers', now()
FROM membership JOIN account ON account.id = membership.account_id
WHERE membership.structure_id IS NOT NULL AND status = 'active' AND 'referent' = ANY (roles) AND NOT EXISTS (
  SELECT FROM referent WHERE referent.tenant_id = membership.tenant_id AND referent.membership_id = membership.id
    AND referent.structure_id = membership.structure_id)
"""
COPY = """
UPDATE member_copy SET structure_ids = found.structures FROM (
  SELECT membership.tenant_id, account_id,
    coalesce(array_agg(referent.structure_id) FILTER (WHERE referent.id IS NOT NULL), '{}') AS structures
  FROM membership LEFT JOIN referent ON referent.tenant_id = membership.tenant_id
    AND referent.membership_id = membership.id AND referent.removed_at IS NULL
  GROUP BY membership.tenant_id, account_id
) AS found
WHERE found.tenant_id = member_copy.tenant_id AND found.account_id = member_copy.account_id
"""
BACK = """
UPDATE membership SET structure_id = (
  SELECT structure_id FROM referent WHERE referent.tenant_id = membership.tenant_id
    AND referent.membership_id = membership.id AND referent.removed_at IS NULL ORDER BY created_at, id LIMIT 1)
"""


def upgrade() -> None:
    op.add_column("invitation", sa.Column("structure_ids", sa.ARRAY(sa.Uuid), nullable=False, server_default="{}"))
    know_several_structures()
    _without_walls(
        "UPDATE invitation SET structure_ids = ARRAY[structure_id] WHERE structure_id IS NOT NULL",
        *(NO_REFERENT_ANY_MORE, NAME_ONCE, NAME, COPY),
    )
    current = sa.text("removed_at IS NULL AND membership_id IS NOT NULL")
    keys = ["tenant_id", "structure_id", "membership_id"]
    op.create_index("uq_referent_member", "referent", keys, unique=True, postgresql_where=current)
    for table in ("membership", "invitation"):
        op.drop_column(table, "structure_id")
    op.alter_column("invitation", "structure_ids", server_default=None)


def downgrade() -> None:
    for table in ("membership", "invitation"):
        op.add_column(table, sa.Column("structure_id", sa.Uuid))
        keys = (["tenant_id", "structure_id"], ["tenant_id", "id"])
        op.create_foreign_key(f"fk_{table}_tenant_id_structure_id", table, "structure", *keys)
    op.drop_index("uq_referent_member", "referent")
    # an array has no foreign key: what is not in the directory any more is left out
    _without_walls("UPDATE invitation SET structure_id = (SELECT id FROM structure WHERE structure.tenant_id ="
                   " invitation.tenant_id AND structure.id = invitation.structure_ids[1])", BACK)  # fmt: skip
    know_one_structure()
    op.drop_column("invitation", "structure_ids")


def _without_walls(*statements: str) -> None:
    """The owner too is held by the wall."""
    walled = ("membership", "invitation", "referent", "structure", "member_copy")
    execute_all(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in walled)
    execute_all(statements)
    execute_all(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in walled)
