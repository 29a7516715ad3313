"""Where one may be sent back to after signing in: a page of this site, never another site."""

from urllib.parse import urlsplit

LONGEST = 2000


def local_path_or(path: str | None, default: str) -> str:
    return path if path is not None and is_local_path(path) else default


def is_local_path(path: str) -> bool:
    """True for ``/annuaire/marne/?page=2``; false for what a browser could take for another host.

    Browsers read a backslash as a slash and drop tabs and line ends, hence the refusal of both (WHATWG URL, basic
    parser); ``//host`` and ``/\\host`` leave the site.
    """
    if len(path) > LONGEST or not path.startswith("/") or path.startswith("//"):
        return False
    if "\\" in path or any(ord(character) < 0x21 or ord(character) == 0x7F for character in path):
        return False
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
