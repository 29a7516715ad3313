"""Showing a mail inside a page: with its own styles, and without any power over the page around it."""

from flask import Response

FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: data:; frame-ancestors 'self'; "
    "base-uri 'self'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
"""Mails carry their styles on each tag; no script runs, links open in a new tab."""


def framed(response: Response) -> Response:
    """For an HTML mail, which begins with a head."""
    html = response.get_data(as_text=True)
    response.set_data(html.replace("<head>", '<head><base target="_blank">', 1))
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    response.content_type = "text/html; charset=utf-8"
    return response
