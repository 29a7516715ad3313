"""The main path of a new network, in a browser, on the standalone installation."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from services.standalone.demo import figures, places
from services.standalone.demo.people import beneficiary
from tests.journeys.browser import Person, Served, chromium

CLAIRE, SAMUEL, NADIA = "claire@marne.example", "samuel@marne.example", "nadia@marne.example"
MARKS = ("present", "late", "excused", "absent")
"""In the order of the taps."""
MONDAY = datetime(2026, 7, 6, 7, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def served(new_folder):
    running = Served(new_folder("journey") / "home")
    running.clock.move_to(MONDAY)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def claire(browser, served):
    return Person(browser, served)


@pytest.fixture(scope="module")
def home(claire):
    """Prefixes of the network's pages, once it is open: ``home("ateliers")``."""
    claire.opens("/").follows("Ouvrir un réseau")
    claire.writes(label="Réseau de la Marne", structure_label="Mairie de Reims", display_name="Claire Fontanel")
    claire.writes(email=CLAIRE).chooses("department", "51 – Marne").presses("Recevoir le lien")
    claire.letter(CLAIRE, "/compte/ouverture/").presses("Ouvrir le réseau")
    slug = re.search(r"/annuaire/([\w-]+)/", claire.page.url)[1]
    return lambda prefix: f"/{prefix}/{slug}"


@pytest.fixture(scope="module")
def invited(claire, home):
    for email, name, role in ((SAMUEL, "Samuel", "Médiateur"), (NADIA, "Nadia", "Gestionnaire")):
        claire.opens(home("annuaire") + "/membres/inviter").writes(email=email, display_name=name)
        claire.ticks(role).presses("Envoyer l’invitation")


@pytest.fixture(scope="module")
def samuel(browser, served, nadia):
    return Person(browser, served, width=390).letter(SAMUEL, "/invitation/").presses("Rejoindre le réseau")


@pytest.fixture(scope="module")
def nadia(browser, served, invited):
    return Person(browser, served).letter(NADIA, "/invitation/").presses("Rejoindre le réseau")


