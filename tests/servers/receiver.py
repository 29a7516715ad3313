"""Somebody else's server that is told the facts of a network."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """On loopback. Answers ``status`` after ``wait`` seconds, once ``may_answer`` is set."""

    def __init__(self):
        self.heard, self.paths, self.answered = [], [], 0
        self.status, self.wait, self.retry_after = 200, 0.0, ""
        self.may_answer = threading.Event()
        self.may_answer.set()
        mine = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                mine.heard.append((dict(self.headers), body))
                mine.paths.append(self.path)
                time.sleep(mine.wait)
                mine.may_answer.wait()
                self.send_response(mine.status)
                self.send_header("Location", "http://127.0.0.1:9/")
                if mine.retry_after:
                    self.send_header("Retry-After", mine.retry_after)
                self.end_headers()
                self.wfile.write("Reçu.".encode())
                mine.answered += 1

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # who called may have hung up
        self.url = f"http://127.0.0.1:{self._server.server_port}/ici?cle=1"

    def start(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self.may_answer.set()
        self._server.shutdown()
        self._server.server_close()
