"""One signed POST to somebody else's server, which may be slow, broken, or not where it says.

The name is resolved once; every address that it has must be a public one, and the connection goes to one that was
checked, so that a name cannot change its mind in between. Redirects are not followed: they would be a second address.
"""

import ipaddress
import json
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

CONNECT_SECONDS, READ_SECONDS = 5.0, 10.0
"""For each step: a server that sends a letter now and then could go on for ever."""
ALL_SECONDS = 15.0
"""For the whole, once connected. Every network's calls leave from the same few threads."""
BUSY = frozenset({429, 503})
"""Answers whose ``Retry-After`` is heeded."""
LONGEST_REST = 86_400
"""Seconds; no server is left alone for longer because it asks so."""
KEPT = 500
"""Characters of the answer that the log keeps."""
ALSO_PRIVATE = [
    ipaddress.ip_network(text)
    for text in ("192.0.0.0/24", "168.63.129.16/32", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")
]
"""That :mod:`ipaddress` takes for public: IPv4 in the clothes of IPv6 (RFC 4291, 6052, 7915, 8215), special addresses
(RFC 6890), and the one at which a cloud talks to its own machines."""
TOO_SLOW = "Pas de réponse à temps."


class AddressRefused(Exception):
    """The address is not one to which the product may connect."""


@dataclass(frozen=True)
class Outcome:
    """``status`` None: there was no answer, and ``answer`` says why."""

    status: int | None
    milliseconds: int
    answer: str
    retry_after: int = 0
    """Seconds for which the server, overloaded, asks to be left alone."""

    @property
    def is_success(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class _Impatient:
    """A connection that is cut after :data:`ALL_SECONDS`, whatever the server is doing."""

    _end: threading.Timer | None = None

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self._end = threading.Timer(ALL_SECONDS, self._cut)
        self._end.daemon = True
        self._end.start()

    def close(self) -> None:
        if self._end:
            self._end.cancel()
        super().close()  # type: ignore[misc]

    def _cut(self) -> None:
        connected: socket.socket | None = getattr(self, "sock", None)
        with suppress(OSError):
            if connected is not None:
                connected.shutdown(socket.SHUT_RDWR)


class _Plain(_Impatient, HTTPConnection):
    pass


class _Secure(_Impatient, HTTPSConnection):
    pass


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Plain  # type: ignore[assignment]


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Secure  # type: ignore[assignment]


def encode(body: Mapping[str, Any]) -> bytes:
    """The bytes that are signed and sent: the same at each attempt."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def post(url: str, body: bytes, headers: Mapping[str, str], *, anywhere: bool) -> Outcome:
    """``anywhere``: also plain HTTP and private addresses."""
    began, retry_after = time.monotonic(), 0
    try:
        status, answer, retry_after = _post(url, body, headers, anywhere=anywhere)
    except AddressRefused as error:
        status, answer = None, str(error)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        status, answer = None, _in_words(error)
        if time.monotonic() - began >= ALL_SECONDS:
            answer = TOO_SLOW
    return Outcome(status, round((time.monotonic() - began) * 1000), answer.replace("\0", "")[:KEPT], retry_after)


def check_address(url: str, *, anywhere: bool) -> tuple[str, int, str]:
    """``(host, port, address to connect to)``. Raises AddressRefused."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (anywhere and parts.scheme == "http"):
        raise AddressRefused("L’adresse doit commencer par https://.")
    if not parts.hostname or parts.username or parts.password:
        raise AddressRefused("L’adresse doit nommer un serveur, sans identifiant ni mot de passe.")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressRefused(f"Le serveur {parts.hostname} est introuvable.") from error
    addresses = [str(one[4][0]) for one in found]
    if not anywhere and not all(_is_public(address) for address in addresses):
        raise AddressRefused("Cette adresse mène à un réseau privé : elle n’est pas acceptée.")
    return parts.hostname, port, addresses[0]


def _is_public(address: str) -> bool:
    read = ipaddress.ip_address(address.partition("%")[0])
    read = getattr(read, "ipv4_mapped", None) or getattr(read, "sixtofour", None) or read
    return read.is_global and not read.is_multicast and not any(read in network for network in ALSO_PRIVATE)


def _post(url: str, body: bytes, headers: Mapping[str, str], *, anywhere: bool) -> tuple[int, str, int]:
    host, port, address = check_address(url, anywhere=anywhere)
    parts = urlsplit(url)
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = _SecurePool(address, port, timeout=timeout, retries=False, server_hostname=host, assert_hostname=host)
    else:
        pool = _PlainPool(address, port, timeout=timeout, retries=False)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Host": parts.netloc, "Content-Type": "application/json", "User-Agent": "Maillage-Webhooks/1", **headers}
    with pool:
        answer = pool.urlopen("POST", path, body=body, headers=sent, redirect=False, preload_content=False)
        beginning = answer.read1(4 * KEPT) or b""
        answer.close()
        asked = seconds_of(answer.headers.get("Retry-After", "")) if answer.status in BUSY else 0
        return answer.status, beginning.decode("utf-8", "replace"), asked


def seconds_of(retry_after: str) -> int:
    """Of the header ``Retry-After`` (RFC 9110, section 10.2.3): a number of seconds, or a date. 0 when unreadable."""
    try:
        if retry_after.strip().isdecimal():
            return min(int(retry_after), LONGEST_REST)
        seconds = parsedate_to_datetime(retry_after).timestamp() - time.time()
    except (ValueError, OverflowError):
        return 0
    return max(0, min(round(seconds), LONGEST_REST))


def _in_words(error: Exception) -> str:
    if isinstance(error, urllib3.exceptions.TimeoutError | TimeoutError):
        return TOO_SLOW
    if isinstance(error, urllib3.exceptions.SSLError):
        return f"Certificat refusé : {error}"
    return f"Connexion impossible : {error}"
