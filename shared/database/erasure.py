"""How the rows of a network that is closed go for good, and the only way in which those of append-only tables do.

Two functions that run as the tables' owner stand between the application and the erasure: :func:`bury` needs a network
that is closed, :data:`ERASE` needs one that is buried. The application role reads ``erased_network`` and cannot write
it, so no single statement takes the journal of a network that works. The directory asks the decision to close and its
day; elsewhere the copy of the status is asked, which the application role writes: that guards against a mistake, not
against whoever makes that role say anything.
"""

from shared.database.protection import TENANT, withhold

TABLE = "erased_network"
_LOCK = "hashtextextended(network::text, 0)"
_DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

KNOWN_AS_CLOSED = "EXISTS (SELECT FROM network_copy WHERE id = network AND status = 'closed')"

ALIVE = f"""
CREATE FUNCTION network_is_alive(network uuid) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
  PERFORM pg_advisory_xact_lock_shared({_LOCK});
  RETURN NOT EXISTS (SELECT FROM {TABLE} WHERE id = network);
END $$
"""
"""Until the end of the transaction the answer stays true: a burial waits for it."""


def bury(is_due: str) -> str:
    """``is_due`` is asked inside the network, for the wall holds for the owner too."""
    return f"""
CREATE FUNCTION bury_network(network uuid, moment timestamptz) RETURNS void LANGUAGE plpgsql {_DEFINER} AS $$
DECLARE around text := coalesce(current_setting('app.tenant_id', true), ''); BEGIN
  PERFORM pg_advisory_xact_lock({_LOCK});
  IF EXISTS (SELECT FROM {TABLE} WHERE id = network) THEN RETURN; END IF;
  PERFORM set_config('app.tenant_id', network::text, true);
  IF NOT ({is_due}) THEN
    RAISE EXCEPTION 'network % is not known as closed', network;
  END IF;
  PERFORM set_config('app.tenant_id', around, true);
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


def allow_erasure(is_due: str) -> list[str]:
    return [withhold(TABLE, "INSERT, UPDATE, DELETE, TRUNCATE"), ALIVE, bury(is_due), ERASE, FINISH]


def forbid_erasure() -> list[str]:
    return [
        "DROP FUNCTION finish_erasure(uuid, integer, timestamptz)",
        "DROP FUNCTION erase_rows(regclass, bigint)",
        "DROP FUNCTION bury_network(uuid, timestamptz)",
        "DROP FUNCTION network_is_alive(uuid)",
    ]
