"""Markdown written by members, as HTML that can bring no script and no picture: raw HTML is shown as text, and what
comes out is cleaned again.
"""

import re

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markupsafe import Markup

_ARTICLE = MarkdownIt("commonmark", {"html": False, "breaks": True})
_POST = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["heading", "lheading", "image"])
_TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "br", "hr", "a", "code"}
_SCHEMES = {"https", "http", "mailto"}
_BARE_ADDRESS = re.compile(r"(?<![<(\[\w\"'`])https?://[^\s<>()\[\]]*[^\s<>()\[\].,;:!?»\"']")


def _link_bare_address(state: StateInline, silent: bool) -> bool:
    """A rule of the parser, which passes over code and links by itself. It stops at the colon: « https » is behind."""
    scheme = re.search(r"https?$", state.pending)
    found = _BARE_ADDRESS.match(state.src, state.pos - len(scheme[0])) if scheme and not state.linkLevel else None
    if scheme is None or found is None:
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(found[0])}
        state.push("text", "", 0).content = found[0]
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


_POST.inline.ruler.after("text", "bare_address", _link_bare_address)


def article_html(body: str) -> Markup:
    """The page has its own title: the text's begin one level lower."""
    lowered = _ARTICLE.render(body).replace("<h3", "<h4").replace("</h3", "</h4").replace("<h2", "<h3")
    return _clean(lowered.replace("</h2", "</h3").replace("<h1", "<h2").replace("</h1", "</h2"))


def post_html(body: str) -> Markup:
    """Without titles of its own; an address that was pasted as it is becomes a link."""
    return _clean(_POST.render(body))


def _clean(html: str) -> Markup:
    return Markup(nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes=_SCHEMES))
