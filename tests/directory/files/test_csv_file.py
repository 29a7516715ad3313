import csv
import io

import pytest

from services.directory.files.reading import MAX_BYTES, read_file, read_limited
from services.directory.files.source_table import FileRefused
from services.directory.national.headings import is_national
from services.directory.national.national_table import national_table
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
        read_file(data)
    return refused.value


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_separators_and_byte_order_marks_are_recognised(separator, mark):
    table = national_table(read_file(mark + a_file([a_line(1), a_line(2)], separator=separator)))

    assert table.columns == list(NAMES)
    assert [line.number for line in table.lines] == [2, 3]


@pytest.mark.parametrize(
    ("encoding", "said"), [("latin-1", "Latin-1"), ("cp1252", "Latin-1"), ("utf-16", "UTF-16"), ("utf-8", "")]
)
def test_accents_are_read_in_any_usual_encoding_and_that_is_said(encoding, said):
    table = read_file(a_file([a_line(nom="Médiathèque")]).decode().encode(encoding))

    assert table.lines[0][1][2] == "Médiathèque"
    assert said in " ".join(table.notes)


def test_a_quoted_cell_may_hold_newlines_and_separators():
    table = read_file(a_file([a_line(horaires="Lundi, 9h\nMardi ; 10h")], separator=";"))

    assert table.lines[0][1][NAMES.index("horaires")] == "Lundi, 9h\nMardi ; 10h"


def test_headings_may_be_written_as_people_write():
    table = national_table(read_file(a_file([a_line()]).replace(b"code_postal", b" Code Postal ")))

    assert "code_postal" in table.columns


def test_a_known_column_that_is_there_twice_is_refused():
    with pytest.raises(FileRefused, match="présente deux fois"):
        national_table(read_file(a_file([a_line()]).replace(b"complement_adresse", b"commune")))


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b'"\r', b'""\n" "', a_file([])])
def test_an_empty_file_is_refused(data):
    assert refusal_of(data).code == "file_empty"


def test_a_table_without_the_required_columns_is_not_national():
    columns = [name for name in NAMES if name not in {"code_postal", "adresse"}]

    assert not is_national(read_file(a_file([a_line()], columns=columns)).headings)


def test_columns_that_are_absent_or_unknown_are_reported():
    columns = [*(name for name in NAMES if name != "telephone"), "couleur"]

    table = national_table(read_file(a_file([a_line(couleur="bleu")], columns=columns)))

    assert table.absent == ["telephone"]
    assert table.ignored == ["couleur"]


def test_a_text_with_a_comma_but_no_quotes_refuses_its_line_only():
    data = a_file([a_line(1), a_line(2)]) + b",".join(b"x" for _ in range(33)) + b"\n"

    table = national_table(read_file(data))

    assert len(list(table.lines)) == 2
    assert "33 cases pour 32 colonnes" in table.broken[0].reasons[0]


def test_quotes_that_never_close_are_told_whatever_else_reads_csv_in_this_process():
    csv.field_size_limit(1_000_000)
    data = a_file([a_line(1)]) + b'"' + b"x" * 200_000

    assert refusal_of(data).code == "file_unreadable"


def test_blank_lines_keep_the_numbering_of_the_spreadsheet():
    data = a_file([a_line(1)]) + b"," * 31 + b"\r\n" + a_file([a_line(2)]).split(b"\r\n")[1]

    assert [number for number, _ in read_file(data).lines] == [2, 4]


def test_more_than_twenty_thousand_lines_are_refused():
    assert refusal_of(b"nom,ville\n" + b"A,B\n" * 20_001).code == "too_many_lines"


def test_three_hundred_columns_are_refused():
    refusal = refusal_of(",".join(f"c{number}" for number in range(300)).encode() + b"\nx\n")

    assert refusal.sentence.startswith("Ce fichier a 300 colonnes, 200 au plus.")


def test_a_file_that_is_too_large_is_refused_without_being_read():
    stream = EndlessStream()

    with pytest.raises(FileRefused, match="dépasse 40 Mo"):
        read_limited(stream)

    assert stream.bytes_read < MAX_BYTES + 1024**2


def test_twenty_thousand_full_lines_fit():
    full = {name: "x" * 60 for name in NAMES}

    assert len(a_file([full] * 200)) * 100 < MAX_BYTES


def test_a_title_above_the_headings_is_not_taken_for_them():
    title = "Lieux du réseau, mars\r\n\r\n".encode()

    table = read_file(title + a_file([a_line(1), a_line(2)], separator=";"))

    assert table.headings == list(NAMES)
    assert [number for number, _ in table.lines] == [4, 5]
    assert "Les titres des colonnes sont à la ligne 3 : ce qui est écrit au-dessus n’est pas lu." in table.notes


def test_names_of_groups_above_the_headings_are_not_taken_for_them():
    groups = ";".join(["Identité", *[""] * 8, "Contact", *[""] * 22]).encode() + b"\r\n"

    table = read_file(groups + a_file([a_line(1)], separator=";"))

    assert table.headings == list(NAMES)
    assert table.lines[0][0] == 3


def test_headings_stay_where_a_comma_without_quotes_makes_a_longer_line():
    table = read_file(b"nom,adresse\nMairie,1 rue Neuve, Pau, Bearn, France\nCCAS,2 rue Neuve\nEPN,3 rue Neuve\n")

    assert table.headings == ["nom", "adresse"]
    assert [one.number for one in table.broken] == [2]


def test_texts_full_of_commas_do_not_hide_the_separator_of_a_narrow_table():
    table = read_file(b"nom;services\nMairie;a, b, c, d\nCCAS;e, f, g, h\n")

    assert table.headings == ["nom", "services"]


def test_the_line_that_names_the_separator_for_excel_is_no_heading():
    table = read_file(b"sep=;\r\n" + a_file([a_line(1)], separator=";"))

    assert table.headings == list(NAMES)
    assert table.lines[0][0] == 2


def test_lines_may_end_as_old_macs_end_them():
    table = read_file(a_file([a_line(1), a_line(2)]).replace(b"\r\n", b"\r"))

    assert len(table.lines) == 2


def test_one_torn_letter_does_not_spoil_the_others():
    data = a_file([a_line(1, nom="Médiathèque d’été à Nîmes, être prêt, près, là, où, déjà")])

    table = read_file(data.removesuffix(b"\r\n") + b"\xc3")

    assert table.lines[0][1][2].startswith("Médiathèque d’été")
    assert "Quelques signes ne sont pas en UTF-8" in table.notes[0]


def test_a_line_cut_short_has_empty_cells():
    table = national_table(read_file(a_file([a_line(1)]) + b"Source : le departement\r\n"))

    last = list(table.lines)[-1]

    assert last.cells["id"] == "Source : le departement"
    assert {last.cells[name] for name in NAMES[1:]} == {""}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Nom|Adresse|Ville\r\nMédiathèque|1 rue|Pau\r\n".encode(), "la barre verticale"),
        ('Nom;Adresse;Ville\rMédiathèque;"1 rue\nde l’Été";Pau\r'.encode("mac_roman"), "lu en Mac"),
        ("Nom;Adresse;Ville\r\nMédiathèque;1 rue;Pau\r\n".encode("cp1252"), "Latin-1"),
    ],
)
def test_files_of_other_programs_and_machines_are_read(data, said):
    table = read_file(data)

    assert table.lines[0][1][::2] == ["Médiathèque", "Pau"]
    assert any(said in note for note in table.notes)
