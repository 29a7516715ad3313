from dataclasses import replace
from datetime import date

import pytest

from services.directory.domain.table_mapping import TableMapping, split
from services.directory.files.reading import read_file
from services.directory.national.mapped_table import mapped_table
from services.directory.national.recognition import proposed_mapping, table_at_once, with_proposed_terms
from services.directory.national.rows import Context, Reading, read_rows
from tests.factories.odd_tables import OWN_TABLE, as_csv, as_json, old_record

TODAY = date(2026, 4, 15)


def read(data: bytes, mapping: TableMapping | None = None, department: str = "01") -> Reading:
    """With every proposal accepted unless ``mapping`` says otherwise."""
    source = read_file(data)
    chosen = mapping or with_proposed_terms(source, proposed_mapping(source, TODAY))
    return read_rows(mapped_table(source, chosen), Context(department, TODAY))


def test_somebody_s_own_table_becomes_structures_when_every_proposal_is_accepted():
    reading = read(as_csv())

    library, town_hall = reading.rows
    assert reading.refused == []
    assert library.external_id == "mediatheque-des-tilleuls-bourg-en-bresse-2-rue-neuve"
    assert library.values["postcode"] == "01000"
    assert library.values["phone"] == "+33474000001"
    assert library.values["pivot"] == "00000000000000"
    assert library.values["updated_on"] == TODAY
    assert library.values["opening_hours"] == "Mo-Tu 09:00-12:00,13:30-17:00"
    assert library.values["description"] == "Un lieu\nouvert & calme"
    assert library.values["services"] == ("Aide aux démarches administratives",)
    assert library.values["support_modes"] == ("En autonomie", "Dans un atelier collectif")
    assert library.values["target_audiences"] == ("Seniors", "Familles et/ou enfants")
    assert library.values["fees"] == ("Payant", "Gratuit sous condition")
    assert library.values["latitude"] == pytest.approx(46.2, abs=0.05)
    assert town_hall.values["services"] == ()
    assert town_hall.values["fees"] == ("Gratuit",)


def test_a_list_of_which_the_table_says_nothing_is_left_alone():
    assert "national_programmes" not in read(as_csv()).rows[0].values


def test_the_same_name_and_address_twice_is_one_structure():
    reading = read(as_csv((*OWN_TABLE, OWN_TABLE[0])))

    assert len(reading.rows) == 2
    assert reading.refused == []
    assert reading.rows[0].remarks[-1].sentence == (
        "Ligne 4 : même structure que la ligne 2 (nom, commune, adresse), réunies en une fiche."
    )


def test_lines_of_one_name_and_address_with_two_sirets_are_not_put_together():
    rows = tuple({**OWN_TABLE[0], "SIRET": siret} for siret in ("13002526500013", "21640445500012"))

    (refusal,) = read(as_csv(rows)).refused

    assert refusal.reasons == [
        "Ligne 3 : « Médiathèque des Tilleuls », Bourg-en-Bresse, a le même nom, la même commune et la même adresse "
        "que la ligne 2. Si c’est la même structure, supprimez l’une des deux lignes : envoyée de nouveau telle "
        "quelle, celle-ci remplacerait ce que dit l’autre. Si ce sont deux structures, donnez un autre nom à "
        "celle-ci, ou choisissez « Identifiant », à l’étape « Colonnes », pour une colonne du "
        "fichier qui les distingue."
    ]


def test_two_places_of_one_name_and_address_are_both_kept_once_a_column_tells_them_apart():
    rows = tuple({**OWN_TABLE[0], "Salle": room} for room in ("Rez-de-chaussée", "Étage"))
    source = read_file(as_csv(rows))
    proposed = proposed_mapping(source, TODAY)
    told_apart = replace(proposed, columns={**proposed.columns, "Salle": "id"})

    alike, apart = read(as_csv(rows)), read(as_csv(rows), with_proposed_terms(source, told_apart))

    assert len(alike.rows) == 1
    assert [row.external_id for row in apart.rows] == ["Rez-de-chaussée", "Étage"]


