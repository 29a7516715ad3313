"""ZIP archives, which office documents are: what they declare is looked at before anything is unpacked.

Unpacking stops where they lied (https://docs.python.org/3/library/zipfile.html#decompression-pitfalls).
"""

import io
import lzma
import zipfile
import zlib

MAX_UNPACKED = 250 * 1024 * 1024
MAX_RATIO = 200
"""A sheet of real words shrinks ten to thirty times."""
MAX_PARTS = 2000
_RATIO_MATTERS_FROM = 5 * 1024 * 1024
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
BROKEN += (zlib.error, lzma.LZMAError)
"""What reading a part raises, by its compression: OSError is bzip2's."""


class ArchiveDamaged(ValueError):
    """No ZIP archive, or a broken one."""


class ArchiveSwollen(ValueError):
    """Would unpack into far more than it weighs."""


def is_archive(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def parts_of(data: bytes) -> set[str]:
    """Names of what the archive holds; nothing is unpacked. Raises ArchiveDamaged, ArchiveSwollen."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:  # ValueError: a name that is no text
        raise ArchiveDamaged from error
    unpacked = sum(part.file_size for part in parts)
    swollen = unpacked > _RATIO_MATTERS_FROM and unpacked > MAX_RATIO * len(data)
    # entries that overlap are how a small file hides a large one without a high ratio for each of them
    overlapping = sum(part.compress_size for part in parts) > len(data)
    if unpacked > MAX_UNPACKED or swollen or overlapping or len(parts) > MAX_PARTS:
        raise ArchiveSwollen
    return {part.filename for part in parts}


def head_of(data: bytes, name: str, limit: int) -> bytes:
    """The first bytes of one part; empty when there is no such part. Raises ArchiveDamaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as part:
            return part.read(limit)
    except KeyError:
        return b""
    except BROKEN as error:
        raise ArchiveDamaged from error
