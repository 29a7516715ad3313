"""Small files as members share them, and as they should not."""

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def archive(parts: dict[str, bytes], *, packed: bool = False) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def word_document(*, main: str = _WORD, packed: bool = False, **parts: bytes) -> bytes:
    """``parts``: beside those that every document has; ``__`` stands for a slash."""
    types = f'<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    more = {name.replace("__", "/"): content for name, content in parts.items()}
    return archive({"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>", **more}, packed=packed)


def open_document(kind: str = "text", **parts: bytes) -> bytes:
    more = {name.replace("__", "/"): content for name, content in parts.items()}
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<o/>", **more})