def test_1_the_directory_is_imported_with_its_bad_lines_set_aside(claire, home):
    lines = places.national_file(MONDAY.date()).decode().splitlines()
    for number in (5, 20, 40):
        lines[number] = lines[number].replace('"51', '"5', 1)
    file = {"name": "structures.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}

    claire.opens(home("annuaire") + "/structures/imports").page.locator("input[type=file]").set_input_files(file)
    claire.presses("Lire le fichier").sees("code_postal").presses("Appliquer les 57 lignes")

    claire.opens(home("annuaire") + "/structures?q=mediatheque reims").sees("Médiathèque de Reims")
    claire.follows("Médiathèque de Reims").sees("rue de la République")


def test_2_a_signed_out_member_comes_back_by_a_link(browser, served, claire, home):
    elsewhere = Person(browser, served)

    elsewhere.comes_back(home("annuaire") + "/structures?q=mediatheque", CLAIRE)

    elsewhere.sees("Médiathèque de Reims")


def test_3_a_mediator_plans_twelve_meetings_and_enrols_sixteen_people(samuel, home):
    samuel.opens_when_known(home("ateliers") + "/parcours/nouveau")
    samuel.writes(title="Ma tablette", capacity="16", count="12")
    samuel.writes(first_on="2026-07-07").page.get_by_label("Sauter les jours fériés").uncheck()
    samuel.presses("Planifier").sees("12")
    series = samuel.page.url

    for number in range(figures.COURSE_PEOPLE):
        first, last = beneficiary(number)
        samuel.opens(series + "/inscrire").writes(first_name=first, last_name=last)
        if number < figures.KNOWN_BEFORE:
            samuel.ticks("déjà accompagnée")
        samuel.presses("Ajouter et inscrire")

    samuel.opens(series + "/inscrire").sees("Toutes les places sont prises")
    samuel.opens(series)


def test_4_attendance_is_taken_by_touch_at_each_meeting(samuel, served, home):
    series = samuel.page.url
    marks = figures.marks(figures.COURSE_PEOPLE, figures.COURSE_DATES, figures.COURSE_PRESENT)

    for week, ones in enumerate(marks):
        served.clock.move_to(MONDAY + timedelta(days=1 + 7 * week, hours=10))
        samuel.opens(series).follows("Noter les présences")
        samuel.presses("Tout le monde est présent")
        for row, mark in enumerate(ones):
            for _ in range(MARKS.index(mark)):
                samuel.page.locator("main ul.tap-rows button").nth(row).click()
        expect(samuel.page.locator("[data-tap-status]")).to_contain_text("Enregistré à")

    samuel.opens(series).sees("88")


def test_5_skills_are_scored_before_and_after(samuel):
    series = samuel.page.url
    samuel.opens(series + "/evaluations")
    rows = samuel.page.locator("main fieldset.tap-row")
    for row, (before, after) in enumerate(zip(figures.BEFORE, figures.AFTER, strict=True)):
        cells = rows.nth(row).locator("input")
        cells.nth(0).fill(str(before).replace(".", ","))
        cells.nth(1).fill(str(after).replace(".", ","))
    samuel.presses("Enregistrer les notes")

    samuel.opens(series + "/evaluations").sees("8,74").sees("17,25")


def test_6_tablets_are_received_one_is_lent_and_comes_back(nadia, home):
    desk = home("materiel")
    nadia.comes_back(desk + "/achats/nouveau", NADIA).writes(
        label="15 tablettes, pochettes et forfaits", funder="Maison Delorme"
    )
    nadia.writes(amount="7900").presses("Enregistrer")
    nadia.opens(desk + "/materiels/lot").writes(count="15", model="Tab Azur 10", price="380")
    nadia.page.locator("main select[name=purchase_id]").select_option(index=1)
    nadia.presses("Enregistrer").opens(desk + "/materiels").sees("T-015")

    nadia.follows("T-001").follows("Prêter").picks("Jeanne")
    nadia.presses("Prêter T-001").sees("T-001")
    nadia.opens(desk + "/prets").follows("T-001")
    nadia.presses(re.compile("Enregistrer le retour|Rendre")).opens(desk + "/materiels").sees("15")


def test_7_sim_cards_and_recharges_are_received_and_given(nadia, home):
    desk = home("materiel")
    nadia.opens(desk + "/cartes-sim/reception").writes(operator="Alpha Mobile", iccids="\n".join(figures.iccids(20)))
    nadia.presses("Enregistrer la réception")
    for _ in range(figures.SIM_CARDS):
        nadia.opens(desk + "/cartes-sim?state=stock").page.locator("main a[href*='/cartes-sim/']").filter(
            has_text=re.compile(r"\d{4}")
        ).first.click()
        nadia.page.wait_for_url(re.compile(r"cartes-sim/[0-9a-f-]{36}$"))
        nadia.opens(nadia.page.url + "/don").picks("Jeanne")
        nadia.presses("Donner la carte")
    nadia.opens(desk + "/recharges/reception").writes(product="Recharge 20 Go", funder="Maison Delorme", quantity="40")
    nadia.presses("Ajouter au stock")
    nadia.opens(desk + "/recharges/don").picks("Jeanne")
    nadia.writes(quantity="41").presses("Donner").sees("Il ne reste pas assez de recharges")
    nadia.writes(quantity="40").presses("Donner")

    nadia.opens(desk + "/recharges").sees("Recharge 20 Go")


def test_8_a_letter_goes_to_the_members_who_may_unsubscribe(claire, samuel, served, home):
    body = "Bonjour,\n\nles **ateliers** reprennent."
    claire.comes_back(home("lettres") + "/nouvelle", CLAIRE).writes(subject="La lettre de rentrée", body=body)
    claire.presses("Enregistrer et voir l’aperçu").page.locator("summary", has_text="Envoyer à 3 personnes").click()
    claire.presses("Oui, envoyer").opens(claire.page.url).sees("3")

    reader = Person(claire.page.context.browser, served)
    reader.letter(SAMUEL, "/desinscription/").presses("Ne plus recevoir les lettres")
    reader.sees("Recevoir de nouveau les lettres")


def test_9_members_are_invited_to_the_meeting_and_answer_by_link(claire, served, home):
    claire.opens(home("rencontres") + "/nouvelle").writes(title="Rencontre de rentrée", day="2026-09-24")
    claire.writes(starts_at="14:00", ends_at="17:00", place="Mairie de Reims").presses("Enregistrer et inviter")
    board = claire.page.url

    guest = Person(claire.page.context.browser, served)
    guest.letter(NADIA, "/reponse/").presses("Oui, je viens").sees("votre réponse est enregistrée")

    claire.opens(board).sees("Nadia")
    calendar = claire.page.request.get(board + "/rencontre.ics").text()
    assert "BEGIN:VEVENT" in calendar


def test_10_the_quarter_ends_and_its_report_writes_itself(claire, served, home, tmp_path):
    served.clock.move_to(datetime(2026, 10, 17, 8, 0, tzinfo=UTC))

    claire.comes_back(served.mailbox.link_for(CLAIRE, "/rapports/"), CLAIRE)
    claire.opens(home("rapports") + "/").follows("3ᵉ trimestre 2026").sees("88")
    with claire.page.expect_download() as download:
        claire.page.get_by_role("link", name=re.compile("PDF")).first.click()
    path = tmp_path / "rapport.pdf"
    download.value.save_as(path)

    text = " ".join(page.extract_text() for page in PdfReader(path).pages).replace("\u202f", " ").replace("\xa0", " ")
    for figure in ("88 %", "8,74", "17,25", "7 900 €", "20 cartes SIM", "40 recharges"):
        assert figure in text


def test_11_the_browser_had_nothing_to_complain_about(claire, samuel, nadia):
    assert claire.complaints + samuel.complaints + nadia.complaints == []