def test_lines_without_their_identifier_are_sent_to_the_column_that_should_hold_it():
    sirets = ("13002526500013", "21640445500012")
    rows = tuple({"Identifiant": "", **OWN_TABLE[0], "SIRET": siret} for siret in sirets)

    (refusal,) = read(as_csv(rows)).refused

    assert refusal.reasons[0].endswith("donnez à chacune un identifiant dans la colonne « Identifiant ».")


def test_an_identifier_given_twice_is_to_be_changed():
    rows = tuple({"Identifiant": "a-1", **row} for row in OWN_TABLE)

    (refusal,) = read(as_csv(rows)).refused

    assert "« a-1 » est déjà celui de la ligne 2. Donnez un identifiant différent" in refusal.reasons[0]
    assert refusal.cells["id"] == "a-1"


def test_long_names_that_we_cannot_tell_apart_are_not_called_the_same():
    rows = tuple({**OWN_TABLE[0], "Nom de la structure": "Maison de quartier " * 8 + end} for end in ("est", "ouest"))

    (refusal,) = read(as_csv(rows)).refused

    assert refusal.reasons[0].startswith("Ligne 3 : son nom, sa commune et son adresse sont trop longs")


def test_a_value_without_correspondence_is_left_aside_and_that_is_said():
    mapping = TableMapping(
        columns={"Nom de la structure": "nom", "Ville": "commune", "Tarifs": "frais_a_charge"},
        defaults={"pivot": "0" * 14, "date_maj": "2026-04-15", "adresse": "x", "code_postal": "01000"},
    )

    row = read(as_csv(({**OWN_TABLE[0], "Tarifs": "selon les cas"},)), mapping).rows[0]

    assert row.values["fees"] == ()
    assert any("« selon les cas » n’a pas de correspondance" in remark.sentence for remark in row.remarks)


def test_words_in_place_of_a_telephone_are_left_aside_and_the_structure_comes_in():
    first, second = ({**OWN_TABLE[0], "Téléphone": text} for text in ("voir mairie", "04 74 00 00"))

    (row,) = read(as_csv((first,))).rows

    assert "phone" not in row.values
    assert [one.sentence for one in row.remarks if one.column == "telephone"] == [
        "Ligne 2, telephone : « voir mairie » n’est pas un numéro de téléphone français complet : laissé de côté."
    ]
    assert "phone" not in read(as_csv((second,))).rows[0].values


def test_version_0_1_is_read_at_once_and_its_terms_translated():
    table = table_at_once(read_file(as_json(old_record())))

    assert table is not None
    (row,) = read_rows(table, Context("76", TODAY)).rows
    assert "version 0.1" in table.notes[0]
    assert row.values["services"] == (
        "Accès internet et matériel informatique",
        "Maîtrise des outils numériques du quotidien",
    )
    assert row.values["target_audiences"] == ("Seniors",)
    assert row.values["special_care"] == ("Surdité",)
    assert row.values["fees"] == ("Gratuit",)
    assert row.values["national_programmes"] == ("France Services", "Conseillers numériques")
    assert row.values["trainings"] == ("Fabriques de Territoire",)
    assert row.values["support_modes"] == ("En autonomie",)
    assert row.values["emails"] == ("contact@le139.example",)
    assert row.values["opening_hours"] == "Mo-Fr 09:00-12:00,13:30-17:00"
    assert "mobility" not in row.values


def test_version_0_1_with_words_of_its_own_goes_through_the_mapping():
    assert table_at_once(read_file(as_json(old_record(services="Réparer son vélo")))) is None


def test_a_rounded_siret_is_said():
    (row,) = read(as_json(old_record()), department="76").rows

    assert any("arrondi par un tableur" in remark.sentence for remark in row.remarks)


@pytest.mark.parametrize(
    ("text", "separator", "parts"),
    [
        ("a|b;c", "auto", ["a", "b", "c"]),
        ("Familles/enfants / Jeunes", "auto", ["Familles/enfants", "Jeunes"]),
        ("Jeunes, Seniors", "auto", ["Jeunes", "Seniors"]),
        ("Ouvert, mais payant", "auto", ["Ouvert, mais payant"]),
        ("a, b / c", ",", ["a", "b / c"]),
        ("a, b", "none", ["a, b"]),
    ],
)
def test_separators_part_values_only_where_they_do(text, separator, parts):
    known = {"Familles/enfants", "Jeunes", "Seniors"}

    assert split(text, separator, known.__contains__) == parts


