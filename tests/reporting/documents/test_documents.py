import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from services.reporting.documents.charts import with_charts
from services.reporting.documents.pdf import write_pdf
from services.reporting.documents.xlsx import write_xlsx
from services.reporting.domain.facts import Facts
from services.reporting.domain.figures import figures
from services.reporting.domain.report import Heading, without_charts, write_report
from tests.factories.pictures import a_picture
from tests.reporting.examples import QUARTER, a_workshop, the_quarter

AT = datetime(2026, 10, 6, 4, tzinfo=UTC)
ACCENT = "#0b6e4f"


def report(facts, edition=1):
    heading = Heading("Réseau de la Marne", "51", ACCENT, QUARTER, edition, AT, ZoneInfo("Europe/Paris"))
    now, before = (figures(facts, quarter.begin, quarter.end) for quarter in (QUARTER, QUARTER.previous))
    return with_charts(write_report(heading, now, before, None), ACCENT)


@pytest.fixture(scope="module")
def seed():
    return report(the_quarter())


def words(pdf):
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", text)


def test_the_pdf_says_the_figures_of_the_seed(seed):
    text = words(write_pdf(seed))

    for figure in ("88 %", "8,74", "17,25", "7 900 €", "20 cartes SIM et 40 recharges", "3ᵉ trimestre 2026"):
        assert figure in text


def test_the_logo_of_the_network_heads_the_first_page_in_place_of_its_name(seed):
    for logo in (a_picture(), a_picture("JPEG", (160, 160)), a_picture(mode="RGBA")):
        first = PdfReader(io.BytesIO(write_pdf(seed, logo))).pages[0]

        assert len(first.images) == 1
        assert "Réseau de la Marne Département" not in re.sub(r"\s+", " ", first.extract_text())


def test_the_pdf_is_tagged_and_speaks_french(seed):
    catalogue = PdfReader(io.BytesIO(write_pdf(seed))).trailer["/Root"]

    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"].startswith("fr")
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()


def test_every_chart_has_words_in_place_of_the_picture(seed):
    charts = [table["chart"] for chapter in seed["chapters"] for table in chapter["tables"] if table["chart"]]

    assert [chart["form"] for chart in charts] == ["weeks", "skills", "stock"]
    assert all(len(chart["alt"]) > 40 for chart in charts)


def test_the_same_report_gives_the_same_bytes(seed):
    again = report(the_quarter())

    assert write_pdf(again) == write_pdf(seed)
    assert write_xlsx(again) == write_xlsx(seed)


def test_a_chart_is_an_inert_picture(seed):
    for chart in (table["chart"] for chapter in seed["chapters"] for table in chapter["tables"] if table["chart"]):
        root = ElementTree.fromstring(chart["svg"])
        assert not any(element.tag.endswith("script") for element in root.iter())
        assert not any(name in element.attrib for element in root.iter() for name in ("style", "onclick", "href"))


def test_an_empty_quarter_has_a_pdf_and_a_workbook():
    empty = report(Facts())

    assert "aucun atelier ni autre temps n’a été tenu" in words(write_pdf(empty))
    assert load_workbook(io.BytesIO(write_xlsx(empty))).sheetnames == ["À lire d’abord", "Chiffres", "Définitions"]


def test_the_workbook_holds_numbers(seed):
    book = load_workbook(io.BytesIO(write_xlsx(seed)))
    figures_of = {row[0]: row[1] for row in book["Chiffres"].iter_rows(values_only=True)}

    assert figures_of["Taux de présence"] == pytest.approx(169 / 192)
    assert figures_of["Compétences avant, sur 20"] == 8.74
    assert figures_of["Achats et dons"] == 7900
    assert figures_of["Recharges remises"] == 40
    assert "Achats et dons de la période" in book.sheetnames


def test_what_looks_like_code_stays_a_title():
    titles = ['=HYPERLINK("http://x")', "#let x = [*] $", "<b>&amp;\\", "Ma [tablette]: /facile* ?"]
    workshops = [
        a_workshop(n, date(2026, 8, 3 + n), title=title, present=9, structure_id=None) for n, title in enumerate(titles)
    ]
    nasty = report(replace(the_quarter(), workshops=workshops))

    book = load_workbook(io.BytesIO(write_xlsx(nasty)))
    text = words(write_pdf(nasty))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert "trimestre" in text


def test_a_title_full_of_markup_is_printed_as_it_is():
    facts = the_quarter()
    title = "#let x = [*gras*] $a$ <b> @nom"
    changed = replace(facts, workshops=[replace(w, title=title) for w in facts.workshops])

    assert title in words(write_pdf(report(changed)))


def test_a_structure_with_a_very_long_name_and_many_others_stay_readable():
    facts = the_quarter()
    structures = {w.id: f"{'Centre communal d’action sociale de ' * 4}{n}" for n, w in enumerate(facts.workshops)}
    spread = replace(facts, workshops=[replace(w, structure_id=w.id) for w in facts.workshops], structures=structures)

    assert len(PdfReader(io.BytesIO(write_pdf(report(spread)))).pages) >= 5


def test_programs_get_the_figures_without_pictures(seed):
    text = json.dumps(without_charts(seed))

    assert "<svg" not in text
    assert '"8.74"' not in text and "8.74" in text


def test_a_second_edition_says_so(seed):
    assert "édition 2 (R)" in words(write_pdf(report(the_quarter(), edition=2)))
    assert zipfile.is_zipfile(io.BytesIO(write_xlsx(seed)))
