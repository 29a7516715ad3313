"""What a file is, is read in its content; what could run on somebody's machine is refused, with the mend."""

import io
import zipfile

import pytest

from services.directory.files.shareable import MAX_BYTES, read_shareable
from services.directory.files.source_table import FileRefused
from tests.factories.shared_files import HTML, PDF, PNG, archive, open_document, word_document

MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def read(name: str, data: bytes):
    return read_shareable(name, io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "media_type", "name"),
    [
        (PDF, "application/pdf", "fiche.pdf"),
        (PNG, "image/png", "fiche.png"),
        (b"\xff\xd8\xff\xe0" + bytes(9), "image/jpeg", "fiche.jpg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp", "fiche.webp"),
        (b"ID3\x03" + bytes(9), "audio/mpeg", "fiche.mp3"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(9), "video/mp4", "fiche.mp4"),
        (open_document(), "application/vnd.oasis.opendocument.text", "fiche.odt"),
        (open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet", "fiche.ods"),
        (word_document(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "fiche.docx"),
        (
            word_document(main=SLIDES),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "fiche.pptx",
        ),
    ],
)
def test_a_file_is_known_by_its_content_and_named_after_it(data, media_type, name):
    file = read("fiche.txt", data)

    assert (file.kind.media_type, file.name) == (media_type, name)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (HTML, "une page web"),
        (b"\xef\xbb\xbf \n<html>", "une page web"),
        (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "un dessin SVG"),
        (b"MZ\x90\x00", "un programme"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "un document Office ancien ou protégé"),
        (archive({"virus.exe": b"MZ"}), "une archive ZIP"),
        (b"Bonjour", "n’est pas d’un format"),
        (b"", "est vide"),
        (b"PK\x03\x04 and nothing else", "est abîmé"),
        (word_document(main=MACRO_WORD), "contient des macros"),
        (word_document(**{"word__vbaProject.bin": b"x"}), "contient des macros"),
        (open_document(**{"Basic__script-lc.xml": b"x"}), "contient des macros"),
        (word_document(main="application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "contient des macros"),
        (word_document(word__bomb=bytes(30_000_000), packed=True), "se déplie en un fichier démesuré"),
    ],
)
def test_what_may_not_be_shared_is_refused_by_its_name_with_the_reason(data, why):
    with pytest.raises(FileRefused) as refused:
        read("fiche.pdf", data)

    assert refused.value.sentence.startswith("« fiche.pdf » ")
    assert why in refused.value.sentence


def damaged(method: int) -> bytes:
    """A document whose first part cannot be unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        file.writestr("mimetype", b"application/vnd.oasis.opendocument.text" * 9)
    data = bytearray(made.getvalue())
    begins = 30 + len("mimetype") + (9 if method == zipfile.ZIP_LZMA else 0)
    data[begins : begins + 12] = b"\xff" * 12
    return bytes(data)


def named_in_no_alphabet() -> bytes:
    """The name of its part says that it is UTF-8, and is not."""
    return archive({"fiché.xml": b"<w/>"}).replace("é".encode(), b"\xff\xff")


@pytest.mark.parametrize(
    "data",
    [damaged(zipfile.ZIP_DEFLATED), damaged(zipfile.ZIP_BZIP2), damaged(zipfile.ZIP_LZMA), named_in_no_alphabet()],
    ids=["deflate", "bzip2", "lzma", "name"],
)
def test_a_damaged_document_is_said_to_be_so_however_it_was_packed(data):
    with pytest.raises(FileRefused) as refused:
        read("fiche.odt", data)

    assert "« fiche.odt » est abîmé" in refused.value.sentence


def test_a_heavy_file_is_refused_with_its_weight_and_another_way():
    with pytest.raises(FileRefused) as refused:
        read("film.mp4", bytes(MAX_BYTES + 5 * 1024 * 1024))

    assert refused.value.sentence.startswith("« film.mp4 » pèse 25,0 Mo : 20 Mo au plus.")
    assert "donnez son lien" in refused.value.sentence


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\moi\\Ma fiche (1).pdf", "Ma fiche (1).pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("facture\u202efdp.exe", "facturefdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        (".pdf", "pdf.pdf"),
        ("///", "fichier.pdf"),
    ],
)
def test_the_name_that_is_kept_is_only_a_name(sent, kept):
    assert read(sent, PDF).name == kept
