"""``python -m services``: the four services in one process. ``python -m services demo``: with a network to look at.
``python -m services personal-data find | export | erase …``: one person. ``python -m services reopen-network SLUG``.
``python -m services dead-letters [replay | drop AAAA-MM-JJ]``: what the services have given up.
"""

import argparse
import gc
import os
import signal
import sys
from pathlib import Path

from shared import logging

READ_THEIR_OWN = ("personal-data", "dead-letters")
"""First on the line; what follows is read by the command itself."""
REOPEN = "reopen-network"


def main() -> None:
    chosen = _read(sys.argv[1:])
    logging.configure("standalone", level=os.environ.get("MAILLAGE_LOG", "warning"))

    # Like Ctrl-C: whatever is being done, the database is left in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # What is made while starting stays: looking for garbage in it would take a fifth of the start.
    gc.disable()
    from services.standalone import commands

    raise SystemExit(getattr(commands, chosen.command.replace("-", "_"))(chosen))


def _read(arguments: list[str]) -> argparse.Namespace:
    place = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    place.add_argument("--folder", type=Path, default=Path(os.environ.get("MAILLAGE_HOME", "var")))
    place.add_argument("--port", type=int, default=int(os.environ.get("MAILLAGE_PORT", "8000")))
    if arguments[:1] and arguments[0] in READ_THEIR_OWN:
        chosen, rest = place.parse_known_args(arguments[1:])
        return argparse.Namespace(command=arguments[0], rest=rest, **vars(chosen))
    parser = argparse.ArgumentParser(prog="python -m services", description=__doc__, parents=[place])
    parser.add_argument("command", nargs="?", choices=["serve", "demo", *READ_THEIR_OWN, REOPEN], default="serve")
    parser.add_argument("slug", nargs="?", help="of the network to open again, as in its addresses")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--once", action="store_true", help="load the demonstration, print a summary, stop")
    parser.add_argument("--fresh", action="store_true", help="forget everything first")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
