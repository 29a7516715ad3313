import csv
import io

import pytest
from sqlalchemy import select

from services.directory.actors import find_duplicates
from services.directory.files.refused_lines import WHY
from services.directory.models.structure_import import StructureImport
from shared.roles import Role
from shared.web.app import MAX_BODY
from tests.factories.national_files import NAMES, a_file, a_line
from tests.reading import text_of, words_of

IMPORTS = "/annuaire/marne/structures/imports"


def send(client, data: bytes, **more):
    return client.post(IMPORTS, data={"file": (io.BytesIO(data), "structures.csv"), **more})


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


def sixty_lines() -> list[dict[str, str]]:
    lines = [a_line(number) for number in range(1, 61)]
    lines[12]["code_postal"] = "6410"
    lines[30]["date_maj"] = "hier"
    lines[59]["telephone"] = "05 59"
    return lines


def test_a_file_is_looked_at_then_applied(animator):
    preview = send(animator, a_file([a_line(1), a_line(2)])).location
    page = text_of(animator.get(preview))
    animator.post(f"{preview}/application")

    assert "Appliquer les 2 lignes" in page
    assert "Import appliqué" in text_of(animator.get(preview))
    assert "Espace des Tilleuls 2" in text_of(animator.get("/annuaire/marne/structures"))


def test_an_import_that_creates_structures_leads_to_the_likely_duplicates(directory):
    network = directory.network()
    animator = network.client(Role.ANIMATOR)
    lines = [a_line(1), a_line(2, nom="Espace des Tilleuls 1", adresse="1 rue des Tilleuls")]
    preview = send(animator, a_file(lines)).location
    animator.post(f"{preview}/application")
    before = text_of(animator.get(preview))

    [(name, body)] = directory.outgoing("task")
    assert name == find_duplicates.actor_name
    find_duplicates(**body["arguments"])

    assert "un même lieu" not in before
    assert "Deux fiches de l’annuaire sont peut-être un même lieu. " in text_of(animator.get(preview))


def test_three_bad_lines_among_sixty_are_named_and_the_others_offered(animator):
    page = text_of(animator.get(send(animator, a_file(sixty_lines())).location))

    assert "Appliquer les 57 lignes" in page
    assert "Ligne 14, code_postal : « 6410 » n’a pas 5 chiffres. Corrigez-le, par exemple 64100." in page
    assert "Ligne 32, date_maj" in page
    assert "Ligne 61, telephone" in page


def test_refused_lines_can_be_mended_in_their_file_and_sent_again(animator):
    preview = send(animator, a_file(sixty_lines())).location
    animator.post(f"{preview}/application")

    left = animator.get(f"{preview}/lignes-refusees.csv").data.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(left), delimiter=";"))
    mended = [{**line, "code_postal": "64100", "date_maj": "2026-03-31", "telephone": ""} for line in lines]
    page = text_of(animator.get(send(animator, a_file(mended, columns=[WHY, *NAMES])).location))

    assert list(lines[0]) == [WHY, *NAMES]
    assert "n’a pas 5 chiffres" in lines[0][WHY]
    assert "Appliquer les 3 lignes" in page


def test_old_and_new_values_stand_side_by_side(animator):
    animator.post(send(animator, a_file([a_line(1)])).location + "/application")

    page = text_of(animator.get(send(animator, a_file([a_line(1, nom="Tiers-lieu du Parc")])).location))

    assert "Espace des Tilleuls 1" in page
    assert "Tiers-lieu du Parc" in page
    assert "Avant" in page


def test_a_new_line_opens_on_everything_that_will_be_written(animator):
    line = a_line(1, presentation_resume="Un lieu calme", pivot="0" * 14)

    page = words_of(animator.get(send(animator, a_file([line])).location))

    assert "SIRET ou RNA à compléter" in page
    assert "Type de structure Espace public numérique" in page
    assert "Présentation en bref Un lieu calme" in page
    assert "Téléphone 05 59 00 00 00" in page
    assert "Horaires lundi : 9 h – 12 h, 14 h – 18 h mardi : 9 h" in page
    assert "Mise à jour 31 mars 2026" in page
    assert "Latitude 43,295" in page
    assert "Prise de rendez-vous" not in page


def test_old_and_new_values_are_in_the_words_of_the_structure_s_own_page(animator):
    animator.post(send(animator, a_file([a_line(1)])).location + "/application")
    new = {"telephone": "+262262000000", "horaires": "Mo[1] 14:00-17:00", "date_maj": "2026-04-01"}
    address = send(
        animator,
        a_file([a_line(1, **new, typologie="BIB|CCAS", services="", publics_specifiquement_adresses="Seniors")]),
    ).location

    before = words_of(animator.get(address))
    animator.post(f"{address}/application")
    after = words_of(animator.get(address))

    for said in (
        "Téléphone Avant 05 59 00 00 00 Après 0262 00 00 00",
        "vendredi : 9 h – 12 h, 14 h – 18 h Après Le premier lundi du mois 14 h – 17 h",
        "Mise à jour Avant 31 mars 2026 Après 1er avril 2026",
        "Après Bibliothèque ou médiathèque, Centre communal d’action sociale",
        "Services Avant Accès internet et matériel informatique Après (vide)",
        "Publics visés Avant tout le monde Après Seniors",
    ):
        assert said in before
        assert said in after


