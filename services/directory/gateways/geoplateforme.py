"""Addresses located by the Géoplateforme of the State, or any server that speaks as it does (``addok``'s GeoJSON).

https://geoservices.ign.fr/documentation/services/services-geoplateforme/geocodage – no key, open to all, 50 requests a
second from one address.
"""

import json
import math
import threading
import time
from functools import cache
from typing import Any

import urllib3

from services.directory.domain.geocoder import Found, Geocoder, GeocoderUnavailable, Question
from shared.settings import Settings

PER_SECOND = 10
"""Of one process; four of them stay below what the service allows one address."""
CONNECT_SECONDS, READ_SECONDS = 3.0, 5.0
REST_SECONDS, LONGEST_REST = 30.0, 3600.0
"""How long nothing is asked after 429 without ``Retry-After``; the most that ``Retry-After`` is obeyed."""
LARGEST = 200_000
"""Bytes of an answer: one address is about 1,000."""


class Geoplateforme:
    """One for the process: the pace and the rest that the service asked for are shared by all threads."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/") + "/search"
        self._pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS))
        self._lock = threading.Lock()
        self._next = 0.0
        self._closed_until = 0.0

    def locate(self, question: Question) -> Found | None:
        """Within the commune first; a wrong or CEDEX postal code finds nothing there, so then without it."""
        text = question.text
        if question.postcode:
            found = self._ask({"q": text, "postcode": question.postcode})
        elif question.commune_code:
            found = self._ask({"q": text, "citycode": question.commune_code})
        else:
            return self._ask({"q": text})
        return found or self._ask({"q": text})

    def _ask(self, fields: dict[str, str]) -> Found | None:
        self._wait()
        try:
            answer = self._pool.request(
                "GET", self.url, fields={**fields, "limit": "1"}, retries=False, redirect=False, preload_content=False
            )
            status, data = answer.status, answer.read(LARGEST)
            answer.release_conn()
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise GeocoderUnavailable(str(error)) from error
        if status == 429:
            self._rest(answer.headers.get("Retry-After"))
        if status == 400:
            return None  # an address that the service cannot read; asking again would not help
        if status != 200:
            raise GeocoderUnavailable(f"status {status}")
        return _found(data)

    def _wait(self) -> None:
        """Until this request's turn. Raises GeocoderUnavailable while the service wants to be left alone."""
        with self._lock:
            now = time.monotonic()
            if now < self._closed_until:
                raise GeocoderUnavailable("asked to wait")
            turn = max(now, self._next)
            self._next = turn + 1 / PER_SECOND
        time.sleep(turn - now)

    def _rest(self, retry_after: str | None) -> None:
        try:
            seconds = urllib3.Retry().parse_retry_after(retry_after) if retry_after else REST_SECONDS
        except urllib3.exceptions.InvalidHeader:
            seconds = REST_SECONDS
        with self._lock:
            self._closed_until = time.monotonic() + min(seconds, LONGEST_REST)


def _found(data: bytes) -> Found | None:
    """Raises GeocoderUnavailable for what is not such an answer, the page of a proxy for instance."""
    try:
        features = json.loads(data)["features"]
        return _place(features[0]) if features else None
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise GeocoderUnavailable("not an answer of a geocoder") from error


def _place(feature: dict[str, Any]) -> Found:
    longitude, latitude = (float(one) for one in feature["geometry"]["coordinates"][:2])
    told = feature["properties"]
    score = float(told["score"])
    if not (math.isfinite(score) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError("outside the world")
    names = ("label", "postcode", "city", "citycode", "type")
    label, postcode, commune, code, kind = (str(told.get(name) or "").replace("\0", "")[:300] for name in names)
    return Found(latitude, longitude, score, label, postcode, commune, code[:5], kind)


def geocoder_of(settings: Settings) -> Geocoder | None:
    """None when the installation has none."""
    return _geocoder(settings.geocoder_url) if settings.geocoder_url else None


_geocoder = cache(Geoplateforme)
