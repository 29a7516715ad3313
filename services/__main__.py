"""``python -m services``: the four services in one process. ``python -m services demo``: with a network to look at."""

import argparse
import gc
import os
import signal
import sys
from pathlib import Path

from shared import logging


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m services", description=__doc__)
    parser.add_argument("command", nargs="?", choices=["serve", "demo"], default="serve")
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("MAILLAGE_HOME", "var")))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("MAILLAGE_PORT", "8000")))
    parser.add_argument("--once", action="store_true", help="load the demonstration, print a summary, stop")
    parser.add_argument("--fresh", action="store_true", help="forget everything first")
    chosen = parser.parse_args()
    logging.configure("standalone", level=os.environ.get("MAILLAGE_LOG", "warning"))

    # Like Ctrl-C: whatever is being done, the database is left in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # What is made while starting stays: looking for garbage in it would take a fifth of the start.
    gc.disable()
    from services.standalone import commands

    raise SystemExit(getattr(commands, chosen.command)(chosen))


if __name__ == "__main__":
    main()
