"""Which files members may share. The content decides; the name and what the browser says do not.

What could run on somebody's machine or in their browser is not among them: web pages, drawings with scripts (SVG),
programs, documents with macros.
"""

import re
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from services.directory.files.archives import ArchiveDamaged, ArchiveSwollen, head_of, is_archive, parts_of
from services.directory.files.source_table import FileRefused

MAX_BYTES = 20 * 1024 * 1024
ACCEPTED = "PDF, document (.odt, .docx), diaporama (.odp, .pptx), tableau (.ods, .xlsx), image, son MP3 ou vidéo MP4"
EXTENSIONS = (
    ".pdf",
    ".odt",
    ".odp",
    ".ods",
    ".docx",
    ".pptx",
    ".xlsx",
    ".png",
    ".jpg",
    ".jpeg",
    ".webp",
    ".mp3",
    ".mp4",
)
MEBIBYTE = 1024 * 1024


class FileKind(NamedTuple):
    extension: str
    media_type: str
    label: str


class Shareable(NamedTuple):
    """A file that was looked at. ``name``: with the extension of what it is."""

    name: str
    kind: FileKind
    data: bytes


_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_DOCUMENTS = {
    f"{_OPEN_DOCUMENT}text": FileKind("odt", f"{_OPEN_DOCUMENT}text", "document"),
    f"{_OPEN_DOCUMENT}presentation": FileKind("odp", f"{_OPEN_DOCUMENT}presentation", "diaporama"),
    f"{_OPEN_DOCUMENT}spreadsheet": FileKind("ods", f"{_OPEN_DOCUMENT}spreadsheet", "tableau"),
    f"{_OPEN_XML}wordprocessingml.document": FileKind("docx", f"{_OPEN_XML}wordprocessingml.document", "document"),
    f"{_OPEN_XML}presentationml.presentation": FileKind("pptx", f"{_OPEN_XML}presentationml.presentation", "diaporama"),
    f"{_OPEN_XML}spreadsheetml.sheet": FileKind("xlsx", f"{_OPEN_XML}spreadsheetml.sheet", "tableau"),
}
_BY_BEGINNING = (
    (re.compile(rb"%PDF-[12]\."), FileKind("pdf", "application/pdf", "PDF")),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), FileKind("png", "image/png", "image")),
    (re.compile(rb"\xff\xd8\xff"), FileKind("jpg", "image/jpeg", "image")),
    (re.compile(rb"RIFF.{4}WEBPVP8", re.DOTALL), FileKind("webp", "image/webp", "image")),
    (re.compile(rb"ID3[\x02-\x04]|\xff[\xfb\xfa\xf3\xf2]"), FileKind("mp3", "audio/mpeg", "son")),
    (
        re.compile(rb".{4}ftyp(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash)", re.DOTALL),
        FileKind("mp4", "video/mp4", "vidéo"),
    ),
)
_NOT_SHARED = (
    (re.compile(rb"\xd0\xcf\x11\xe0"), "un document Office ancien ou protégé par un mot de passe"),
    (re.compile(rb"MZ|\x7fELF|#!|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe"), "un programme"),
    (re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body|script)", re.IGNORECASE), "une page web"),
    (re.compile(rb"(\xef\xbb\xbf)?\s*<(svg|\?xml)", re.IGNORECASE), "un dessin SVG ou un fichier XML"),
)
_MEND = f"Choisissez un {ACCEPTED}."


def read_shareable(name: str, stream: IO[bytes]) -> Shareable:
    """``stream``: can be rewound. Raises FileRefused with a sentence that names the file and says how to mend it."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > MAX_BYTES:
        weight = f"{size / MEBIBYTE:.1f}".replace(".", ",")
        raise FileRefused(
            "file_too_large",
            f"« {name} » pèse {weight} Mo : {MAX_BYTES // MEBIBYTE} Mo au plus. "
            "Allégez-le, ou déposez-le ailleurs et donnez son lien.",
        )
    data = stream.read()
    if not data:
        raise FileRefused("file_empty", f"« {name} » est vide. Choisissez de nouveau le fichier.")
    kind = kind_of(name, data)
    return Shareable(f"{_stem(name)}.{kind.extension}", kind, data)


def kind_of(name: str, data: bytes) -> FileKind:
    """Raises FileRefused."""
    if is_archive(data):
        return _document(name, data)
    for beginning, kind in _BY_BEGINNING:
        if beginning.match(data):
            return kind
    for beginning, what in _NOT_SHARED:
        if beginning.match(data):
            raise FileRefused(
                "file_kind_refused", f"« {name} » est en réalité {what}, qui ne se partage pas ici. {_MEND}"
            )
    raise FileRefused("file_kind_unknown", f"« {name} » n’est pas d’un format qui se partage ici. {_MEND}")


def _document(name: str, data: bytes) -> FileKind:
    """An office document is an archive that says what it is, in one of two ways."""
    try:
        parts = parts_of(data)
        said = head_of(data, "mimetype", 200).decode("ascii", "replace").strip()
        types = head_of(data, "[Content_Types].xml", 256 * 1024)
    except ArchiveDamaged as error:
        raise FileRefused(
            "file_damaged", f"« {name} » est abîmé : il ne s’ouvre pas. Enregistrez-le de nouveau."
        ) from error
    except ArchiveSwollen as error:
        sentence = f"« {name} » se déplie en un fichier démesuré : il n’est pas ouvert. Enregistrez-le en PDF."
        raise FileRefused("file_swollen", sentence) from error
    if _has_macros(parts, types):
        sentence = (
            f"« {name} » contient des macros, qui peuvent abîmer un ordinateur. Enregistrez-le sans macros, ou en PDF."
        )
        raise FileRefused("file_with_macros", sentence)
    for media_type, kind in _DOCUMENTS.items():
        if said == media_type or f'"{media_type}.main+xml"'.encode() in types:
            return kind
    raise FileRefused("file_kind_refused", f"« {name} » est une archive ZIP, qui ne se partage pas ici. {_MEND}")


def _has_macros(parts: set[str], types: bytes) -> bool:
    where = ("basic/", "scripts/", "xl/macrosheets/")
    named = any(part.lower().startswith(where) or part.lower().endswith("vbaproject.bin") for part in parts)
    return named or b"macroenabled" in types.lower() or b"vbaproject" in types.lower()


def _stem(name: str) -> str:
    """The name without folders, extension nor what file systems refuse or eyes do not see."""
    base = PurePosixPath(name.replace("\\", "/")).name
    stem = base.rsplit(".", 1)[0] if "." in base.strip(".") else base
    seen = "".join(sign for sign in stem if sign.isprintable())
    words = re.sub(r'[<>:"/\\|?*]', " ", seen).split()
    return " ".join(words).strip(" .")[:120] or "fichier"
