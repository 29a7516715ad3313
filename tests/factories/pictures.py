"""Pictures, good and bad."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def a_picture(kind: str = "PNG", size: tuple[int, int] = (800, 200), mode: str = "RGB", **options: Any) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, {"RGB": "#7a1f5c", "RGBA": (122, 31, 92, 128)}.get(mode, 0)).save(written, kind, **options)
    return written.getvalue()


def a_bomb(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that asks for gigabytes of memory."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    lines = zlib.compress(bytes(20 * (1 + side * 3)))
    chunks = ((b"IHDR", header), (b"IDAT", lines), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
