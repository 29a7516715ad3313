"""A RabbitMQ node of Debian's package, alone with its own epmd, everything bound to the loopback."""

import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pika
import pika.exceptions

from tests.servers.common import PATIENCE, Process, accepts_connections, free_port, program, wait_until

_BIN = "/usr/lib/rabbitmq/bin"  # the wrappers of /usr/sbin change the user; the node runs as whoever runs the tests

_CONFIGURATION = """\
listeners.tcp.1 = 127.0.0.1:{port}
loopback_users = none
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 800MB
raft.wal_max_size_bytes = 33554432
log.console = true
log.console.level = warning
log.file = false
"""

_KERNEL = """[{kernel, [{inet_dist_use_interface, {127,0,0,1}}]}].
"""


class RabbitMQ:
    """``start`` takes a few seconds. ``kill`` is SIGKILL; ``start`` again finds the same data on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self._distribution_port, self._epmd_port = free_port(), free_port(), free_port()
        self._node: Process | None = None
        self._epmd: Process | None = None
        self._write_configuration()

    @property
    def url(self) -> str:
        return self.url_of("%2F")

    def url_of(self, host: str) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}/{host}"

    def add_host(self, name: str) -> str:
        """Makes a virtual host, empty, for who counts every queue. Returns its address."""
        host, guest, all_of_it, by = f'<<"{name}">>', '<<"guest">>', ", ".join(['<<".*">>'] * 3), '<<"tests">>'
        self.ask(f"ok = rabbit_vhost:add({host}, {by})")
        self.ask(f"rabbit_auth_backend_internal:set_permissions({guest}, {host}, {all_of_it}, {by})")
        return self.url_of(name)

    def start(self) -> None:
        """Raises TimeoutError with the end of the node's log when it does not answer."""
        server = program("rabbitmq-server", _BIN)
        self._start_epmd()
        self._node = Process([server], log=self.folder / "node.log", environment=self._environment())
        try:
            wait_until(self._answers, what="RabbitMQ answers", every=0.1)
        except TimeoutError as error:
            words = self._node.last_words()
            self.stop()
            raise TimeoutError(f"{error}\n{words}") from error

    def stop(self) -> None:
        for process in (self._node, self._epmd):
            if process is not None:
                process.end(seconds=5)
        self._node = self._epmd = None

    def settle(self) -> None:
        """For who is about to kill it: a queue declared less than a second before may stay without a leader for ever.

        That is a fault of the broker, which the operator mends (deploy/README.md); what is tried here is ours.
        """
        time.sleep(2)

    def kill(self) -> None:
        if self._node is not None:
            self._node.kill()
        self._node = None

    def messages(self, host: str) -> dict[str, int]:
        """Queue → messages in it, those that someone is working on included."""
        listed = f'rabbit_amqqueue:info_all(<<"{host}">>, [name, messages])'
        each = f"[{{name, {{resource, _, queue, Name}}}}, {{messages, Count}}] <- {listed}"
        told = self.ask(f'lists:flatten([io_lib:format("~s ~w ", [Name, Count]) || {each}])').strip('[]"').split()
        return dict(zip(told[::2], map(int, told[1::2]), strict=True))

    def set_memory_limit(self, most: str) -> None:
        """``800MB``; at a limit below what it has taken, it takes no more messages."""
        self.ask(f'vm_memory_monitor:set_vm_memory_high_watermark({{absolute, "{most}"}})')

    def ask(self, expression: str) -> str:
        """The value of an Erlang expression in the node. ``rabbitmqctl`` would take two seconds for each.

        Raises RuntimeError with what the node says.
        """
        cookie = (self.folder / ".erlang.cookie").read_text()
        command = [program("erl_call"), "-c", cookie, "-address", f"localhost:{self._distribution_port}", "-e"]
        options: dict[str, Any] = {"env": self._environment(), "capture_output": True, "text": True}
        done = subprocess.run(command, input=f"{expression}.\n", check=False, timeout=PATIENCE, **options)
        if not done.stdout.startswith("{ok, "):
            raise RuntimeError(f"{expression}: {done.stdout}{done.stderr}")
        return done.stdout.removeprefix("{ok, ").removesuffix("}")

    def _start_epmd(self) -> None:
        if self._epmd is not None and self._epmd.is_running:
            return
        command = [program("epmd"), "-port", str(self._epmd_port), "-address", "127.0.0.1"]
        self._epmd = Process(command, log=self.folder / "epmd.log", environment=self._environment())
        wait_until(lambda: accepts_connections(self._epmd_port), what="epmd answers")

    def _answers(self) -> bool:
        if self._node is not None and not self._node.is_running:
            raise TimeoutError("RabbitMQ ended while starting")
        try:
            pika.BlockingConnection(pika.URLParameters(self.url)).close()
        except (pika.exceptions.AMQPError, OSError):
            return False
        return True

    def _write_configuration(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "rabbitmq.conf").write_text(_CONFIGURATION.format(port=self.port))
        (self.folder / "advanced.config").write_text(_KERNEL)
        (self.folder / "enabled_plugins").write_text("[].\n")
        (self.folder / "environment").write_text("")

    def _environment(self) -> dict[str, str]:
        at = self.folder
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LANG": "C.UTF-8",
            "HOME": str(at),
            "ERL_EPMD_PORT": str(self._epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"maillage{self.port}@localhost",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_DIST_PORT": str(self._distribution_port),
            "RABBITMQ_CONF_ENV_FILE": str(at / "environment"),
            "RABBITMQ_CONFIG_FILE": str(at / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(at / "advanced.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(at / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(at / "data"),
            "RABBITMQ_LOG_BASE": str(at / "log"),
            "RABBITMQ_PID_FILE": str(at / "node.pid"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(at / "generated"),
            # a node at rest must leave the processor to the tests
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+sbwt none +sbwtdcpu none +sbwtdio none",
        }