@pytest.mark.parametrize("text", ["", "NC", "en cours", "130 025"])
def test_a_siret_that_is_missing_or_unreadable_does_not_keep_its_structure_out(text):
    (row,) = read(as_csv(({**OWN_TABLE[0], "SIRET": text},))).rows

    assert row.values["pivot"] == "0" * 14
    told = [one.sentence for one in row.remarks if "laissé de côté" in one.sentence]
    assert bool(told) == (text[:1] == "1")


def test_an_unreadable_cell_that_may_be_empty_leaves_what_is_known_alone_and_is_told():
    (row,) = read(as_csv(({**OWN_TABLE[0], "Code INSEE": "Bourg", "Mise à jour": "un jour"},))).rows

    assert "commune_code" not in row.values
    assert row.values["updated_on"] == TODAY
    assert "Ligne 2, code_insee : « Bourg » n’est pas un code INSEE de commune (5 caractères) : laissé de côté." in [
        one.sentence for one in row.remarks
    ]


@pytest.mark.parametrize(
    "text",
    [
        "04 74 00 00 01 (poste 12)",
        "04 74 00 00 01\n06 00 00 00 02",
        "04 74 00 00 01 - 06 00 00 00 02",
        "04 74 00 00 01 (Mme Aline)",
    ],
)
def test_the_first_number_of_a_cell_is_the_telephone(text):
    (row,) = read(as_csv(({**OWN_TABLE[0], "Téléphone": text},))).rows

    assert row.values["phone"] == "+33474000001"


def test_an_address_in_one_cell_gives_street_postal_code_and_commune():
    table = as_csv(
        ({"Nom": "Mairie", "Adresse": "2 rue Neuve\n01000 BOURG EN BRESSE CEDEX", "Lat/Long": "46.2, 5.22"},)
    )

    (row,) = read(table).rows

    place = [row.values[name] for name in ("address", "postcode", "commune", "latitude", "longitude")]
    assert place == ["2 rue Neuve", "01000", "BOURG EN BRESSE", 46.2, 5.22]


def test_columns_of_their_own_go_before_what_the_whole_address_says():
    mapping = TableMapping(
        columns={"Nom": "nom", "Tout": "adresse:entiere", "CP": "code_postal", "Bât.": "complement_adresse"},
        defaults={"pivot": "0" * 14, "date_maj": "2026-04-15"},
    )
    lines = (
        {"Nom": "A", "Tout": "2 rue Neuve 01000 Bourg", "CP": "01001", "Bât.": "2 rue Neuve"},
        {"Nom": "B", "Tout": "01000 Bourg", "CP": "", "Bât.": "Centre social"},
    )

    first, second = read(as_csv(lines), mapping).rows

    assert (first.values["postcode"], first.values["address_extra"]) == ("01001", "")
    assert (second.values["postcode"], second.values["address"]) == ("01000", "Centre social")


def test_services_in_free_text_are_taken_one_by_one():
    said = "Accompagnement aux démarches, prise en main d’un ordinateur, impression"

    (row,) = read(as_csv(({**OWN_TABLE[0], "Services": said},))).rows

    assert row.values["services"] == (
        "Aide aux démarches administratives",
        "Maîtrise des outils numériques du quotidien",
        "Accès internet et matériel informatique",
    )


def test_words_around_addresses_are_left_out_and_words_alone_are_told_once():
    cells = {"Adresse mail": "Accueil : <a@b-01.fr> / c@d-01.fr", "Site internet": "Site de l’espace"}

    (row,) = read(as_csv(({**OWN_TABLE[0], **cells},))).rows

    assert row.values["emails"] == ("a@b-01.fr", "c@d-01.fr")
    assert row.values["websites"] == ()
    assert [one.sentence for one in row.remarks if one.column == "site_web"] == [
        "Ligne 2, site_web : « Site de l’espace » n’est pas une adresse web : laissée de côté."
    ]
