"""A server on loopback that answers as the Géoplateforme does: ``GET /geocodage/search``, GeoJSON of ``addok``."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


def feature(label: str, *, score: float, at: tuple[float, float], **told: Any) -> dict[str, Any]:
    """``at``: longitude, latitude."""
    told = {"city": "Reims", "postcode": "51100", "citycode": "51454", "type": "housenumber", **told}
    point = {"type": "Point", "coordinates": list(at)}
    return {"type": "Feature", "geometry": point, "properties": {"label": label, "score": score, **told}}


class FakeGeocoder:
    """``known``: word of the question → feature; ``heard``: the questions; the rest is how badly it feels."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, Any]] = {}
        self.heard: list[dict[str, str]] = []
        self.status, self.headers, self.wait, self.body = 200, {}, 0.0, ""
        mine = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                address = urlsplit(self.path)
                mine.heard.append({name: values[0] for name, values in parse_qs(address.query).items()})
                time.sleep(mine.wait)
                self.send_response(mine.status if address.path == "/geocodage/search" else 404)
                for name, value in mine.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write((mine.body or mine.answer(mine.heard[-1])).encode())

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/geocodage"

    def answer(self, question: dict[str, str]) -> str:
        """The postal code narrows, as in the real one."""
        near = [one for word, one in self.known.items() if word in question["q"]]
        postcode = question.get("postcode")
        found = [one for one in near if postcode in (None, one["properties"]["postcode"])]
        return json.dumps({"type": "FeatureCollection", "features": found[:1], "query": question["q"]})

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
