"""How the rows of a network that is closed go for good, and the only way in which those of append-only tables do.

Two functions that run as the tables' owner stand between the application and the erasure: :data:`BURY` needs a network
that this service knows as closed, :data:`ERASE` needs one that is buried. The application role reads ``erased_network``
and cannot write it, so neither a mistake nor an injected statement takes the journal of a network that works.
"""

from shared.database.protection import TENANT

TABLE = "erased_network"
_LOCK = "hashtextextended(network::text, 0)"
_DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

ONLY_READ = f"""
DO $$ DECLARE grantee text; BEGIN
  FOR grantee IN
    SELECT DISTINCT pg_get_userbyid(acl.grantee) FROM pg_class, aclexplode(relacl) AS acl
    WHERE oid = '{TABLE}'::regclass AND acl.grantee <> relowner AND acl.grantee <> 0
  LOOP EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {TABLE} FROM %I', grantee); END LOOP;
END $$
"""

ALIVE = f"""
CREATE FUNCTION network_is_alive(network uuid) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
  PERFORM pg_advisory_xact_lock_shared({_LOCK});
  RETURN NOT EXISTS (SELECT FROM {TABLE} WHERE id = network);
END $$
"""
"""Until the end of the transaction the answer stays true: a burial waits for it."""

BURY = f"""
CREATE FUNCTION bury_network(network uuid, moment timestamptz) RETURNS void LANGUAGE plpgsql {_DEFINER} AS $$ BEGIN
  PERFORM pg_advisory_xact_lock({_LOCK});
  IF EXISTS (SELECT FROM {TABLE} WHERE id = network) THEN RETURN; END IF;
  IF NOT EXISTS (SELECT FROM network_copy WHERE id = network AND status = 'closed') THEN
    RAISE EXCEPTION 'network % is not known as closed', network;
  END IF;
  INSERT INTO {TABLE} (id, buried_at) VALUES (network, moment);
END $$
"""

ERASE = f"""
CREATE FUNCTION erase_rows(relation regclass, at_most bigint) RETURNS bigint LANGUAGE plpgsql {_DEFINER} AS $$
DECLARE network uuid := {TENANT}; done bigint; BEGIN
  IF NOT EXISTS (SELECT FROM {TABLE} WHERE id = network) THEN
    RAISE EXCEPTION 'network % is not buried', network;
  END IF;
  EXECUTE format(
    'DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE tenant_id = $1 LIMIT $2))', relation
  ) USING network, at_most;
  GET DIAGNOSTICS done = ROW_COUNT;
  UPDATE {TABLE} SET erased_rows = erased_rows || jsonb_build_object(
    relation::text, coalesce((erased_rows ->> relation::text)::bigint, 0) + done
  ) WHERE id = network AND done > 0;
  RETURN done;
END $$
"""
"""In the network of the transaction. What is counted is counted in the transaction that erases it."""

FINISH = f"""
CREATE FUNCTION finish_erasure(network uuid, objects integer, moment timestamptz) RETURNS void
LANGUAGE plpgsql {_DEFINER} AS $$ BEGIN
  UPDATE {TABLE} SET erased_objects = erased_objects + objects, finished_at = coalesce(finished_at, moment)
  WHERE id = network;
  DELETE FROM network_copy WHERE id IN (SELECT id FROM {TABLE} WHERE id = network);
END $$
"""

EXCEPT_ERASED = (
    f"IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM {TABLE} WHERE id = OLD.tenant_id) THEN RETURN OLD; END IF;"
)
"""For the trigger of a table to which one can only add."""


def allow_erasure() -> list[str]:
    return [ONLY_READ, ALIVE, BURY, ERASE, FINISH]


def forbid_erasure() -> list[str]:
    return [
        "DROP FUNCTION finish_erasure(uuid, integer, timestamptz)",
        "DROP FUNCTION erase_rows(regclass, bigint)",
        "DROP FUNCTION bury_network(uuid, timestamptz)",
        "DROP FUNCTION network_is_alive(uuid)",
    ]
