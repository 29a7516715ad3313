"""What pages could do and programs could not: lists to follow up, and steps to take back."""

import io
from datetime import date

import pytest
from sqlalchemy import select

from services.directory.models.duplicate_pair import DuplicatePair
from services.directory.usecases import merging
from shared.roles import Role
from tests.factories.national_files import a_file, a_line
from tests.factories.networks import open_network
from tests.factories.referents import a_referent
from tests.factories.structures import a_preview, a_structure, applied
from tests.factories.workshops import a_workshop

BASE = "/api/v1/directory/networks/marne"


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def program(network):
    return network.program(Role.ADMINISTRATOR)


def labels(answer):
    return [one["label"] for one in answer.json["items"]]


def test_imports_are_listed_and_their_refused_lines_given(network, program):
    bad = a_preview(network, a_file([a_line(1), a_line(2, code_postal="6410")]))
    good = applied(network, a_preview(network))

    first = program.get(f"{BASE}/imports", query_string={"limit": 1}).json
    rest = program.get(f"{BASE}/imports", query_string={"cursor": first["next"]}).json
    refused = program.get(f"{BASE}/imports/{bad.id}/refused-lines")

    assert [one["id"] for one in (*first["items"], *rest["items"])] == [str(good.id), str(bad.id)]
    assert "preview" not in first["items"][0] and first["items"][0]["state"] == "applied"
    assert refused.mimetype == "text/csv"
    assert "6410" in refused.text and "lieu-001" not in refused.text


def test_saved_mappings_are_listed(network, program):
    table = b"Structure;Adresse;Code postal;Ville\nMairie;1 rue Neuve;51100;Reims\n"
    sent = program.post(f"{BASE}/imports", data={"file": (io.BytesIO(table), "tableau.csv")}).json
    mapping = program.get(f"{BASE}/imports/{sent['id']}/mapping").json

    program.put(f"{BASE}/imports/{sent['id']}/mapping", json={**_sendable(mapping), "label": "Tableau de la mairie"})
    (saved,) = program.get(f"{BASE}/import-mappings").json["items"]

    assert saved["label"] == "Tableau de la mairie"
    assert saved["mapping"]["columns"]["Structure"] == "nom"


def _sendable(mapping):
    return {name: mapping[name] for name in ("columns", "terms", "separators", "defaults")}


def test_structures_without_a_referent_are_listed(network, program):
    known = a_structure(network)
    a_structure(network, label="Mairie")
    a_referent(network, known.id)

    answer = program.get(f"{BASE}/structures/without-referent")

    assert (labels(answer), answer.json["count"]) == (["Mairie"], 1)
    assert network.program(Role.MEDIATOR).get(f"{BASE}/structures/without-referent").status_code == 403


def test_everybody_whose_record_is_old_is_asked_again(network, program):
    for name in ("Mairie", "Bibliothèque"):
        known = a_structure(network, label=name, updated_on=date(2024, 1, 1))
        a_referent(network, known.id, email=f"{len(name)}@exemple.fr")

    asked = program.post(f"{BASE}/record-checks", json={"state": "refresh"})
    again = program.post(f"{BASE}/record-checks", json={"state": "refresh"})
    wrong = program.post(f"{BASE}/record-checks", json={"state": "rusty"})

    assert (asked.json, again.json, wrong.status_code) == ({"asked": 2}, {"asked": 0}, 422)
    assert len(program.get(f"{BASE}/record-checks").json["items"]) == 2


def test_a_removed_member_is_brought_back_with_the_same_roles(directory):
    marne = open_network(directory)
    browser, camille = marne.client(), marne.membership_id(marne.join("camille@ville.fr", "animator"))
    base = f"/api/v1/directory/networks/{marne.slug}/members/{camille}"
    browser.post(f"{base}/removal")

    back = browser.post(f"{base}/restoring")

    assert (back.status_code, back.json["status"], back.json["roles"]) == (200, "active", ["animator"])


def test_a_pair_called_different_is_proposed_again(network, program):
    a_structure(network), a_structure(network, label="MEDIATHEQUE DES TILLEULS")
    with network.uow() as uow:
        merging.search_duplicates(uow)
        pair = str(uow.session.scalars(select(DuplicatePair.id)).one())
    program.post(f"{BASE}/duplicates/difference", json={"pair": pair})

    back = program.post(f"{BASE}/duplicates/proposal", json={"pair": pair})

    assert back.json["state"] == "proposed"
    assert [one["id"] for one in program.get(f"{BASE}/duplicates").json["items"]] == [pair]


def test_personal_requests_are_listed_without_saying_about_whom(network, program):
    made = [program.post(f"{BASE}/personal-requests", json={"email": f"{who}@ville.fr"}).json["id"] for who in "ab"]

    answer = program.get(f"{BASE}/personal-requests")

    assert [one["id"] for one in answer.json["items"]] == made[::-1]
    assert "ville.fr" not in answer.text
    assert network.program(Role.ANIMATOR).get(f"{BASE}/personal-requests").status_code == 403


def test_what_the_published_files_leave_out_is_listed_with_its_reasons(network, program):
    nowhere = a_structure(network, label="Sans commune", commune="", postcode="")
    lines = [a_line(number, date_maj="2026-02-01") for number in (1, 2)]
    applied(network, a_preview(network, a_file(lines)))
    a_structure(network, label="Entre nous", commune="", is_public=False)

    found, cursor = [], None
    for _ in range(3):
        page = program.get(f"{BASE}/publication/kept-back", query_string={"limit": 1, "cursor": cursor or ""}).json
        found, cursor = found + page["items"], page["next"]

    (one,) = found
    assert (one["structure_id"], one["is_whole"], cursor) == (str(nowhere.id), True, None)
    assert any("Commune" in reason for reason in one["reasons"])


def test_the_next_workshops_of_a_structure_are_listed(directory):
    network = directory.network()
    known = a_structure(network)
    a_workshop(network, known.id, days=7)
    a_workshop(network, known.id, title="Ma tablette", taken=2)

    answer = network.program(Role.REFERENT).get(f"{BASE}/structures/{known.id}/workshops")

    assert [(one["title"], one["free"]) for one in answer.json["items"]] == [("Ma tablette", 3), ("Premiers pas", 5)]
