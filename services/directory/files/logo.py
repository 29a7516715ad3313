"""A picture that somebody sent, made into a logo: checked by its content, small, without what cameras write in it."""

import io
from dataclasses import dataclass
from typing import IO, Any

from services.directory.errors import UnusableLogo
from shared.logos import HIGHEST, WIDEST

MOST_BYTES = 1024**2
MOST_POINTS = 12_000_000
"""Of the picture that was sent: what it weighs in memory, whatever the file weighs."""
LEAST_SIDE = 16
READ = ("PNG", "JPEG", "WEBP")
PHOTOS = ("JPEG", "MPO")
"""Some cameras write several pictures into what they call a JPEG: the library then calls it MPO."""

TOO_HEAVY = "Ce fichier pèse plus de 1 Mo. Réduisez l’image, ou enregistrez-la en JPEG, puis choisissez-la de nouveau."
TOO_LARGE = "Cette image a trop de points (plus de 12 millions). Réduisez-la à 3 000 points de côté au plus."
TOO_NARROW = "Cette image est trop petite ou trop étroite. Choisissez-en une de 16 points de côté au moins."
UNREADABLE = "Ce fichier n’est pas une image PNG, JPEG ou WebP lisible. Enregistrez votre logo dans un de ces formats."
VECTOR = "Un fichier SVG peut contenir des programmes : il est refusé. Exportez votre logo en PNG, 400 points de large."


@dataclass(frozen=True)
class Picture:
    data: bytes
    width: int
    height: int
    ending: str
    """``png``, which keeps transparency, or ``jpg``."""


def read_logo(stream: IO[bytes]) -> bytes:
    """Raises UnusableLogo as soon as the file is larger than a logo may be."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnusableLogo(TOO_HEAVY)
    return data


def small_logo(data: bytes) -> Picture:
    """Raises UnusableLogo."""
    image, is_photo = _decoded(data)
    bare = _bare(image)
    if min(bare.size) < LEAST_SIDE:
        raise UnusableLogo(TOO_NARROW)
    written = io.BytesIO()
    if is_photo:
        bare.save(written, "JPEG", quality=88, optimize=True)
    else:
        bare.save(written, "PNG", optimize=True)
    return Picture(written.getvalue(), bare.width, bare.height, "jpg" if is_photo else "png")


def _decoded(data: bytes) -> tuple[Any, bool]:
    """Upright, and whether it is a photo."""
    from PIL import Image, ImageOps

    try:
        image = Image.open(io.BytesIO(data), formats=READ)
        is_small_enough, is_photo = image.width * image.height <= MOST_POINTS, image.format in PHOTOS
        if is_small_enough:
            image.load()
            image = ImageOps.exif_transpose(image)  # reads what the camera wrote, which may be broken too
    except Image.DecompressionBombError as error:
        raise UnusableLogo(TOO_LARGE) from error
    except Exception as error:  # whatever a broken file makes the library stumble over
        raise UnusableLogo(VECTOR if b"<svg" in data[:4096].lower() else UNREADABLE) from error
    if not is_small_enough:
        raise UnusableLogo(TOO_LARGE)
    return image, is_photo


def _bare(image: Any) -> Any:
    """Small, and nothing but the points: no place, no date, no author."""
    from PIL import Image

    is_transparent = "A" in image.getbands() or "transparency" in image.info
    image = image.convert("RGBA" if is_transparent else "RGB")
    image.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare
