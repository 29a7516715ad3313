"""What ``python -m services`` can be told to do. Each returns the exit status."""

import shutil
import sys
from argparse import Namespace

from services.standalone.installation import installation
from services.standalone.server import Server, wait_for_the_end


def serve(chosen: Namespace) -> int:
    with installation(chosen.folder.resolve(), port=chosen.port) as installed:
        server = Server(installed, host=chosen.host, port=chosen.port)
        print(f"Maillage répond à l’adresse {installed.url}", flush=True)
        wait_for_the_end()
        server.close()
    return 0


def demo(chosen: Namespace) -> int:
    from services.standalone.demo import load, report

    folder = chosen.folder.resolve() / "demo"
    if chosen.fresh and folder.exists():
        shutil.rmtree(folder)
    with installation(folder, port=chosen.port) as installed:
        server = Server(installed, host=chosen.host, port=chosen.port)
        try:
            if not load.is_loaded(installed):
                load.load(installed, say=lambda text: print(text, file=sys.stderr, flush=True))
            if chosen.once:
                print(report.summary(installed))
                return 0
            print(report.welcome(installed), flush=True)
            wait_for_the_end()
        finally:
            server.close()
    return 0
