"""A small reverse proxy: the gateway's rule — which service answers an address — in front of real processes."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from services.standalone.dispatch import Dispatcher
from tests.servers.common import free_port

HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive"}


class Gateway:
    """``ports``: service → port of its web process."""

    def __init__(self, dispatcher: Dispatcher, ports: dict[str, int]) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self) -> None:
                service = dispatcher.service_for(self.path.split("?")[0])
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
                headers |= {"X-Forwarded-For": self.client_address[0], "X-Forwarded-Host": self.headers["Host"]}
                upstream = http.client.HTTPConnection("127.0.0.1", ports[service], timeout=60)
                upstream.request(self.command, self.path, body, headers)
                answer = upstream.getresponse()
                content = answer.read()
                upstream.close()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in {*HOP_BY_HOP, "content-length", "date", "server"}:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = forward

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
