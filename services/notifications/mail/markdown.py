"""Markdown → HTML fit for a mail, and → plain text, from the same source.

Only CommonMark: raw HTML is shown as text, and what comes out is cleaned again by nh3, so that neither a writer nor a
pasted page can bring a script, a form or a tracking frame into a mail.
"""

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from services.notifications.mail.styles import TAGS

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True, "typographer": False})
_KEPT = {*TAGS, "strong", "em", "code", "br"}
_STYLED = {tag: {"style": style} for tag, style in TAGS.items()}
_SCHEMES = {"http", "https", "mailto", "tel"}


def to_html(source: str) -> str:
    """Clean HTML with its style on each tag. Pictures keep ``src`` and ``alt`` only; relative links are dropped."""
    return nh3.clean(
        _MARKDOWN.render(source),
        tags=_KEPT,
        attributes={"a": {"href", "title"}, "img": {"src", "alt"}, "ol": {"start"}},
        set_tag_attribute_values=_STYLED,
        url_schemes=_SCHEMES,
        url_relative="deny",
        link_rel=None,
    )


def to_text(source: str) -> str:
    """The same text for readers without HTML: links are followed by their address, titles are underlined."""
    writer = _TextWriter()
    for token in _MARKDOWN.parse(source):
        writer.take(token)
    return writer.text()


def links_of(source: str) -> list[str]:
    """Addresses of the links and pictures, in order, without repetition."""
    found: list[str] = []
    for token in _MARKDOWN.parse(source):
        for child in token.children or []:
            address = child.attrGet("href") or child.attrGet("src")
            if address and str(address) not in found:
                found.append(str(address))
    return found


class _TextWriter:
    """Walks the tokens of one text and keeps paragraphs, list depth and numbering."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._lists: list[int | None] = []
        self._bullet = ""
        self._heading = ""
        self._quotes = 0
        self._in_list = False

    def take(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._lists.append(int(token.attrGet("start") or 1) if token.tag == "ol" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
            self._in_list = bool(self._lists)
        elif token.type == "list_item_open":
            self._bullet = self._next_bullet()
        elif token.type == "heading_open":
            self._heading = "=" if token.tag == "h1" else "-"
        elif token.type in ("blockquote_open", "blockquote_close"):
            self._quotes += token.nesting
        elif token.content or token.type == "hr":
            self._write(_words(token))

    def _next_bullet(self) -> str:
        number = self._lists[-1]
        if number is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _write(self, text: str) -> None:
        if self._heading:
            text, self._heading = f"{text}\n{self._heading * min(len(text), 60)}", ""
        bullet, self._bullet = self._bullet, ""
        first = "> " * self._quotes + "  " * max(len(self._lists) - 1, 0)
        follow = first + " " * len(bullet or ("  " if self._lists else ""))
        block = first + bullet + text.replace("\n", "\n" + follow)
        if bullet and self._in_list:
            self._blocks[-1] += "\n" + block
        else:
            self._blocks.append(block if bullet or not self._lists else follow + block.removeprefix(first))
        self._in_list = bool(self._lists)

    def text(self) -> str:
        return "\n\n".join(self._blocks) + "\n"


def _words(token: Token) -> str:
    if token.type == "hr":
        return "-" * 40
    return _inline_text(token) if token.type == "inline" else token.content.rstrip("\n")


def _inline_text(token: Token) -> str:
    """Text of one paragraph; « texte (adresse) » for a link whose text is not its address."""
    parts: list[str] = []
    opened: list[tuple[int, str]] = []
    for child in token.children or []:
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "image":
                parts.append(f"[{child.content}]" if child.content else "")
            case "link_open":
                opened.append((len(parts), str(child.attrGet("href") or "")))
            case "link_close":
                start, address = opened.pop()
                shown = address.removeprefix("mailto:").removeprefix("tel:")
                if shown and "".join(parts[start:]) != shown:
                    parts.append(f" ({shown})")
    return "".join(parts)
