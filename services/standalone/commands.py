"""What ``python -m services`` can be told to do. Each returns the exit status."""

import shutil
import socket
import sys
from argparse import Namespace
from pathlib import Path

from services.directory import personal_data_command
from services.standalone.alone import alone
from services.standalone.installation import SERVICES, Installation, installation
from services.standalone.server import Server, wait_for_the_end
from shared.messaging import dead_letters_command


def serve(chosen: Namespace) -> int:
    check_is_free(chosen.host, chosen.port)
    folder = chosen.folder.resolve()
    with alone(folder / "serve.lock"), installation(folder, port=chosen.port) as installed:
        server = Server(installed, host=chosen.host, port=chosen.port)
        print(f"Maillage répond à l’adresse {installed.url}")
        print(f"Ouvrir un réseau :      {installed.url}/compte/nouveau-reseau")
        print(f"Les courriels envoyés : {installed.url}/_demo/courriels", flush=True)
        wait_for_the_end()
        server.close()
    return 0


def demo(chosen: Namespace) -> int:
    port = unused_port(chosen.host) if chosen.once else check_is_free(chosen.host, chosen.port)
    folder = chosen.folder.resolve() / "demo"
    with alone(folder.with_suffix(".lock")):  # beside it: the folder may be thrown away
        if chosen.fresh and folder.exists():
            shutil.rmtree(folder)
        return _demo(folder, chosen.host, port, once=chosen.once)


def _demo(folder: Path, host: str, port: int, *, once: bool) -> int:
    from services.standalone.demo import load, report

    with installation(folder, port=port) as installed:
        server = Server(installed, host=host, port=port)
        try:
            if not load.is_loaded(installed):
                load.load(installed, say=lambda text: print(text, file=sys.stderr, flush=True))
            load.refresh(installed)
            if once:
                print(report.summary(installed))
                return 0
            print(report.welcome(installed), flush=True)
            wait_for_the_end()
        finally:
            server.close()
    return 0


def personal_data(chosen: Namespace) -> int:
    """``chosen.rest``: see :mod:`services.directory.personal_data_command`."""
    personal_data_command.read(chosen.rest)  # a wrong word is told before anything is started
    folder = chosen.folder.resolve()
    if not _is_installed(folder):
        return personal_data_command.Status.WRONG
    with installation(folder, port=chosen.port, visiting=True):
        return personal_data_command.run(chosen.rest)


def dead_letters(chosen: Namespace) -> int:
    """``chosen.rest``: see :mod:`shared.messaging.dead_letters_command`, here for each service."""
    dead_letters_command.read("…", chosen.rest)  # a wrong word is told before anything is started
    folder = chosen.folder.resolve()
    if not _is_installed(folder):
        return 2
    with installation(folder, port=chosen.port, visiting=True):
        for service in SERVICES:
            print(f"{service.name} : ", end="")
            dead_letters_command.run(service, chosen.rest)
    return 0


def _is_installed(folder: Path) -> bool:
    if (folder / "postgres").exists():
        return True
    print(f"Aucune installation dans {folder}. Donnez son dossier avec --folder.", file=sys.stderr)
    return False


def reopen_network(chosen: Namespace) -> int:
    """While the installation serves, or not: its server is used as it is found, and left so."""
    from services.directory.operating import reopen_network as reopen

    folder = chosen.folder.resolve()
    if not chosen.slug or not (folder / "postgres").is_dir():
        raise SystemExit(f"Dites quel réseau rouvrir, dans une installation : aucune n’est dans {folder}.")
    with Installation(folder, port=chosen.port).directory_alone():
        print(reopen(chosen.slug))
    return 0


def check_is_free(host: str, port: int) -> int:
    """Returns ``port``. Raises SystemExit, before anything is started, when another program listens there."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise SystemExit(
                f"Maillage ne peut pas répondre au port {port} ({error.strerror}). "
                f"Choisissez-en un autre : make demo PORT={port + 1}"
            ) from error
    return port


def unused_port(host: str) -> int:
    with socket.socket() as trial:
        trial.bind((host, 0))
        return trial.getsockname()[1]
