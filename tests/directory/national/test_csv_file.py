import io

import pytest

from services.directory.national.csv_file import read_limited, read_table
from services.directory.national.headings import FileRefused
from tests.factories.national_files import NAMES, a_file, a_line


class EndlessStream(io.RawIOBase):
    """A file that never ends, and says how much of it was read."""

    def __init__(self) -> None:
        self.bytes_read = 0

    def read(self, size: int = -1) -> bytes:
        self.bytes_read += size
        return b"x" * size


def refusal_of(data: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        read_table(data)
    return refused.value


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_separators_and_byte_order_marks_are_recognised(separator, mark):
    table = read_table(mark + a_file([a_line(1), a_line(2)], separator=separator))

    assert table.columns == list(NAMES)
    assert [number for number, _ in table.lines] == [2, 3]


def test_headings_may_be_written_as_people_write():
    table = read_table(a_file([a_line()]).replace(b"code_postal", b" Code Postal "))

    assert "code_postal" in table.columns


def test_a_file_that_is_not_utf8_is_refused_with_the_way_to_save_it_again():
    refusal = refusal_of(a_file([a_line(nom="Médiathèque")]).decode().encode("latin-1"))

    assert refusal.code == "file_not_utf8"
    assert "CSV UTF-8" in refusal.sentence


def test_a_utf16_file_is_refused_the_same_way():
    assert refusal_of(a_file([a_line()]).decode().encode("utf-16")).code == "file_not_utf8"


def test_a_workbook_is_not_mistaken_for_a_csv_file():
    assert refusal_of(b"PK\x03\x04rest").code == "file_not_csv"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", a_file([])])
def test_an_empty_file_is_refused(data):
    assert refusal_of(data).code == "file_empty"


def test_missing_columns_are_named():
    columns = [name for name in NAMES if name not in {"code_postal", "adresse"}]

    refusal = refusal_of(a_file([a_line()], columns=columns))

    assert "Il manque les colonnes code_postal et adresse." in refusal.sentence


def test_a_table_of_something_else_is_told_what_is_expected():
    assert "schéma national" in refusal_of(b"prenom,nom_de_famille\nA,B\n").sentence


def test_columns_that_are_absent_or_unknown_are_reported():
    columns = [*(name for name in NAMES if name != "telephone"), "couleur"]

    table = read_table(a_file([a_line(couleur="bleu")], columns=columns))

    assert table.absent == ["telephone"]
    assert table.ignored == ["couleur"]


def test_a_text_with_a_comma_but_no_quotes_refuses_its_line_only():
    data = a_file([a_line(1), a_line(2)]) + b",".join(b"x" for _ in range(33)) + b"\n"

    table = read_table(data)

    assert len(table.lines) == 2
    assert "33 cases pour 32 colonnes" in table.broken[0].reasons[0]


def test_quotes_that_never_close_are_told():
    data = a_file([a_line(1)]) + b'"' + b"x" * 200_000

    assert refusal_of(data).code == "file_unreadable"


def test_blank_lines_keep_the_numbering_of_the_spreadsheet():
    data = a_file([a_line(1)]) + b"," * 31 + b"\r\n" + a_file([a_line(2)]).split(b"\r\n")[1]

    assert [number for number, _ in read_table(data).lines] == [2, 4]


def test_more_than_twenty_thousand_lines_are_refused():
    columns = ["id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj"]

    assert refusal_of(a_file([a_line()] * 20_001, columns=columns)).code == "too_many_lines"


def test_a_file_that_is_too_large_is_refused_without_being_read():
    stream = EndlessStream()

    with pytest.raises(FileRefused, match="dépasse 10 Mo"):
        read_limited(stream)

    assert stream.bytes_read < 11 * 1024 * 1024