def test_a_preview_of_the_version_before_is_shown_as_it_was_kept(network, animator):
    address = send(animator, a_file([a_line(1)])).location
    change = {"field": "Téléphone", "old": "+33559000000", "new": "+33559000001"}
    line = {"line": 2, "label": "Espace des Tilleuls 1", "commune": "Pau"}
    with network.uow() as uow:
        known = uow.session.scalars(select(StructureImport)).one()
        created, changed = {**line, "values": [["Mise à jour", "31/03/2026"]]}, {**line, "changes": [change]}
        known.preview = {**known.preview, "created": [created], "changed": [changed]}

    page = words_of(animator.get(address))

    assert "Mise à jour 31/03/2026" in page
    assert "Téléphone Avant +33559000000 Après +33559000001" in page


def test_what_is_mended_is_told_without_notations(animator):
    lines = [a_line(1, telephone="05 59 00 00 01"), a_line(2, telephone="05.59.00.00.02")]
    lines += [a_line(3, telephone="+33 (0)5 59 00 00 03", horaires="lu-ve 9h-12h", date_maj="31/03/2026")]

    page = words_of(animator.get(send(animator, a_file(lines)).location))

    assert "Lignes 2 et 3, telephone : numéro mis en forme, ses chiffres sont les mêmes." in page
    assert "« +33 (0)5 59 00 00 03 » lu comme « 05 59 00 00 03 »" in page
    assert "« 31/03/2026 » lu comme « 31 mars 2026 »" in page
    assert "+33559" not in page


def test_what_is_said_alike_of_many_lines_is_said_once(animator):
    lines = [a_line(number, pivot="0" * 14) for number in range(1, 8)]

    page = text_of(animator.get(send(animator, a_file(lines)).location))
    of_two = text_of(animator.get(send(animator, a_file(lines[:2])).location))

    assert "Lignes 2, 3, 4 et 4 autres, pivot : « 00000000000000 » est un SIRET d’attente" in page
    assert page.count("SIRET d’attente") == 1
    assert "Lignes 2 et 3, pivot" in of_two


def test_a_long_group_is_shown_fifty_lines_at_a_time(animator):
    address = send(animator, a_file([a_line(0, date_maj="?"), *(a_line(number) for number in range(1, 62))])).location

    first, second = text_of(animator.get(address)), text_of(animator.get(f"{address}?groupe=created&page=2"))
    far, unknown = (animator.get(f"{address}?{query}") for query in ("groupe=created&page=99", "groupe=autre&page=2"))

    assert "1 à 50 sur 61" in first
    assert "groupe=created&amp;page=2#created" in animator.get(address).text
    assert "Espace des Tilleuls 50 " in first
    assert "Espace des Tilleuls 51 " not in first
    assert "Lignes refusées" in first
    assert "51 à 61 sur 61" in second
    assert "Espace des Tilleuls 61 " in second
    assert "Lignes refusées" not in second
    assert "Appliquer les 61 lignes" in second
    assert "51 à 61 sur 61" in text_of(far)
    assert "1 à 50 sur 61" in text_of(unknown)


def test_the_same_file_again_changes_nothing_and_says_so(animator):
    animator.post(send(animator, a_file([a_line(1)])).location + "/application")

    page = text_of(animator.get(send(animator, a_file([a_line(1)])).location))

    assert "Ce fichier ne change rien" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x00\x01\x02rien", "n’est ni un tableau CSV"),
        (b"", "vide"),
        (b"une seule colonne\nA\n", "n’a qu’une colonne"),
        (b"PK\x03\x04", "ne peut pas être ouvert"),
        (b'["pas", "des objets"]', "n’est pas une liste d’objets"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_french(animator, data, sentence):
    answer = send(animator, data)

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_note_under_the_table_is_refused_and_the_lines_above_it_offered(animator):
    page = text_of(animator.get(send(animator, a_file([a_line(1)]) + b"Source : le departement\r\n").location))

    assert "Appliquer la ligne" in page
    assert "Ligne 3, nom : la case est vide." in page


def test_a_file_must_be_chosen(animator):
    assert "Choisissez d’abord un fichier." in text_of(animator.post(IMPORTS, data={}))


def test_a_file_over_forty_megabytes_is_refused(animator):
    part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="structures.csv"\r\n\r\n'
    body = part + b"x" * (41 * 1024 * 1024) + b"\r\n--b--\r\n"

    answer = animator.post(IMPORTS, data=body, content_type="multipart/form-data; boundary=b")

    assert answer.status_code == 422
    assert "dépasse 40 Mo" in text_of(answer)


def test_a_hundred_megabytes_are_refused_before_they_are_read(animator):
    class Unread:
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("nobody reads this")

    size = 100 * 1024 * 1024
    sent = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(size), "CONTENT_TYPE": "multipart/form-data; boundary=b"}

    answer = animator.post(IMPORTS, environ_overrides=sent)

    assert size > MAX_BODY
    assert answer.status_code == 413
    assert "trop lourd" in text_of(answer)


def test_a_file_sent_twice_by_the_same_form_is_read_once(animator):
    first, second = (send(animator, a_file([a_line(1)]), idempotency_key="k1") for _ in range(2))

    assert first.location == second.location


def test_the_button_pressed_twice_applies_once(animator):
    preview = send(animator, a_file([a_line(1)])).location

    answers = [animator.post(f"{preview}/application").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert '<span class="count">1</span>' in text_of(animator.get("/annuaire/marne/structures"))


def test_an_import_can_be_abandoned(animator):
    preview = send(animator, a_file([a_line(1)])).location

    animator.post(f"{preview}/abandon")

    assert "Import abandonné" in text_of(animator.get(preview))
    assert animator.post(f"{preview}/application").status_code == 409
