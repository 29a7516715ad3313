"""HTML left in cells by web forms and portals."""

import html
import re

import nh3

_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/h\d|/tr)\b[^>]*>", re.IGNORECASE)
_SPACES = re.compile(r"[ \t]+")


def holds_markup(text: str) -> bool:
    return ("<" in text or "&" in text) and _MARKUP.search(text) is not None


def without_markup(text: str) -> str:
    """The words alone. Done again while what comes out is still markup: reading the result again changes nothing."""
    for _ in range(4):
        if not holds_markup(text):
            break
        # "< 18 ans" is text: only what begins like a tag is one
        words = re.sub(r"<(?![a-zA-Z/!])", "&lt;", _BREAK.sub("\n", text))
        text = html.unescape(nh3.clean(words, tags=set(), clean_content_tags={"script", "style"}))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
