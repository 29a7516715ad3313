import pytest

from services.directory.domain.mapping_proposals import propose_columns

CELLS = {
    "nom": ["Médiathèque", "Mairie"],
    "adresse": ["2 rue Neuve", "Le Bourg"],
    "code_postal": ["64000", "1000"],
    "commune": ["Pau", "St Jean de Luz"],
    "code_insee": ["64445", "2A004"],
    "telephone": ["05 59 00 00 01"],
    "courriels": ["a@b.fr"],
    "site_web": ["www.b.fr"],
    "horaires": ["lundi 9h-12h"],
    "adresse:entiere": ["2 rue Neuve 64000 Pau", "64100 Bayonne"],
    "position": ["43.29, -0.37"],
    "frais_a_charge": ["gratuit"],
    "services": ["Aide aux démarches"],
    "date_maj": ["2026-09-03"],
    "horaires:Mo": ["9h-12h"],
    "horaires:Mo:pm": ["9h-12h"],
    "": ["Aline", "Paul"],
}


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Nom de votre structure", "nom"),
        ("lib_fs", "nom"),
        ("Libellé_du_site", "nom"),
        ("Adresse postale de la structure (numéro et rue)", "adresse"),
        ("Adresse complète", "adresse:entiere"),
        ("Adresse", "adresse:entiere"),
        ("CP Ville", "adresse:entiere"),
        ("Code postal et commune", "adresse:entiere"),
        ("lib_com", "commune"),
        ("insee_com", "code_insee"),
        ("Adresse e-mail de contact", "courriels"),
        ("contact.courriel", "courriels"),
        ("Numéro de téléphone (standard)", "telephone"),
        ("geo_point_2d", "position"),
        ("Latitude", "position"),
        ("h_lundi", "horaires:Mo"),
        ("Lundi après-midi", "horaires:Mo:pm"),
        ("horaires.lundi", "horaires:Mo"),
        ("Vos services sont-ils gratuits ?", "frais_a_charge"),
        ("Quels services proposez-vous ?", "services"),
        ("Horodateur", "date_maj"),
        ("Dernière mise à jour", "date_maj"),
        ("Mis à jour le", "date_maj"),
        ("MAJ", "date_maj"),
        ("Fiche vérifiée le", "date_maj"),
        ("Nom et prénom de la personne référente", ""),
        ("Nom du contact", ""),
        ("Fax", ""),
        ("Date d’ouverture", ""),
        ("Nom du conseiller numérique", ""),
    ],
)
def test_a_heading_is_understood_by_its_words_and_its_cells(heading, target):
    assert propose_columns([heading], {heading: CELLS[target]}) == {heading: target}


def test_a_column_whose_cells_do_not_hold_what_it_promises_is_not_proposed():
    cells = {
        "Votre mail": ["oui", "plus tard"],
        "Téléphone portable": ["Aline"],
        "CP et ville": ["à voir"],
        "GPS": ["x"],
    }

    assert set(propose_columns(list(cells), cells).values()) == {""}


def test_the_lines_of_an_address_are_put_together():
    cells = {"N°": ["12", "3 bis"], "Voie": ["rue A", "rue B"], "Adresse 2": ["Bâtiment C", ""]}

    assert propose_columns(list(cells), cells) == {
        "N°": "adresse",
        "Voie": "adresse",
        "Adresse 2": "complement_adresse",
    }


def test_every_column_of_the_schema_is_known_by_its_own_name():
    names = ["prise_en_charge_specifique", "itinerance", "formations_labels"]

    assert propose_columns(names, {}) == {name: name for name in names}


def test_what_stands_under_a_title_about_people_is_never_proposed():
    cells = {"Nom": ["Mairie"], "Téléphone": ["0600000001"]}

    assert propose_columns(list(cells), cells, {"Téléphone": "Référent"}) == {"Nom": "nom", "Téléphone": ""}
