"""A browser and a program, over real HTTP, with the standard library only."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any

from shared.ids import new_id

PATIENCE = 30.0
"""Seconds that something announced may take to reach another service."""


class Refused(RuntimeError):
    """The product answered with a refusal that the demonstration did not expect."""

    def __init__(self, method: str, url: str, status: int, body: str) -> None:
        self.status = status
        super().__init__(f"{method} {url} → {status}: {body[:500]}")


class Program:
    """A client of the programming interface, with a network's token."""

    def __init__(self, base_url: str, slug: str, token: str) -> None:
        self._base_url = base_url
        self._slug = slug
        self._headers = {"Authorization": f"Bearer {token}"}

    def url(self, service: str, path: str) -> str:
        return f"{self._base_url}/api/v1/{service}/networks/{self._slug}{path}"

    def get(self, service: str, path: str) -> Any:
        return json.loads(self.download(service, path))

    def download(self, service: str, path: str) -> bytes:
        return _send(urllib.request.Request(self.url(service, path), headers=self._headers))

    def post(self, service: str, path: str, body: Any = None) -> Any:
        return self._write("POST", service, path, body)

    def put(self, service: str, path: str, body: Any) -> Any:
        return self._write("PUT", service, path, body)

    def upload(
        self, service: str, path: str, *, name: str, content: bytes, media_type: str, method: str = "POST"
    ) -> Any:
        """A file, as ``multipart/form-data`` (RFC 7578)."""
        boundary = new_id().hex
        disposition = f'Content-Disposition: form-data; name="file"; filename="{name}"'
        head = f"--{boundary}\r\n{disposition}\r\nContent-Type: {media_type}\r\n\r\n".encode()
        body = head + content + f"\r\n--{boundary}--\r\n".encode()
        headers = {**self._headers, "Content-Type": f"multipart/form-data; boundary={boundary}"}
        return json.loads(_send(urllib.request.Request(self.url(service, path), body, headers, method=method)))

    def all(self, service: str, path: str) -> list[Any]:
        """Every page of a list."""
        items, cursor = [], ""
        joint = "&" if "?" in path else "?"
        while True:
            page = self.get(service, f"{path}{joint}limit=200{cursor}")
            items += page["items"]
            if not page["next"]:
                return items
            cursor = "&cursor=" + urllib.parse.quote(page["next"])

    def _write(self, method: str, service: str, path: str, body: Any) -> Any:
        headers = {**self._headers, "Idempotency-Key": str(new_id()), "Content-Type": "application/json"}
        data = json.dumps({} if body is None else body, default=str).encode()
        answer = _send(urllib.request.Request(self.url(service, path), data, headers, method=method))
        return json.loads(answer) if answer else None


class Browser:
    """Follows links and fills in forms, as a person would."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def open(self, path: str) -> str:
        return _send(urllib.request.Request(self._absolute(path)), self._opener).decode()

    def submit(self, path: str, **answers: str) -> str:
        """Opens the page of the form, and sends it with these answers; returns the page that follows."""
        form = _Form(self.open(path))
        data = urllib.parse.urlencode({**form.hidden, **answers}).encode()
        action = urllib.parse.urljoin(self._absolute(path), form.action or path)
        return _send(urllib.request.Request(action, data), self._opener).decode()

    def call(self, path: str, body: Any, *, form: str) -> Any:
        """A POST of JSON with the person's cookie; ``form``: a page from which the form's token is taken."""
        token = _Form(self.open(form)).hidden["csrf_token"]
        headers = {"Content-Type": "application/json", "X-CSRFToken": token}
        data = json.dumps(body, default=str).encode()
        return json.loads(_send(urllib.request.Request(self._absolute(path), data, headers), self._opener))

    def _absolute(self, path: str) -> str:
        return urllib.parse.urljoin(self._base_url, path)


class _Form(HTMLParser):
    """The form of the page's main part: where it goes, and what it carries without being seen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action: str | None = None
        self.hidden: dict[str, str] = {}
        self._in_main = self._done = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "main":
            self._in_main = True
        if not self._in_main or self._done:
            return
        if tag == "form" and (values.get("method") or "").lower() == "post":
            self.action = values.get("action")
        if tag == "input" and values.get("type") == "hidden" and self.action is not None:
            self.hidden[values.get("name") or ""] = values.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.action is not None:
            self._done = True


def _send(request: urllib.request.Request, opener: urllib.request.OpenerDirector | None = None) -> bytes:
    """Raises Refused."""
    try:
        with (opener or urllib.request.build_opener()).open(request, timeout=60) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        body = error.read().decode(errors="replace")
        raise Refused(request.get_method(), request.full_url, error.code, body) from error


def eventually(question: Callable[[], Any], *, what: str, patience: float = PATIENCE) -> Any:
    """The answer, once there is one: what one service says reaches another a little later."""
    end = time.monotonic() + patience
    refusal: Refused | None = None
    while time.monotonic() < end:
        try:
            if answer := question():
                return answer
        except Refused as error:
            if error.status not in (401, 403, 404):
                raise
            refusal = error
        time.sleep(0.05)
    raise TimeoutError(f"{what}: nothing after {patience:.0f} seconds") from refusal
