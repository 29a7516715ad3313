"""What only the operator of an installation may do, from its command line."""

from collections.abc import Sequence

from services.directory.errors import NotClosing
from services.directory.runtime import runtime
from services.directory.usecases import closures


def run(arguments: Sequence[str]) -> int:
    """``reopen-network SLUG``."""
    if len(arguments) != 1:
        raise SystemExit("usage: reopen-network SLUG")
    print(reopen_network(arguments[0]))
    return 0


def reopen_network(slug: str) -> str:
    """Of a network that is closed and not erased yet; its members enter again as soon as the services have heard it.

    Returns what to tell. Raises SystemExit when there is nothing to reopen.
    """
    with runtime.database.unit_of_work(None, read_only=True) as uow:
        found = uow.find_network(slug)
    if found is None:
        raise SystemExit(f"Aucun réseau n’a l’adresse « {slug} » : elle est mal écrite, ou le réseau est effacé.")
    try:
        with runtime.database.unit_of_work(found.id) as uow:
            closures.reopen(uow)
    except NotClosing as refusal:
        raise SystemExit(
            f"« {found.label} » n’est pas fermé, ou son effacement a commencé. Rien n’a changé."
        ) from refusal
    return f"« {found.label} » est rouvert."
