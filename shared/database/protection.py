"""Row-level security: the wall between networks, as SQL used by the migrations and the architecture tests.

FORCE makes it hold for the owner too. ``nullif`` because a setting that was once set locally reverts to ''.
https://www.postgresql.org/docs/current/ddl-rowsecurity.html
"""

TENANT = "nullif(current_setting('app.tenant_id', true), '')::uuid"
ACCOUNT = "nullif(current_setting('app.account_id', true), '')::uuid"
SYSTEM = "current_setting('app.system', true) = 'on'"

UNPROTECTED = {
    "alembic_version": "the schema's version",
    "network_copy": "public facts, read to find the tenant of an address",
    "erased_network": "what is left of a network that was erased: its identifier, and counts",
    "dead_letter": "written and read by the operator's tools only; may hold what names no network",
}
"""Tables of every service without row-level security, and why. A service adds its own in ``unprotected.py``."""


def protect(table: str) -> list[str]:
    """Rows of a network are seen, written, changed and deleted from inside it only."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY inside_the_network ON {table} USING (tenant_id = {TENANT}) WITH CHECK (tenant_id = {TENANT})",
    ]


def open_to_system(table: str) -> list[str]:
    """For the plumbing that one process works off for all networks: the relay, the sweeper."""
    return [f"CREATE POLICY plumbing ON {table} USING ({SYSTEM}) WITH CHECK ({SYSTEM})"]


def open_to_own_account(table: str) -> list[str]:
    """An account may read its own rows whatever the network: "in which networks am I?"."""
    return [f"CREATE POLICY own_account ON {table} FOR SELECT USING (account_id = {ACCOUNT})"]


def withhold(table: str, privileges: str) -> str:
    """Nobody but the table's owner has these privileges any more. ``privileges``: as GRANT writes them."""
    return f"""
DO $$ DECLARE grantee text; BEGIN
  FOR grantee IN
    SELECT DISTINCT pg_get_userbyid(acl.grantee) FROM pg_class, aclexplode(relacl) AS acl
    WHERE oid = '{table}'::regclass AND acl.grantee <> relowner AND acl.grantee <> 0
  LOOP EXECUTE format('REVOKE {privileges} ON {table} FROM %I', grantee); END LOOP;
END $$
"""
