"""Postfix's smtp-sink: swallows mail as fast as it comes, for load and for injected errors."""

from pathlib import Path

from tests.servers.common import Process, accepts_connections, free_port, program, wait_until


class SmtpSink:
    """``options`` go to the program: ``-r data`` answers DATA with a temporary error, ``-f rcpt`` with a final one."""

    def __init__(self, folder: Path, *, options: tuple[str, ...] = ()) -> None:
        self.folder, self._options = folder, options
        self.host, self.port = "127.0.0.1", free_port()
        self._process: Process | None = None

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [program("smtp-sink"), "-u", "nobody", *self._options, f"{self.host}:{self.port}", "1000"]
        self._process = Process(command, log=self.folder / "smtp-sink.log")
        wait_until(lambda: accepts_connections(self.port), what="smtp-sink answers")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
        self._process = None

    kill = stop
